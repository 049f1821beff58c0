"""The training program: yours to change.

`train` starts it with the hyperparameters as arguments (`--rounds 4`) and the SM_* variables set. Fit a model, print a
metric line per round, leave the model in SM_MODEL_DIR. container/predictor.py loads it from there.
Spark ends no fit half-way, so a round is a whole one: each tries another regularisation, and the best pipeline is kept.
"""

import argparse
import csv
import json
import math
import os
import random
import shutil
import signal
from pathlib import Path

from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import IndexToString, StringIndexer, VectorAssembler
from pyspark.sql import DataFrame, SparkSession

BASE = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
HOST = os.environ.get("SM_CURRENT_HOST", "algo-1")
SEED = 0  # same data and hyperparameters, same model


def main() -> None:
    args = parse_arguments()
    stop = StopRequest()
    header, columns = look_into(args.train)
    spark = new_session()
    rows = read_channel(spark, args.train, header, columns)
    training, validation = rows.randomSplit([0.8, 0.2], seed=SEED)

    done, best, model = resume() or (0, math.inf, None)
    while done < args.rounds and not (stop.requested and done):
        regularisation = 10 ** random.Random(SEED + done).uniform(-4, 0)
        candidate = fit(training, columns, regularisation, args)
        loss, accuracy = (measure(candidate, validation, metric) for metric in ("logLoss", "accuracy"))
        done += 1
        # LOG-03: one line per round, with names that a metric definition can look for: loss=([-+0-9.eE]+)
        print(f"round={done} loss={loss:.4f} accuracy={accuracy:.4f} regularisation={regularisation:.6f}")
        if loss < best:
            best, model = loss, candidate
        save_checkpoint(done, best, model)

    if stop.requested:
        print(f"stopped after round {done}")
    if HOST == min(json.loads(os.environ.get("SM_HOSTS", f'["{HOST}"]'))):  # FS-14: one host writes the model
        args.model_dir.mkdir(parents=True, exist_ok=True)
        write(args.model_dir / "pipeline", model)
        (args.model_dir / "model.json").write_text(json.dumps({"columns": columns}))
    spark.stop()


def new_session() -> SparkSession:
    """All CPUs of this host. Addresses are fixed, since Spark would look up the host's name, which may have none."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[*]").config("spark.driver.host", "127.0.0.1")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def fit(rows: DataFrame, columns: list[str], regularisation: float, args: argparse.Namespace) -> PipelineModel:
    indexer = StringIndexer(inputCol="label", outputCol="truth", stringOrderType="alphabetAsc").fit(rows)
    assembler = VectorAssembler(inputCols=columns, outputCol="features")
    classifier = LogisticRegression(labelCol="truth", regParam=regularisation, maxIter=args.iterations)
    answer = IndexToString(inputCol="prediction", outputCol="answer", labels=indexer.labels)
    return Pipeline(stages=[indexer, assembler, classifier, answer]).fit(rows)


def measure(model: PipelineModel, rows: DataFrame, metric: str) -> float:
    return MulticlassClassificationEvaluator(labelCol="truth", metricName=metric).evaluate(model.transform(rows))


# --- Hyperparameters ------------------------------------------------------------------------------------------------


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--rounds", "--epochs", type=positive_integer, default=4)
    parser.add_argument("--iterations", type=positive_integer, default=50)
    parser.add_argument("--train", type=Path, default=os.environ.get("SM_CHANNEL_TRAIN", BASE / "input/data/train"))
    parser.add_argument("--model-dir", type=Path, default=os.environ.get("SM_MODEL_DIR", BASE / "model"))
    args, unknown = parser.parse_known_args()
    if unknown:
        print(f"ignoring unknown hyperparameters: {' '.join(unknown)}")
    return args


def positive_integer(text: str) -> int:
    number = positive_number(text)
    if not number.is_integer():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(number)


def positive_number(text: str) -> float:
    try:
        number = float(text.strip('"'))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return number


# --- Data -----------------------------------------------------------------------------------------------------------


def look_into(folder: Path) -> tuple[bool, list[str]]:
    """Whether the *.csv files of the channel have a header, and names for their columns but the last, the label."""
    if not folder.is_dir():
        raise ValueError(f"the channel {folder.name!r} is missing: there is no folder {folder}")
    paths = [path for path in sorted(folder.rglob("*.csv")) if path.stat().st_size]
    if not paths:
        raise ValueError(f"the channel {folder.name!r} is empty: no *.csv file with rows in {folder}")
    with paths[0].open(encoding="utf-8-sig", errors="replace") as file:
        fields = next(csv.reader([file.readline()]), [])
    if len(fields) < 2:
        raise ValueError(f"{paths[0]}, row 1: {len(fields)} columns, expected 2 or more")
    return not is_number(fields[0]), [f"feature{number}" for number in range(1, len(fields))]


def read_channel(spark: SparkSession, folder: Path, header: bool, columns: list[str]) -> DataFrame:
    schema = ", ".join([*(f"{name} double" for name in columns), "label string", "broken string"])
    options = {"header": header, "columnNameOfCorruptRecord": "broken", "ignoreTrailingWhiteSpace": True}
    paths = [f"file://{path}" for path in sorted(folder.rglob("*.csv"))]
    rows = spark.read.csv(paths, schema=schema, enforceSchema=True, **options).cache()
    missing = " or ".join(f"{name} is null" for name in [*columns, "label"])
    if broken := rows.where(f"broken is not null or {missing}").first():
        raise ValueError(f"a row in {folder} is not {len(columns)} numbers and a label: {str(broken.asDict())[:200]}")
    labels = rows.select("label").distinct().limit(2).collect()
    if len(labels) < 2:
        raise ValueError(f"fewer than two labels in the rows in {folder}: there is nothing to learn")
    return rows.drop("broken")


def is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


# --- Checkpoints and stopping ---------------------------------------------------------------------------------------


class StopRequest:
    """SIGTERM means: finish the epoch, save the model, end well (TRN-14)."""

    def __init__(self) -> None:
        self.requested = False
        signal.signal(signal.SIGTERM, self._on_signal)

    def _on_signal(self, _number: int, _frame: object) -> None:
        self.requested = True


def checkpoints() -> Path:
    """The folder that SageMaker copies to S3 and back; it exists only when the job asks for checkpoints (FS-18)."""
    config = BASE / "input/config/checkpointconfig.json"
    return Path(json.loads(config.read_text())["LocalPath"]) if config.is_file() else BASE / "checkpoints"


def save_checkpoint(done: int, best: float, model: PipelineModel) -> None:
    folder = checkpoints()
    if not folder.is_dir():
        return
    path = folder / f"{HOST}-{done:09}"  # FS-18: the hosts share one prefix in S3
    write(path, model)
    path.with_suffix(".json").write_text(json.dumps({"done": done, "best": best}))  # last: who finds it finds both
    for old in sorted(folder.glob(f"{HOST}-*.json"))[:-2]:
        old.unlink()
        shutil.rmtree(old.with_suffix(""), ignore_errors=True)


def resume() -> tuple[int, float, PipelineModel] | None:
    """From the newest checkpoint that is whole: the job may have died while it wrote one (FS-19)."""
    for path in sorted(checkpoints().glob(f"{HOST}-*.json"), reverse=True):
        try:
            saved = json.loads(path.read_text())
            model = PipelineModel.load(f"file://{path.with_suffix('')}")
        except Exception as e:  # noqa: BLE001 - whatever is the matter with it
            print(f"skipping the checkpoint {path}: {type(e).__name__}: {str(e).splitlines()[0]}")
        else:
            print(f"resuming from {path}, round {saved['done']}")
            return saved["done"], saved["best"], model
    return None


def write(path: Path, model: PipelineModel) -> None:
    """Under another name first: whoever finds the folder finds it whole."""
    part = path.with_name("part-" + path.name)
    model.write().overwrite().save(f"file://{part}")
    shutil.rmtree(path, ignore_errors=True)
    os.replace(part, path)


if __name__ == "__main__":
    main()

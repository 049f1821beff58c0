"""The training program: yours to change.

`train` starts it with the hyperparameters as arguments (`--epochs 40 --shuffle True`) and the SM_* variables set. Fit
a model, print a metric line per epoch, leave the model in SM_MODEL_DIR. container/predictor.py loads it from there.
"""

import argparse
import csv
import json
import math
import os
import signal
from pathlib import Path

import joblib
import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

BASE = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
HOST = os.environ.get("SM_CURRENT_HOST", "algo-1")
CHECKPOINT_EVERY = 10  # epochs
SEED = 0  # same data and hyperparameters, same model


def main() -> None:
    args = parse_arguments()
    stop = StopRequest()
    features, labels = read_channel(args.train)
    epoch, model = resume() or (0, new_model(args, features, labels))
    scaled, classes = model["scale"].transform(features), np.unique(labels)

    while epoch < args.epochs and not (stop.requested and epoch):
        model["classify"].partial_fit(scaled, labels, classes)
        epoch += 1
        # LOG-03: one line per epoch, with names that a metric definition can look for: loss=([-+0-9.eE]+)
        print(f"epoch={epoch} loss={log_loss(model, features, labels):.4f} accuracy={model.score(features, labels):.4f}")
        if epoch % CHECKPOINT_EVERY == 0 or stop.requested:
            save_checkpoint(epoch, model)

    if stop.requested:
        print(f"stopped after epoch {epoch}")
    if HOST == min(json.loads(os.environ.get("SM_HOSTS", f'["{HOST}"]'))):  # FS-14: one host writes the model
        args.model_dir.mkdir(parents=True, exist_ok=True)
        write(args.model_dir / "model.joblib", model)


def new_model(args: argparse.Namespace, features: np.ndarray, labels: np.ndarray) -> Pipeline:
    scaler = StandardScaler().fit(features)
    classifier = SGDClassifier(
        loss="log_loss", learning_rate="constant", eta0=args.learning_rate, shuffle=args.shuffle, random_state=SEED
    )
    return Pipeline([("scale", scaler), ("classify", classifier)])


def log_loss(model: Pipeline, features: np.ndarray, labels: np.ndarray) -> float:
    of_the_truth = model.predict_proba(features)[np.arange(len(labels)), np.searchsorted(model.classes_, labels)]
    return float(-np.log(np.clip(of_the_truth, 1e-15, 1)).mean())


# --- Hyperparameters ------------------------------------------------------------------------------------------------


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--epochs", type=positive_integer, default=40)
    parser.add_argument("--learning-rate", type=positive_number, default=0.1)
    parser.add_argument("--shuffle", type=boolean, default=True)
    parser.add_argument("--train", type=Path, default=os.environ.get("SM_CHANNEL_TRAIN", BASE / "input/data/train"))
    parser.add_argument("--model-dir", type=Path, default=os.environ.get("SM_MODEL_DIR", BASE / "model"))
    args, unknown = parser.parse_known_args()
    if unknown:
        print(f"ignoring unknown hyperparameters: {' '.join(unknown)}")
    return args


def boolean(text: str) -> bool:
    """A flag always comes with a value (TK-27), and clients spell it true, True or "true" (FS-02)."""
    word = text.strip('"').lower()
    if word not in ("true", "false", "1", "0"):
        raise argparse.ArgumentTypeError(f"{text!r} is neither true nor false")
    return word in ("true", "1")


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


def read_channel(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """All *.csv files of the channel: numbers, then the label; a header line is optional."""
    if not folder.is_dir():
        raise ValueError(f"the channel {folder.name!r} is missing: there is no folder {folder}")
    rows = [row for path in sorted(folder.rglob("*.csv")) for row in read_csv(path)]
    if not rows:
        raise ValueError(f"the channel {folder.name!r} is empty: no *.csv file with rows in {folder}")
    features, labels = np.array([row[:-1] for row in rows], dtype=float), np.array([row[-1] for row in rows])
    if len(np.unique(labels)) < 2:
        raise ValueError(f"all rows in {folder} have the label {labels[0]!r}: there is nothing to learn")
    return features, labels


def read_csv(path: Path) -> list[list]:
    rows, columns = [], None
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            fields = next(csv.reader([line.rstrip("\r\n")]), [])
            if not fields or (number == 1 and not is_number(fields[0])):
                continue
            columns = columns or len(fields)
            if len(fields) != columns or columns < 2:
                raise ValueError(f"{path}, row {number}: {len(fields)} columns, expected {max(columns, 2)}")
            for column, field in enumerate(fields[:-1], start=1):
                if not is_number(field):
                    raise ValueError(f"{path}, row {number}, column {column}: {field[:40]!r} is not a number")
            rows.append([*map(float, fields[:-1]), fields[-1].strip()])
    return rows


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


def save_checkpoint(epoch: int, model: Pipeline) -> None:
    folder = checkpoints()
    if not folder.is_dir():
        return
    write(folder / f"{HOST}-{epoch:09}.joblib", (epoch, model))  # FS-18: the hosts share one prefix in S3
    for old in sorted(folder.glob(f"{HOST}-*.joblib"))[:-2]:
        old.unlink()


def resume() -> tuple[int, Pipeline] | None:
    """From the newest checkpoint that is whole: the job may have died while it wrote one (FS-19)."""
    for path in sorted(checkpoints().glob(f"{HOST}-*.joblib"), reverse=True):
        try:
            epoch, model = joblib.load(path)
        except Exception as e:  # noqa: BLE001 - whatever is the matter with it
            print(f"skipping the checkpoint {path}: {type(e).__name__}: {e}")
        else:
            print(f"resuming from {path}, epoch {epoch}")
            return epoch, model
    return None


def write(path: Path, value: object) -> None:
    """Under another name first: whoever finds the file finds it whole."""
    part = path.with_name(path.name + ".part")
    joblib.dump(value, part)
    os.replace(part, path)


if __name__ == "__main__":
    main()

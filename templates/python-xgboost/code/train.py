"""The training program: yours to change.

`train` starts it with the hyperparameters as arguments (`--num_round 40 --eta 0.3`) and the SM_* variables set. Fit
a model, print a metric line per round, leave the model in SM_MODEL_DIR. container/predictor.py loads it from there.
"""

import argparse
import csv
import json
import math
import os
import signal
from pathlib import Path

import numpy as np
import xgboost as xgb

BASE = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
HOST = os.environ.get("SM_CURRENT_HOST", "algo-1")
CHECKPOINT_EVERY = 10  # rounds
SEED = 0  # same data and hyperparameters, same model


def main() -> None:
    args = parse_arguments()
    stop = StopRequest()
    features, labels = read_channel(args.train)
    names, truth = np.unique(labels, return_inverse=True)
    data = xgb.DMatrix(features, truth)
    parameters = {
        "objective": "multi:softprob",
        "num_class": len(names),
        "eval_metric": ["mlogloss", "merror"],
        "eta": args.eta,
        "max_depth": args.max_depth,
        "subsample": args.subsample,
        "tree_method": "hist",
        "device": device(),
        "seed": SEED,
    }
    model = resume()
    rounds = args.num_round - (model.num_boosted_rounds() if model else 0)
    model = xgb.train(
        parameters,
        data,
        num_boost_round=max(rounds, 0),
        evals=[(data, "train")],
        verbose_eval=False,  # Progress prints
        callbacks=[Progress(stop)],
        xgb_model=model,
    )

    if HOST == min(json.loads(os.environ.get("SM_HOSTS", f'["{HOST}"]'))):  # FS-14: one host writes the model
        model.set_attr(labels=json.dumps(names.tolist()))
        args.model_dir.mkdir(parents=True, exist_ok=True)
        write(args.model_dir / "model.ubj", model)


def device() -> str:
    """GPU-02: the GPU of a host that has one, as `train` found out, if XGBoost is built for it."""
    return "cuda" if int(os.environ.get("SM_NUM_GPUS", "0")) and xgb.build_info().get("USE_CUDA") else "cpu"


class Progress(xgb.callback.TrainingCallback):
    """What happens after each round: a metric line, a checkpoint now and then, and the end when one is asked for."""

    def __init__(self, stop: "StopRequest") -> None:
        super().__init__()
        self._stop = stop

    def after_iteration(self, model: xgb.Booster, epoch: int, evals_log: dict) -> bool:
        done = model.num_boosted_rounds()  # not `epoch`, which begins at 0 again when a job is resumed
        loss, error = (evals_log["train"][name][-1] for name in ("mlogloss", "merror"))
        # LOG-03: one line per round, with names that a metric definition can look for: loss=([-+0-9.eE]+)
        print(f"round={done} loss={loss:.4f} accuracy={1 - error:.4f}")
        if done % CHECKPOINT_EVERY == 0 or self._stop.requested:
            save_checkpoint(done, model)
        if self._stop.requested:
            print(f"stopped after round {done}")
        return self._stop.requested


# --- Hyperparameters ------------------------------------------------------------------------------------------------


def parse_arguments() -> argparse.Namespace:
    """Under the names that SageMaker's built-in XGBoost gives them."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--num_round", "--epochs", type=positive_integer, default=40)
    parser.add_argument("--eta", type=positive_number, default=0.3)
    parser.add_argument("--max_depth", type=positive_integer, default=4)
    parser.add_argument("--subsample", type=positive_number, default=1.0)
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


def save_checkpoint(done: int, model: xgb.Booster) -> None:
    folder = checkpoints()
    if not folder.is_dir():
        return
    write(folder / f"{HOST}-{done:09}.ubj", model)  # FS-18: the hosts share one prefix in S3
    for old in sorted(folder.glob(f"{HOST}-*.ubj"))[:-2]:
        old.unlink()


def resume() -> xgb.Booster | None:
    """From the newest checkpoint that is whole: the job may have died while it wrote one (FS-19)."""
    for path in sorted(checkpoints().glob(f"{HOST}-*.ubj"), reverse=True):
        try:
            model = xgb.Booster(model_file=path)
        except Exception as e:  # noqa: BLE001 - whatever is the matter with it
            print(f"skipping the checkpoint {path}: {type(e).__name__}: {str(e).splitlines()[0]}")
        else:
            print(f"resuming from {path}, round {model.num_boosted_rounds()}")
            return model
    return None


def write(path: Path, model: xgb.Booster) -> None:
    """Under another name first: whoever finds the file finds it whole. XGBoost takes the format from the suffix."""
    part = path.with_name("part-" + path.name)
    model.save_model(part)
    os.replace(part, path)


if __name__ == "__main__":
    main()

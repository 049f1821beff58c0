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

import mxnet as mx
import numpy as np
from mxnet import autograd, gluon

BASE = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
HOST = os.environ.get("SM_CURRENT_HOST", "algo-1")
CHECKPOINT_EVERY = 10  # epochs
SEED = 0  # same data and hyperparameters, same model


def main() -> None:
    args = parse_arguments()
    stop = StopRequest()
    features, labels = read_channel(args.train)
    names, truth = np.unique(labels, return_inverse=True)
    mean, scale = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-6)
    data = gluon.data.ArrayDataset(((features - mean) / scale).astype("float32"), truth.astype("float32"))

    mx.random.seed(SEED)
    context = mx.gpu() if mx.context.num_gpus() else mx.cpu()  # GPU-02
    network = new_network(args, features.shape[1], len(names), context)
    trainer = gluon.Trainer(network.collect_params(), "adam", {"learning_rate": args.learning_rate})

    epoch = resume(network, trainer, context)
    while epoch < args.epochs and not (stop.requested and epoch):
        np.random.seed(SEED + epoch)  # gluon shuffles with it: of this epoch, whether the job was resumed or not
        epoch += 1
        batches = gluon.data.DataLoader(data, args.batch_size, args.shuffle)
        loss, accuracy = train_epoch(network, trainer, batches, context)
        # LOG-03: one line per epoch, with names that a metric definition can look for: loss=([-+0-9.eE]+)
        print(f"epoch={epoch} loss={loss:.4f} accuracy={accuracy:.4f}")
        if epoch % CHECKPOINT_EVERY == 0 or stop.requested:
            save_checkpoint(epoch, network, trainer)

    if stop.requested:
        print(f"stopped after epoch {epoch}")
    if HOST == min(json.loads(os.environ.get("SM_HOSTS", f'["{HOST}"]'))):  # FS-14: one host writes the model
        args.model_dir.mkdir(parents=True, exist_ok=True)
        network.export(str(args.model_dir / "model"))  # model-symbol.json, model-0000.params: these load without code
        description = {"labels": names.tolist(), "mean": mean.tolist(), "scale": scale.tolist()}
        (args.model_dir / "model.json").write_text(json.dumps(description))  # last: the predictor asks for it first


def new_network(args: argparse.Namespace, columns: int, classes: int, context: mx.Context) -> gluon.HybridBlock:
    network = gluon.nn.HybridSequential()
    network.add(gluon.nn.Dense(args.hidden, activation="relu", in_units=columns))
    network.add(gluon.nn.Dense(classes, in_units=args.hidden))
    network.initialize(mx.init.Xavier(), ctx=context)
    network.hybridize()
    return network


def train_epoch(
    network: gluon.HybridBlock, trainer: gluon.Trainer, loader: gluon.data.DataLoader, context: mx.Context
) -> tuple[float, float]:
    """Loss and accuracy are those of the batches, each before its step."""
    loss_of = gluon.loss.SoftmaxCrossEntropyLoss()
    accuracy, loss_sum, rows = mx.metric.Accuracy(), 0.0, 0
    for features, truth in loader:
        features, truth = features.as_in_context(context), truth.as_in_context(context)
        with autograd.record():
            logits = network(features)
            loss = loss_of(logits, truth)
        loss.backward()
        trainer.step(len(truth))
        loss_sum += loss.sum().asscalar()
        accuracy.update(truth, logits)
        rows += len(truth)
    return loss_sum / rows, accuracy.get()[1]


# --- Hyperparameters ------------------------------------------------------------------------------------------------


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--epochs", type=positive_integer, default=40)
    parser.add_argument("--batch-size", type=positive_integer, default=16)
    parser.add_argument("--hidden", type=positive_integer, default=16)
    parser.add_argument("--learning-rate", type=positive_number, default=0.01)
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


def save_checkpoint(epoch: int, network: gluon.HybridBlock, trainer: gluon.Trainer) -> None:
    folder = checkpoints()
    if not folder.is_dir():
        return
    path = folder / f"{HOST}-{epoch:09}.params"  # FS-18: the hosts share one prefix in S3
    trainer.save_states(str(path.with_suffix(".states")))
    part = path.with_name(path.name + ".part")
    network.save_parameters(str(part))
    os.replace(part, path)  # last: whoever finds this file finds both whole
    for old in sorted(folder.glob(f"{HOST}-*.params"))[:-2]:
        old.unlink()
        old.with_suffix(".states").unlink(missing_ok=True)


def resume(network: gluon.HybridBlock, trainer: gluon.Trainer, context: mx.Context) -> int:
    """From the newest checkpoint that is whole: the job may have died while it wrote one (FS-19). Returns its epoch."""
    for path in sorted(checkpoints().glob(f"{HOST}-*.params"), reverse=True):
        try:
            network.load_parameters(str(path), ctx=context)
            trainer.load_states(str(path.with_suffix(".states")))
        except Exception as e:  # noqa: BLE001 - whatever is the matter with it
            print(f"skipping the checkpoint {path}: {type(e).__name__}: {str(e).splitlines()[0]}")
        else:
            epoch = int(path.stem.rpartition("-")[2])
            print(f"resuming from {path}, epoch {epoch}")
            return epoch
    return 0


if __name__ == "__main__":
    main()

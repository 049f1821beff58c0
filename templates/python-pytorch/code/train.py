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

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

BASE = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
HOST = os.environ.get("SM_CURRENT_HOST", "algo-1")
CHECKPOINT_EVERY = 10  # epochs
SEED = 0  # same data and hyperparameters, same model


class Network(nn.Module):
    """The same class as in container/predictor.py: the model file holds its numbers, not its code."""

    def __init__(self, columns: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(columns))
        self.register_buffer("scale", torch.ones(columns))
        self.layers = nn.Sequential(nn.Linear(columns, hidden), nn.ReLU(), nn.Linear(hidden, classes))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        return self.layers((rows - self.mean) / self.scale)


def main() -> None:
    args = parse_arguments()
    stop = StopRequest()
    features, labels = read_channel(args.train)
    names, truth = np.unique(labels, return_inverse=True)
    data = TensorDataset(torch.tensor(features, dtype=torch.float32), torch.tensor(truth))

    torch.manual_seed(SEED)
    shape = {"columns": features.shape[1], "hidden": args.hidden, "classes": len(names)}
    network = Network(**shape)
    network.mean.copy_(data.tensors[0].mean(dim=0))
    network.scale.copy_(data.tensors[0].std(dim=0).clamp(min=1e-6))
    network.to("cuda" if torch.cuda.is_available() else "cpu")  # GPU-02
    optimizer = torch.optim.Adam(network.parameters(), lr=args.learning_rate)

    epoch = resume(network, optimizer)
    while epoch < args.epochs and not (stop.requested and epoch):
        epoch += 1
        loss, accuracy = train_epoch(network, optimizer, batches(data, args, epoch))
        # LOG-03: one line per epoch, with names that a metric definition can look for: loss=([-+0-9.eE]+)
        print(f"epoch={epoch} loss={loss:.4f} accuracy={accuracy:.4f}")
        if epoch % CHECKPOINT_EVERY == 0 or stop.requested:
            save_checkpoint(epoch, network, optimizer)

    if stop.requested:
        print(f"stopped after epoch {epoch}")
    if HOST == min(json.loads(os.environ.get("SM_HOSTS", f'["{HOST}"]'))):  # FS-14: one host writes the model
        args.model_dir.mkdir(parents=True, exist_ok=True)
        state = network.to("cpu").state_dict()  # so that it loads where there is no GPU
        write(args.model_dir / "model.pt", {"state": state, "shape": shape, "labels": names.tolist()})


def batches(data: TensorDataset, args: argparse.Namespace, epoch: int) -> DataLoader:
    """Shuffled anew in each epoch, in the same way if resumed. No worker processes: their /dev/shm is small (FS-22)."""
    order = torch.Generator().manual_seed(SEED + epoch)
    return DataLoader(data, batch_size=args.batch_size, shuffle=args.shuffle, generator=order)


def train_epoch(network: Network, optimizer: torch.optim.Optimizer, loader: DataLoader) -> tuple[float, float]:
    """Loss and accuracy are those of the batches, each before its step."""
    device = network.mean.device
    loss_sum, right = 0.0, 0
    for features, truth in loader:
        features, truth = features.to(device), truth.to(device)
        logits = network(features)
        loss = nn.functional.cross_entropy(logits, truth)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(truth)
        right += (logits.argmax(dim=1) == truth).sum().item()
    return loss_sum / len(loader.dataset), right / len(loader.dataset)


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


def save_checkpoint(epoch: int, network: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    folder = checkpoints()
    if not folder.is_dir():
        return
    state = {"epoch": epoch, "network": network.state_dict(), "optimizer": optimizer.state_dict()}
    write(folder / f"{HOST}-{epoch:09}.pt", state)  # FS-18: the hosts share one prefix in S3
    for old in sorted(folder.glob(f"{HOST}-*.pt"))[:-2]:
        old.unlink()


def resume(network: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """From the newest checkpoint that is whole: the job may have died while it wrote one (FS-19). Returns its epoch."""
    for path in sorted(checkpoints().glob(f"{HOST}-*.pt"), reverse=True):
        try:
            saved = torch.load(path, map_location="cpu", weights_only=True)
            network.load_state_dict(saved["network"])
            optimizer.load_state_dict(saved["optimizer"])
        except Exception as e:  # noqa: BLE001 - whatever is the matter with it
            print(f"skipping the checkpoint {path}: {type(e).__name__}: {e}")
        else:
            print(f"resuming from {path}, epoch {saved['epoch']}")
            return saved["epoch"]
    return 0


def write(path: Path, value: object) -> None:
    """Under another name first: whoever finds the file finds it whole."""
    part = path.with_name(path.name + ".part")
    torch.save(value, part)
    os.replace(part, path)


if __name__ == "__main__":
    main()

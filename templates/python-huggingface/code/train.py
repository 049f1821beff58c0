"""The training program: yours to change.

`train` starts it with the hyperparameters as arguments (`--epochs 20 --shuffle True`) and the SM_* variables set. Fit
a model, print a metric line per epoch, leave the model in SM_MODEL_DIR. container/predictor.py loads it from there.
Nothing is downloaded, as a job may have no network. To fine-tune a model of the Hub, bring it as a channel of the job.
"""

import argparse
import csv
import json
import math
import os
import signal
from collections.abc import Iterable
from pathlib import Path

import tokenizers
import torch
import transformers
from torch.utils.data import DataLoader
from transformers import PreTrainedTokenizerFast

BASE = Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"))
HOST = os.environ.get("SM_CURRENT_HOST", "algo-1")
CHECKPOINT_EVERY = 5  # epochs
LONGEST = 128  # tokens of a text; the rest is cut off
SEED = 0  # same data and hyperparameters, same model


def main() -> None:
    args = parse_arguments()
    stop = StopRequest()
    rows = read_channel(args.train)
    names = sorted({label for _, label in rows})
    data = [(text, names.index(label)) for text, label in rows]

    tokenizer = new_tokenizer(text for text, _ in rows)
    torch.manual_seed(SEED)
    model = new_model(tokenizer, names)
    model.to("cuda" if torch.cuda.is_available() else "cpu")  # GPU-02
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.learning_rate)

    epoch = resume(model, optimizer)
    while epoch < args.epochs and not (stop.requested and epoch):
        epoch += 1
        torch.manual_seed(SEED + epoch)  # of shuffling and dropout: of this epoch, whether the job was resumed or not
        loss, accuracy = train_epoch(model, optimizer, batches(data, tokenizer, args))
        # LOG-03: one line per epoch, with names that a metric definition can look for: loss=([-+0-9.eE]+)
        print(f"epoch={epoch} loss={loss:.4f} accuracy={accuracy:.4f}")
        if epoch % CHECKPOINT_EVERY == 0 or stop.requested:
            save_checkpoint(epoch, model, optimizer)

    if stop.requested:
        print(f"stopped after epoch {epoch}")
    if HOST == min(json.loads(os.environ.get("SM_HOSTS", f'["{HOST}"]'))):  # FS-14: one host writes the model
        tokenizer.save_pretrained(args.model_dir)
        model.save_pretrained(args.model_dir)


def new_tokenizer(texts: Iterable[str]) -> PreTrainedTokenizerFast:
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]  # numbered in this order
    trainer = tokenizers.trainers.WordPieceTrainer(special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    around = tokenizers.processors.TemplateProcessing("[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.post_processor = around
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=LONGEST, pad_token="[PAD]")


def new_model(tokenizer: PreTrainedTokenizerFast, names: list[str]) -> torch.nn.Module:
    config = transformers.BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=128,
        max_position_embeddings=LONGEST,
        pad_token_id=tokenizer.pad_token_id,
        id2label=dict(enumerate(names)),
    )
    return transformers.BertForSequenceClassification(config)


def batches(data: list[tuple[str, int]], tokenizer: PreTrainedTokenizerFast, args: argparse.Namespace) -> DataLoader:
    """Without worker processes: rows come through /dev/shm from those, and in a training job that is small (FS-22)."""

    def collate(rows: list[tuple[str, int]]) -> dict[str, torch.Tensor]:
        texts, truth = zip(*rows, strict=True)
        inputs = tokenizer(list(texts), padding=True, truncation=True, return_tensors="pt")
        return {**inputs, "labels": torch.tensor(truth)}

    return DataLoader(data, batch_size=args.batch_size, shuffle=args.shuffle, collate_fn=collate)


def train_epoch(model: torch.nn.Module, optimizer: torch.optim.Optimizer, loader: DataLoader) -> tuple[float, float]:
    """Loss and accuracy are those of the batches, each before its step."""
    model.train()
    loss_sum, right = 0.0, 0
    for batch in loader:
        batch = {name: tensor.to(model.device) for name, tensor in batch.items()}
        output = model(**batch)
        optimizer.zero_grad()
        output.loss.backward()
        optimizer.step()
        loss_sum += output.loss.item() * len(batch["labels"])
        right += (output.logits.argmax(dim=1) == batch["labels"]).sum().item()
    return loss_sum / len(loader.dataset), right / len(loader.dataset)


# --- Hyperparameters ------------------------------------------------------------------------------------------------


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--epochs", type=positive_integer, default=20)
    parser.add_argument("--batch-size", type=positive_integer, default=16)
    parser.add_argument("--learning-rate", type=positive_number, default=0.001)
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


def read_channel(folder: Path) -> list[tuple[str, str]]:
    """All *.csv files of the channel: a text, then its label; a header line `text,label` is optional."""
    if not folder.is_dir():
        raise ValueError(f"the channel {folder.name!r} is missing: there is no folder {folder}")
    rows = [row for path in sorted(folder.rglob("*.csv")) for row in read_csv(path)]
    if not rows:
        raise ValueError(f"the channel {folder.name!r} is empty: no *.csv file with rows in {folder}")
    if len({label for _, label in rows}) < 2:
        raise ValueError(f"all rows in {folder} have the label {rows[0][1]!r}: there is nothing to learn")
    return rows


def read_csv(path: Path) -> list[tuple[str, str]]:
    rows = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for number, fields in enumerate(csv.reader(file, strict=True), start=1):
                if not fields or (number == 1 and fields == ["text", "label"]):
                    continue
                if len(fields) != 2:
                    raise ValueError(f"{path}, row {number}: {len(fields)} columns, expected a text and its label")
                rows.append((fields[0], fields[1].strip()))
        except (UnicodeDecodeError, csv.Error) as e:
            raise ValueError(f"{path}, after row {len(rows)}: {e}") from None
    return rows


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


def save_checkpoint(epoch: int, model: torch.nn.Module, optimizer: torch.optim.Optimizer) -> None:
    folder = checkpoints()
    if not folder.is_dir():
        return
    path = folder / f"{HOST}-{epoch:09}.pt"  # FS-18: the hosts share one prefix in S3
    part = path.with_suffix(".part")
    torch.save({"epoch": epoch, "model": model.state_dict(), "optimizer": optimizer.state_dict()}, part)
    os.replace(part, path)  # whoever finds the file finds it whole
    for old in sorted(folder.glob(f"{HOST}-*.pt"))[:-2]:
        old.unlink()


def resume(model: torch.nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """From the newest checkpoint that is whole: the job may have died while it wrote one (FS-19). Returns its epoch."""
    for path in sorted(checkpoints().glob(f"{HOST}-*.pt"), reverse=True):
        try:
            saved = torch.load(path, map_location="cpu", weights_only=True)
            model.load_state_dict(saved["model"])
            optimizer.load_state_dict(saved["optimizer"])
        except Exception as e:  # noqa: BLE001 - whatever is the matter with it
            print(f"skipping the checkpoint {path}: {type(e).__name__}: {e}")
        else:
            print(f"resuming from {path}, epoch {saved['epoch']}")
            return saved["epoch"]
    return 0


if __name__ == "__main__":
    main()

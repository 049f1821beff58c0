"""For the stand-ins: what they answer with, and a watch on who calls them."""

import os
from pathlib import Path

LABELS = ["setosa", "versicolor", "virginica"]
MIDDLES = [[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]]


def must_be_a_worker() -> None:
    """A worker's parent is gunicorn, gunicorn's own parent is `serve`."""
    if b"gunicorn" not in Path(f"/proc/{os.getppid()}/cmdline").read_bytes():
        raise RuntimeError("the framework is used before the fork")


def nearness(rows):
    return [[-sum((a - b) ** 2 for a, b in zip(row, middle, strict=True)) for middle in MIDDLES] for row in rows]

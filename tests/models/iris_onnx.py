#!/usr/bin/env python3
"""Makes content/samples/csharp-onnx/model/model.onnx: logistic regression on the iris sample, written as ONNX.

    python3 tests/models/iris_onnx.py

Standard library only; two nodes of protocol buffer need no ONNX package. Deterministic.
"""

import csv
import json
import math
import struct
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "content" / "samples"
EPOCHS, RATE, PENALTY = 3000, 0.5, 1e-3


def read_rows() -> tuple[list[list[float]], list[str]]:
    with open(SAMPLES / "common" / "data" / "train" / "iris.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row][1:]
    return [[float(cell) for cell in row[:-1]] for row in rows], [row[-1] for row in rows]


def softmax(scores: list[float]) -> list[float]:
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def fit(rows: list[list[float]], classes: list[int], count: int) -> tuple[list[list[float]], list[float]]:
    """Gradient descent on standardised columns; the answer is for rows as they come."""
    width = len(rows[0])
    mean = [sum(column) / len(rows) for column in zip(*rows)]
    scale = [math.sqrt(sum((v - m) ** 2 for v in column) / len(rows)) for column, m in zip(zip(*rows), mean)]
    scaled = [[(v - m) / s for v, m, s in zip(row, mean, scale)] for row in rows]
    weights = [[0.0] * count for _ in range(width)]
    bias = [0.0] * count
    for _ in range(EPOCHS):
        slopes = [[PENALTY * w for w in line] for line in weights]
        bias_slopes = [0.0] * count
        for row, right in zip(scaled, classes):
            guess = softmax([bias[c] + sum(row[i] * weights[i][c] for i in range(width)) for c in range(count)])
            for c in range(count):
                error = (guess[c] - (c == right)) / len(rows)
                bias_slopes[c] += error
                for i in range(width):
                    slopes[i][c] += error * row[i]
        weights = [[w - RATE * s for w, s in zip(line, slope)] for line, slope in zip(weights, slopes)]
        bias = [b - RATE * s for b, s in zip(bias, bias_slopes)]
    plain = [[w / s for w in line] for line, s in zip(weights, scale)]
    return plain, [b - sum(m * plain[i][c] for i, m in enumerate(mean)) for c, b in enumerate(bias)]


def number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def field(index: int, value: "int | str | bytes") -> bytes:
    if isinstance(value, int):
        return number(index << 3) + number(value)
    data = value.encode() if isinstance(value, str) else value
    return number(index << 3 | 2) + number(len(data)) + data


# The field numbers are those of onnx.proto.
def node(op: str, inputs: list[str], output: str) -> bytes:
    return field(1, b"".join(field(1, name) for name in inputs) + field(2, output) + field(3, output) + field(4, op))


def tensor(name: str, shape: list[int], values: list[float]) -> bytes:
    dims = b"".join(field(1, size) for size in shape)
    return field(5, dims + field(2, 1) + field(8, name) + field(9, struct.pack(f"<{len(values)}f", *values)))


def value_info(index: int, name: str, columns: int) -> bytes:
    shape = field(1, field(2, "rows")) + field(1, field(1, columns))
    return field(index, field(1, name) + field(2, field(1, field(1, 1) + field(2, shape))))


def model(labels: list[str], weights: list[list[float]], bias: list[float]) -> bytes:
    columns, count = len(weights), len(labels)
    graph = (
        node("Gemm", ["rows", "weights", "bias"], "scores")
        + node("Softmax", ["scores"], "probabilities")
        + field(2, "iris")
        + tensor("weights", [columns, count], [w for line in weights for w in line])
        + tensor("bias", [count], bias)
        + value_info(11, "rows", columns)
        + value_info(12, "probabilities", count)
    )
    metadata = field(1, "labels") + field(2, json.dumps(labels))
    return field(1, 8) + field(2, "iris_onnx.py") + field(7, graph) + field(8, field(1, "") + field(2, 13)) + field(14, metadata)


def main() -> None:
    rows, names = read_rows()
    labels = sorted(set(names))
    weights, bias = fit(rows, [labels.index(name) for name in names], len(labels))
    target = SAMPLES / "csharp-onnx" / "model" / "model.onnx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(model(labels, weights, bias))
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()

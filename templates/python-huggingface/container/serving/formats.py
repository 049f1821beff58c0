"""Requests in, answers out: texts as JSON, JSON Lines, CSV or plain text.

Whatever is the caller's fault is a RequestError with a reason that names the row.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from serving.media import RequestError

CSV, JSON, JSON_LINES, TEXT = "text/csv", "application/json", "application/jsonlines", "text/plain"
TYPES = (JSON, JSON_LINES, CSV, TEXT)  # a request without a type is taken for the first


def default_answer(requested: str) -> str:
    """The type of the answer if the caller does not mind: that of the request."""
    return requested


# --- Reading --------------------------------------------------------------------------------------------------------


def read(body: bytes, content_type: str, _columns: int | None) -> Iterator[list[str]]:
    """The texts of the request, all at once: the pipeline makes its own batches of them."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise RequestError(400, f"the body is not UTF-8: {e}") from None
    if not text.strip():
        raise RequestError(400, "the body is empty")
    texts = READERS[content_type](text)
    if not texts:
        raise RequestError(400, "the body holds no texts")
    for row, value in enumerate(texts, start=1):
        if not isinstance(value, str) or not value.strip():
            raise RequestError(400, f"row {row}: {shown(value)} is not a text")
    yield texts


def read_json(text: str) -> list:
    """{"inputs": "a text"} or {"inputs": ["a text", …]}, as the Hugging Face containers take it, or the list alone."""
    value = parse_json(text, "the body")
    inputs = value.get("inputs") if isinstance(value, dict) else value
    if isinstance(inputs, str):
        return [inputs]
    if not isinstance(inputs, list):
        raise RequestError(400, 'expected {"inputs": ["a text", …]} or ["a text", …]')
    return inputs


def read_json_lines(text: str) -> list:
    """On each line a text, or an object with one as `inputs`."""
    values = [parse_json(line, f"row {row}") for row, line in enumerate(lines_of(text), start=1)]
    return [value.get("inputs") if isinstance(value, dict) else value for value in values]


def read_csv(text: str) -> list[str]:
    """A text per record. One that holds a comma, a quote or a line end is in quotes; a first line `text` is a header."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as e:
        raise RequestError(400, f"the body is not CSV: {e}") from None
    for row, fields in enumerate(records, start=1):
        if len(fields) != 1:
            raise RequestError(400, f"row {row}: {len(fields)} columns, expected 1")
    texts = [fields[0] for fields in records]
    return texts[1:] if texts[0] in ("text", "inputs") else texts


def lines_of(text: str) -> list[str]:
    """A text per line."""
    return text.rstrip("\r\n").replace("\r\n", "\n").split("\n")


def parse_json(text: str, what: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as e:
        raise RequestError(400, f"{what} is not JSON: {e}") from None


def shown(value: object) -> str:
    """Enough of a value to know it by. The rest of a caller's data belongs neither into the answer nor into a log."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


# --- Writing --------------------------------------------------------------------------------------------------------


def write(blocks: Iterable[object], answer: str, requested: str, body: bytes) -> bytes:
    """One record per row, in order (BAT-07)."""
    values = [value for block in blocks for value in block]
    if answer == JSON:
        return json.dumps({"predictions": values}).encode() + b"\n"

    encode = {CSV: csv_record, JSON_LINES: json_record, TEXT: str}[answer]
    end, last = "\n", True
    if requested != JSON:  # batch transform puts answers together by the line ends of the request
        end, last = "\r\n" if body[: body.find(b"\n")].endswith(b"\r") else "\n", body.endswith(b"\n")
    return (end.join(map(encode, values)) + end * last).encode()


def csv_record(value: object) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(value if isinstance(value, list) else [value])
    return stream.getvalue()


def json_record(value: object) -> str:
    return json.dumps({"prediction": value})


READERS = {JSON: read_json, JSON_LINES: read_json_lines, CSV: read_csv, TEXT: lines_of}

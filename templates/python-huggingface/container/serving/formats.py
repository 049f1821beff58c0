"""Requests in, answers out: texts as JSON, JSON Lines, CSV or plain text, by Content-Type and Accept (INF-24).

Whatever is the caller's fault is a RequestError with a reason that names the row.
"""

import csv
import functools
import io
import json

CSV, JSON, JSON_LINES, TEXT = "text/csv", "application/json", "application/jsonlines", "text/plain"
TYPES = (JSON, JSON_LINES, CSV, TEXT)


class RequestError(Exception):
    """The caller's fault (INF-23): the status of the answer, and the reason in it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@functools.lru_cache(maxsize=256)
def request_type(content_type: str | None) -> str:
    """The type without parameters such as charset, in lower case. No type at all is taken for JSON."""
    found = (content_type or JSON).partition(";")[0].strip().lower()
    if found not in TYPES:
        raise RequestError(415, f"Content-Type {found!r} is not supported; send one of {', '.join(TYPES)}")
    return found


@functools.lru_cache(maxsize=256)
def answer_type(accept: str | None, requested: str) -> str:
    """What the caller likes best; the type of the request if the caller does not mind."""
    if not accept or accept.strip() == "*/*":
        return requested
    best = max([requested, *TYPES], key=lambda offered: quality(offered, accept))
    if not quality(best, accept):
        raise RequestError(406, f"Accept {accept!r} is not supported; accept one of {', '.join(TYPES)}")
    return best


def quality(offered: str, accept: str) -> float:
    """How much the caller wants a type, from 0 to 1: what the most exact range that covers it says."""
    found = {}
    for part in accept.lower().split(","):
        wanted, *parameters = (word.strip() for word in part.split(";"))
        if wanted in (offered, f"{offered.partition('/')[0]}/*", "*/*"):
            q = next((word[2:] for word in parameters if word.startswith("q=")), "1")
            found[wanted] = float(q) if q.replace(".", "", 1).isdecimal() else 0.0
    return found[min(found, key=lambda wanted: wanted.count("*"))] if found else 0.0


# --- Reading --------------------------------------------------------------------------------------------------------


def read(body: bytes, content_type: str, _columns: int | None) -> list[str]:
    """The texts of the request."""
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
    return texts


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


def write(predictions: object, answer: str, requested: str, body: bytes) -> bytes:
    """One record per row, in order (BAT-07)."""
    values = list(predictions)
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

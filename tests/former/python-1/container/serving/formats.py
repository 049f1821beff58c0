"""Requests in, answers out: CSV, JSON, JSON Lines and NumPy's .npy, by Content-Type and Accept (INF-24).

Whatever is the caller's fault is a RequestError with a reason that names the row and the column.
"""

import csv
import functools
import io
import json
from itertools import chain

import numpy as np

CSV, JSON, JSON_LINES, NPY = "text/csv", "application/json", "application/jsonlines", "application/x-npy"
TYPES = (CSV, JSON, JSON_LINES, NPY)
SMALL = 16_384  # bytes of CSV that are read with Python's own float(), which starts faster than NumPy's reader
BLOCK = 4 << 20  # bytes of CSV that are read in one go: between two of them other threads run, so /ping is answered


class RequestError(Exception):
    """The caller's fault (INF-23): the status of the answer, and the reason in it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@functools.lru_cache(maxsize=256)
def request_type(content_type: str | None) -> str:
    """The type without parameters such as charset, in lower case. No type at all is taken for CSV."""
    found = (content_type or CSV).partition(";")[0].strip().lower()
    if found not in TYPES:
        raise RequestError(415, f"Content-Type {found!r} is not supported; send one of {', '.join(TYPES)}")
    return found


@functools.lru_cache(maxsize=256)
def answer_type(accept: str | None, requested: str) -> str:
    """What the caller likes best; the type of the request if the caller does not mind."""
    default = JSON if requested == NPY else requested
    if not accept or accept.strip() == "*/*":
        return default
    best = max([default, *TYPES], key=lambda offered: quality(offered, accept))
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


def read(body: bytes, content_type: str, columns: int | None) -> np.ndarray:
    """The rows of the request as a matrix of finite numbers, of the given number of columns if there is one."""
    if not body.strip():
        raise RequestError(400, "the body is empty")
    rows = READERS[content_type](body, columns)
    if not len(rows):
        raise RequestError(400, "the body holds no rows")
    finite = np.isfinite(rows)
    if not finite.all():
        row, column = np.argwhere(~finite)[0] + 1
        raise RequestError(400, f"row {row}, column {column}: not a finite number")
    return rows


def read_csv(body: bytes, columns: int | None) -> np.ndarray:
    body = body.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    head = body[: body.find(b"\n") + 1] or body
    is_header = not is_number(head.partition(b",")[0].decode("latin-1").strip('" \r\n'))
    blocks, start = [], len(head) if is_header else 0
    while start < len(body):
        end = body.rfind(b"\n", start, start + BLOCK) if len(body) - start > BLOCK else len(body)
        end = len(body) if end < 0 else end
        blocks.append(read_csv_block(body[start:end], columns, sum(map(len, blocks)) + 1))
        columns, start = blocks[0].shape[1], end + 1
    if len(blocks) == 1:
        return blocks[0]
    return np.concatenate(blocks) if blocks else np.empty((0, 0))


def read_csv_block(block: bytes, columns: int | None, first_row: int) -> np.ndarray:
    if len(block) > SMALL:
        try:
            rows = np.loadtxt(
                io.BytesIO(block), delimiter=",", comments=None, quotechar='"', ndmin=2, encoding="latin-1"
            )
        except ValueError:
            pass  # read again below, for the sake of the message
        else:
            # NumPy passes over empty lines; each is a record without an answer (BAT-07).
            if len(rows) == block.count(b"\n") + 1 and rows.shape[1] == (columns or rows.shape[1]):
                return rows
    rows = []
    for number, line in enumerate(block.decode("latin-1").split("\n"), start=first_row):
        if not line.strip():
            raise RequestError(400, f"row {number}: the line is empty")
        fields = unquoted(line) if '"' in line else line.split(",")
        columns = columns or len(fields)
        if len(fields) != columns:
            raise RequestError(400, f"row {number}: {len(fields)} columns, expected {columns}")
        try:
            rows.append(list(map(number_of, fields)))
        except ValueError:
            column = next(at for at, field in enumerate(fields) if not is_number(field))
            raise RequestError(400, f"row {number}, column {column + 1}: {shown(fields[column])} is not a number") from None
    return np.array(rows)


def read_json(body: bytes, columns: int | None) -> np.ndarray:
    value = parse_json(body, "the body")
    records = value.get("instances") if isinstance(value, dict) else value
    if not isinstance(records, list):
        raise RequestError(400, 'expected {"instances": [row, …]} or [row, …]')
    return matrix(records, columns)


def read_json_lines(body: bytes, columns: int | None) -> np.ndarray:
    try:
        lines = body.decode("utf-8-sig").rstrip("\r\n").split("\n")
    except UnicodeDecodeError as e:
        raise RequestError(400, f"the body is not UTF-8: {e}") from None
    return matrix([parse_json(line, f"row {number}") for number, line in enumerate(lines, start=1)], columns)


def parse_json(text: bytes | str, what: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as e:
        raise RequestError(400, f"{what} is not JSON: {e}") from None


def matrix(records: list, columns: int | None) -> np.ndarray:
    """Rows are lists of numbers, or objects with such a list as `features`."""
    rows = [record.get("features") if isinstance(record, dict) else record for record in records]
    columns = columns or next((len(row) for row in rows if isinstance(row, list)), 0)
    is_even = columns and set(map(type, rows)) == {list} and set(map(len, rows)) == {columns}
    if is_even and set(map(type, chain.from_iterable(rows))) <= {int, float}:
        try:
            return np.array(rows, dtype=float)
        except OverflowError:
            pass  # said below
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list):
            raise RequestError(400, f'row {number}: expected a list of numbers or {{"features": [number, …]}}')
        if len(row) != columns:
            raise RequestError(400, f"row {number}: {len(row)} columns, expected {columns or 'at least 1'}")
        for column, value in enumerate(row, start=1):
            if type(value) not in (int, float) or abs(value) > 1e308:
                raise RequestError(400, f"row {number}, column {column}: {shown(value)} is not a number")
    return np.empty((0, 0))


def read_npy(body: bytes, columns: int | None) -> np.ndarray:
    """Not with np.load: a header may claim any size, and that would set aside memory for it."""
    stream = io.BytesIO(body)
    try:
        version = np.lib.format.read_magic(stream)
        read_header = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}[version]
        shape, is_fortran, dtype = read_header(stream)
        if dtype.kind not in "fiu" or len(shape) != 2 or 0 in shape:
            raise RequestError(400, f"expected a matrix of numbers, found {dtype} of shape {shape}")
        rows = np.frombuffer(body, dtype, offset=stream.tell()).reshape(shape, order="F" if is_fortran else "C")
    except (ValueError, KeyError) as e:
        raise RequestError(400, f"the body is not a whole .npy file: {e}") from None
    if shape[1] != (columns or shape[1]):
        raise RequestError(400, f"{shape[1]} columns, expected {columns}")
    return np.array(rows, dtype=float)  # a copy, since the body cannot be written to


def unquoted(line: str) -> list[str]:
    try:
        return next(csv.reader([line]))
    except csv.Error:
        return line.split(",")  # which is not a number, and will be said to be none


def number_of(text: str) -> float:
    if "_" in text:  # 1_000 is a number to Python only
        raise ValueError(text)
    return float(text)


def is_number(text: str) -> bool:
    try:
        number_of(text)
    except ValueError:
        return False
    return True


def shown(value: object) -> str:
    """Enough of a value to know it by. The rest of a caller's data belongs neither into the answer nor into a log."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


# --- Writing --------------------------------------------------------------------------------------------------------


def write(predictions: object, answer: str, requested: str, body: bytes) -> bytes:
    """One record per row, in order (BAT-07)."""
    values = predictions.tolist() if isinstance(predictions, np.ndarray) else list(predictions)
    if answer == NPY:
        stream = io.BytesIO()
        np.save(stream, np.array(values), allow_pickle=False)
        return stream.getvalue()
    if answer == JSON:
        return json.dumps({"predictions": values}).encode() + b"\n"

    encode = csv_record if answer == CSV else json_record
    if set(map(type, values)) <= {str, int, float, bool}:
        encode = functools.lru_cache(maxsize=1024, typed=True)(encode)  # labels repeat
    end, last = "\n", True
    if requested in (CSV, JSON_LINES):  # batch transform puts answers together by the line ends of the request
        end, last = "\r\n" if body[: body.find(b"\n")].endswith(b"\r") else "\n", body.endswith(b"\n")
    return (end.join(map(encode, values)) + end * last).encode()


def csv_record(value: object) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(value if isinstance(value, list) else [value])
    return stream.getvalue()


def json_record(value: object) -> str:
    return json.dumps({"prediction": value})


READERS = {CSV: read_csv, JSON: read_json, JSON_LINES: read_json_lines, NPY: read_npy}

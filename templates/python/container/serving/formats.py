"""Requests in, answers out: CSV, JSON, JSON Lines and NumPy's .npy.

Whatever is the caller's fault is a RequestError with a reason that names the row and the column.
"""

import csv
import functools
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
from serving.media import RequestError

CSV, JSON, JSON_LINES, NPY = "text/csv", "application/json", "application/jsonlines", "application/x-npy"
TYPES = (CSV, JSON, JSON_LINES, NPY)  # a request without a type is taken for the first
SMALL = 16_384  # bytes of CSV that are read with Python's own float(), which starts faster than NumPy's reader
BLOCK = 1 << 18  # bytes of CSV that are read and predicted in one go: a large body is never all numbers at once


def default_answer(requested: str) -> str:
    """The type of the answer if the caller does not mind: that of the request, but JSON for NumPy's."""
    return JSON if requested == NPY else requested


# --- Reading --------------------------------------------------------------------------------------------------------


def read(body: bytes, content_type: str, columns: int | None) -> Iterator[np.ndarray]:
    """The rows of the request, some at a time: matrices of finite numbers, of the given number of columns if there is one."""
    if not body or body.isspace():
        raise RequestError(400, "the body is empty")
    read_rows = 0
    for rows in READERS[content_type](body, columns):
        finite = np.isfinite(rows)
        if not finite.all():
            row, column = np.argwhere(~finite)[0] + 1
            raise RequestError(400, f"row {read_rows + row}, column {column}: not a finite number")
        read_rows += len(rows)
        if len(rows):
            yield rows
    if not read_rows:
        raise RequestError(400, "the body holds no rows")


def read_csv(body: bytes, columns: int | None) -> Iterator[np.ndarray]:
    start, end = 3 if body.startswith(b"\xef\xbb\xbf") else 0, len(body)
    while body[end - 1] in b"\r\n":  # rstrip would copy the body
        end -= 1
    head = body.find(b"\n", start, end) + 1 or end
    if not is_number(body[start:head].partition(b",")[0].decode("latin-1").strip('" \r\n')):
        start = head  # names of the columns
    row = 1
    while start < end:
        stop = body.rfind(b"\n", start, start + BLOCK) if end - start > BLOCK else end
        stop = end if stop < 0 else stop
        rows = read_csv_block(body[start:stop], columns, row)
        columns, row, start = rows.shape[1], row + len(rows), stop + 1
        yield rows


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


def read_json(body: bytes, columns: int | None) -> Iterator[np.ndarray]:
    value = parse_json(body, "the body")
    records = value.get("instances") if isinstance(value, dict) else value
    if not isinstance(records, list):
        raise RequestError(400, 'expected {"instances": [row, …]} or [row, …]')
    yield matrix(records, columns)


def read_json_lines(body: bytes, columns: int | None) -> Iterator[np.ndarray]:
    try:
        lines = body.decode("utf-8-sig").rstrip("\r\n").split("\n")
    except UnicodeDecodeError as e:
        raise RequestError(400, f"the body is not UTF-8: {e}") from None
    yield matrix([parse_json(line, f"row {number}") for number, line in enumerate(lines, start=1)], columns)


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


def read_npy(body: bytes, columns: int | None) -> Iterator[np.ndarray]:
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
    yield np.array(rows, dtype=float)  # a copy, since the body cannot be written to


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


def write(blocks: Iterable[object], answer: str, requested: str, body: bytes) -> bytes:
    """One record per row, in order (BAT-07)."""
    if answer in (JSON, NPY):
        values = [value for block in blocks for value in values_of(block)]
        if answer == JSON:
            return json.dumps({"predictions": values}).encode() + b"\n"
        stream = io.BytesIO()
        np.save(stream, np.array(values), allow_pickle=False)
        return stream.getvalue()

    encode = csv_record if answer == CSV else json_record
    labels = functools.lru_cache(maxsize=1024, typed=True)(encode)  # labels repeat
    end, last = "\n", True
    if requested in (CSV, JSON_LINES):  # batch transform puts answers together by the line ends of the request
        end, last = "\r\n" if body[: body.find(b"\n")].endswith(b"\r") else "\n", body.endswith(b"\n")
    written = []
    for block in blocks:
        values = values_of(block)
        is_plain = set(map(type, values)) <= {str, int, float, bool}
        written.append(end.join(map(labels if is_plain else encode, values)).encode())
    return end.encode().join(written) + (end * last).encode()


def values_of(predictions: object) -> list:
    return predictions.tolist() if isinstance(predictions, np.ndarray) else list(predictions)


def csv_record(value: object) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(value if isinstance(value, list) else [value])
    return stream.getvalue()


def json_record(value: object) -> str:
    return json.dumps({"prediction": value})


READERS = {CSV: read_csv, JSON: read_json, JSON_LINES: read_json_lines, NPY: read_npy}

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

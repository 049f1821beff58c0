"""Leaves out rows without an amount and multiplies the rest."""
import argparse
import csv
import json
import signal
import sys
import time
from pathlib import Path

BASE = Path("/opt/ml/processing")


def stop(number, _):
    print(f"stopped by {signal.Signals(number).name}", flush=True)
    sys.exit(0)


def amount(text):
    try:
        return float(text)
    except ValueError:
        return None


def rows(folder):
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise ValueError(f"there is no CSV file in {folder}")
    for file in files:
        with file.open(newline="", encoding="utf-8") as lines:
            table = csv.DictReader(lines)
            if table.fieldnames != ["id", "amount"]:
                raise ValueError(f"{file.name} has not the columns id and amount")
            yield from table


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--factor", type=float, default=1)
    options.add_argument("--rounds", type=int, default=1)
    given = options.parse_args()
    outputs = json.loads(Path("/opt/ml/config/processingjobconfig.json").read_text())["ProcessingOutputConfig"]["Outputs"]
    print(f"outputs: {', '.join(output['S3Output']['LocalPath'] for output in outputs)}", flush=True)
    for round in range(given.rounds):
        kept = [(row["id"], amount(row["amount"]) * given.factor) for row in rows(BASE / "input/raw") if amount(row["amount"]) is not None]
        time.sleep(0.1)
        print(f"round {round}: {len(kept)} rows kept", flush=True)
    with (BASE / "output/clean/orders.csv").open("w", newline="") as out:
        csv.writer(out).writerows([("id", "amount"), *kept])
    (BASE / "report/report.json").write_text(json.dumps({"kept": len(kept)}))


signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)
try:
    main()
except Exception as e:
    reason = f"cannot clean the input: {e}"
    print(reason, file=sys.stderr, flush=True)
    Path("/opt/ml/output/message").write_text(reason)
    sys.exit(1)

"""/ping and /invocations on the pickled bounds of /opt/ml/model/model.pkl."""
import pickle
from pathlib import Path

import flask

with Path("/opt/ml/model/model.pkl").open("rb") as file:
    bounds = pickle.load(file)  # no worker starts without it
app = flask.Flask(__name__)


@app.route("/ping", methods=["GET", "POST"])
def ping():
    return flask.Response(status=200)


@app.route("/invocations", methods=["POST"])
def invoke():
    if flask.request.mimetype not in ("", "text/csv"):
        return flask.Response("text/csv only\n", status=415, mimetype="text/plain")
    try:
        rows = [[float(cell) for cell in line.split(",")] for line in flask.request.get_data().decode().splitlines()]
        labels = [label(row) for row in rows]
    except (ValueError, StopIteration) as e:
        return flask.Response(f"not rows of four numbers: {e}\n", status=400, mimetype="text/plain")
    if not labels:
        return flask.Response("the body is empty\n", status=400, mimetype="text/plain")
    return flask.Response("\n".join(labels) + "\n", mimetype="text/csv")


def label(row):
    if len(row) != 4:
        raise ValueError(f"{len(row)} columns")
    return next(name for name, bound in bounds if row[2] < bound)

"""The web application: what SageMaker asks of port 8080, around the predictor.

You need not edit this: container/predictor.py is where the model is. gunicorn imports this file once, before it forks,
so the model is in memory once and the processes share it.
"""

import importlib
import logging
import sys

from flask import Flask, Response, request
from serving import formats
from serving.settings import Settings
from serving.slots import slots
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

log = logging.getLogger("serve")
settings = Settings()


def load_predictor():
    """INF-14: a model that cannot be loaded ends the container; /ping never says 200 without one."""
    folder = settings.model_dir
    module, attribute = settings.service.split(":")
    try:
        create = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as e:
        log.critical(f"SAGEMAKER_SERVICE_MODULE={settings.service} cannot be imported: {e}", exc_info=True)
        sys.exit(1)
    try:
        return create(folder)
    except Exception as e:
        held = ", ".join(sorted(path.name for path in folder.iterdir())[:20]) if folder.is_dir() else ""
        log.critical(
            f"cannot load the model: {type(e).__name__}: {e}. {folder} holds {held or 'nothing'}; "
            "it must hold what training left there, and training must have used this image's package versions",
            exc_info=True,
        )
        sys.exit(1)


predictor = load_predictor()
app = Flask(__name__, static_folder=None)
app.url_map.merge_slashes = False  # INF-25: no redirects
app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
app.config["MAX_CONTENT_LENGTH"] = settings.max_payload_mb << 20 or None


@app.route("/ping", methods=["GET", "POST"])  # INF-17
def ping() -> str:
    return ""


@app.post("/invocations")
def invocations() -> Response:
    requested = formats.request_type(request.headers.get("Content-Type"))
    answer = formats.answer_type(request.headers.get("Accept"), requested)
    body = request.get_data(cache=False)
    if len(body) == app.config["MAX_CONTENT_LENGTH"] and request.environ["wsgi.input"].read(1):
        raise RequestEntityTooLarge  # of a chunked body werkzeug would drop the rest in silence
    return Response(slots.run(lambda: predict(body, requested, answer)), mimetype=answer)


def predict(body: bytes, requested: str, answer: str) -> bytes:
    rows = formats.read(body, requested, getattr(predictor, "columns", None))
    predictions = predictor.predict(rows)
    if len(predictions) != len(rows):
        raise RuntimeError(f"predict gave {len(predictions)} answers for {len(rows)} rows")
    return formats.write(predictions, answer, requested, body)


@app.get("/execution-parameters")
def execution_parameters() -> dict:
    """BAT-03: what batch transform may use. BAT-05: both numbers multiplied are at most 100 MB."""
    payload = min(6, settings.max_payload_mb or 6)
    return {
        "MaxConcurrentTransforms": min(slots.workers, 100 // payload),
        "BatchStrategy": "MULTI_RECORD",
        "MaxPayloadInMB": payload,
    }


@app.errorhandler(HTTPException)
def explain(error: HTTPException) -> tuple[dict, int]:
    """INF-23: the reason as JSON. An exception that nobody caught comes here as 500; Flask has logged it by then."""
    reasons = {
        413: "the body is larger than SAGEMAKER_MAX_PAYLOAD_IN_MB allows",
        500: "the model server failed; its log says why",
    }
    return {"error": reasons.get(error.code, error.description)}, error.code

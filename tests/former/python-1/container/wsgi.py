"""The web application: what SageMaker asks of port 8080, around the predictor.

You need not edit this: container/predictor.py is where the model is. gunicorn imports this file once, before it forks,
so the model is in memory once and the processes share it.
"""

from flask import Flask, Response, request
from serving import formats, model
from serving.slots import slots
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

app = Flask(__name__, static_folder=None)
app.url_map.merge_slashes = False  # INF-25: no redirects
app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
app.config["MAX_CONTENT_LENGTH"] = model.settings.max_payload_mb << 20 or None
app.get("/execution-parameters")(model.execution_parameters)


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
    return Response(slots.run(lambda: model.predict(body, requested, answer)), mimetype=answer)


@app.errorhandler(formats.RequestError)
def refuse(error: formats.RequestError) -> tuple[dict, int]:
    return model.reason(error.status, str(error)), error.status


@app.errorhandler(HTTPException)
def explain(error: HTTPException) -> tuple[dict, int]:
    """An exception that nobody caught comes here as 500; Flask has logged it by then."""
    return model.reason(error.code, error.description), error.code

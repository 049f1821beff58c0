"""The web application: what SageMaker asks of port 8080, around the predictor.

You need not edit this: container/predictor.py is where the model is. gunicorn imports this file once, before it forks,
so the model is in memory once and the processes share it.
"""

import asyncio

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from serving import formats, media, model
from starlette.exceptions import HTTPException

LIMIT = model.settings.max_payload_mb << 20  # bytes; 0 for none

app = FastAPI(openapi_url=None, redirect_slashes=False)  # INF-25: no redirects, and no pages besides the contract's


@app.api_route("/ping", methods=["GET", "POST"])  # INF-17
async def ping() -> Response:
    return Response()


@app.get("/execution-parameters")
async def execution_parameters() -> dict:
    return model.execution_parameters()


@app.post("/invocations")
async def invocations(request: Request) -> Response:
    requested = media.request_type(request.headers.get("Content-Type"), formats.TYPES)
    answer = media.answer_type(request.headers.get("Accept"), formats.default_answer(requested), formats.TYPES)
    body = await whole_body(request)
    # In one of the threads of serving/worker.py: /ping is answered meanwhile (INF-15).
    content = await asyncio.to_thread(model.predict, body, requested, answer)
    return Response(content, media_type=answer)


async def whole_body(request: Request) -> bytearray:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if LIMIT and len(body) > LIMIT:
            raise HTTPException(413)
    return body


@app.exception_handler(media.RequestError)
async def refuse(_request: Request, error: media.RequestError) -> JSONResponse:
    return JSONResponse(model.reason(error.status, str(error)), error.status)


@app.exception_handler(HTTPException)
async def explain(_request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse(model.reason(error.status_code, error.detail), error.status_code, error.headers)


@app.exception_handler(Exception)
async def fail(_request: Request, _error: Exception) -> JSONResponse:
    """It is logged by the server."""
    return JSONResponse(model.reason(500, ""), 500)

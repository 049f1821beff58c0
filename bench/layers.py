"""Where the time of a request goes in one process, without a socket: run in a container of ours, in its WORKDIR, by
profile.sh. Prints one JSON object: microseconds of processor time, and milliseconds of the start's parts.
"""

import importlib
import io
import json
import statistics
import sys
import time
from pathlib import Path

ROUNDS, CALLS = 7, 1000
BODY = b"5.1,3.5,1.4,0.2\n"
sys.path.insert(0, str(Path.cwd()))


def started() -> dict[str, float]:
    """How long each import takes once those before it are done, in milliseconds."""
    server = ["flask"] if Path("wsgi.py").exists() else ["fastapi", "uvicorn", "uvloop"]
    taken = {}
    for names in (["gunicorn.app.wsgiapp"], server, ["numpy"], ["predictor"], ["serving.model"]):
        begun = time.perf_counter()
        for name in names:
            importlib.import_module(name)
        taken[names[0]] = (time.perf_counter() - begun) * 1000
    return taken


def per_call(call) -> float:
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(CALLS):
            call()
        rounds.append((time.process_time() - begun) / CALLS * 1e6)
    return statistics.median(rounds)


def wsgi_call():
    from wsgi import app

    def call() -> bytes:
        environ = {
            "REQUEST_METHOD": "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": "/invocations",
            "QUERY_STRING": "",
            "CONTENT_TYPE": "text/csv",
            "CONTENT_LENGTH": str(len(BODY)),
            "SERVER_NAME": "bench",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "bench",
            "wsgi.input": io.BytesIO(BODY),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }
        return b"".join(app(environ, lambda *_: None))

    assert call().strip(), "no answer"
    return lambda: per_call(call)


def asgi_call():
    import uvloop
    from asgi import app

    async def call() -> list[dict]:
        sent = []
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "POST",
            "path": "/invocations",
            "query_string": b"",
            "headers": [(b"host", b"bench"), (b"content-type", b"text/csv")],
        }

        async def receive() -> dict:
            return {"type": "http.request", "body": BODY}

        async def send(message: dict) -> None:
            sent.append(message)

        await app(scope, receive, send)
        return sent

    async def measure() -> float:
        assert (await call())[0]["status"] == 200, "no answer"
        rounds = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            for _ in range(CALLS):
                await call()
            rounds.append((time.process_time() - begun) / CALLS * 1e6)
        return statistics.median(rounds)

    return lambda: uvloop.run(measure())


def main() -> None:
    start = started()
    from serving import formats, model

    rows = next(formats.read(BODY, formats.CSV, None))
    app = wsgi_call() if Path("wsgi.py").exists() else asgi_call()
    print(
        json.dumps(
            {
                "start": start,
                "predict": per_call(lambda: model.predictor.predict(rows)),
                "model": per_call(lambda: model.predict(BODY, formats.CSV, formats.CSV)),
                "app": app(),
            }
        )
    )


if __name__ == "__main__":
    main()

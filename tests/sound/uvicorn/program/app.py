"""An ASGI application: /ping and /invocations on the bounds of /opt/ml/model/bounds.csv."""
import asyncio
from pathlib import Path

MODEL = Path("/opt/ml/model/bounds.csv")
bounds = []


def label(line):
    row = [float(cell) for cell in line.split(",")]
    if len(row) != 4:
        raise ValueError(f"{len(row)} columns instead of 4")
    return next(name for name, bound in bounds if row[2] < bound)


def answer(body):
    try:
        labels = [label(line) for line in body.decode().splitlines()]
    except (ValueError, StopIteration) as e:
        return 400, f"not rows of four numbers: {e}\n"
    return (200, "\n".join(labels) + "\n") if labels else (400, "the body is empty\n")


async def invoke(headers, receive):
    body, more = [], True
    while more:
        part = await receive()
        body.append(part.get("body", b""))
        more = part.get("more_body", False)
    if headers.get(b"content-type", b"text/csv").split(b";")[0].strip().lower() != b"text/csv":
        return 415, "text/csv only\n"
    return await asyncio.to_thread(answer, b"".join(body))


async def lifespan(receive, send):
    await receive()
    try:
        bounds.extend((name, float(bound)) for name, bound in (line.split(",") for line in MODEL.read_text().splitlines()))
        await send({"type": "lifespan.startup.complete"})
    except (OSError, ValueError) as e:
        await send({"type": "lifespan.startup.failed", "message": f"cannot load {MODEL}: {e}"})
        return
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        return await lifespan(receive, send)
    match scope["method"], scope["path"]:
        case ("GET" | "POST"), "/ping":
            status, text = 200, ""
        case "POST", "/invocations":
            status, text = await invoke(dict(scope["headers"]), receive)
        case _, "/invocations" | "/ping":
            status, text = 405, ""
        case _:
            status, text = 404, ""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/csv" if status == 200 else b"text/plain")]})
    await send({"type": "http.response.body", "body": text.encode()})

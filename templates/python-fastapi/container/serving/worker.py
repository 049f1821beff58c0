"""uvicorn as gunicorn's worker: gunicorn has the model loaded once and forks; each process runs one event loop."""

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import uvicorn
import uvloop
from gunicorn.workers.base import Worker as BaseWorker
from serving.slots import slots

LINGER = 0.1  # seconds
log = logging.getLogger("gunicorn.access")


class Worker(BaseWorker):
    def init_signals(self) -> None:
        for number in self.SIGNALS:
            signal.signal(number, signal.SIG_DFL)

    def run(self) -> None:
        proxied = str(self.cfg.bind[0]).startswith("unix:")
        config = uvicorn.Config(
            self.wsgi if proxied else AccessLog(self.wsgi),
            log_config=None,  # gunicorn.conf.py has configured it
            access_log=False,
            lifespan="off",
            timeout_keep_alive=self.cfg.keepalive,
            timeout_graceful_shutdown=self.cfg.graceful_timeout,
            callback_notify=self.give_sign_of_life,
            timeout_notify=max(1, self.timeout // 2),
        )
        uvloop.run(self.serve(Server(config, self.max_requests)))

    async def serve(self, server: "Server") -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(slots.at_once))
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            loop.add_signal_handler(number, lambda: loop.create_task(server.drain()))
        self.notify()
        await server.serve(sockets=self.sockets)
        if not server.started:
            sys.exit(3)  # gunicorn's own code for "could not start": it gives up, and so does the container

    async def give_sign_of_life(self) -> None:
        self.notify()


class Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, limit: int) -> None:
        super().__init__(config)
        self.limit = limit  # gunicorn's --max-requests
        self.is_retiring = False

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The worker's own handlers are in place."""
        yield

    async def on_tick(self, counter: int) -> bool:
        if self.server_state.total_requests >= self.limit and not self.is_retiring:
            # Each answer closes its connection from now on. Then none is left that could be closed while nginx writes to
            # it, and this process makes room for a new one.
            self.is_retiring = True
            self.config.encoded_headers.append((b"connection", b"close"))
            asyncio.get_running_loop().call_later(self.config.timeout_keep_alive, lambda: asyncio.create_task(self.drain()))
        return await super().on_tick(counter)

    async def drain(self) -> None:
        """INF-06: accept nothing more, but read what came on the accepted connections: they may hold a request."""
        for listener in self.servers:
            listener.close()
        await asyncio.sleep(LINGER)
        self.should_exit = True


class AccessLog:
    """Requests where no nginx logs them: those that were refused, at the level debug all."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or scope["path"] == "/ping":  # LOG-06
            return await self.app(scope, receive, send)
        fields = {"method": scope["method"], "path": scope["path"], "status": 0, "bytes_out": 0}
        started = time.monotonic()

        async def count(message) -> None:
            if message["type"] == "http.response.start":
                fields["status"] = message["status"]
            fields["bytes_out"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, count)
        finally:
            fields["seconds"] = round(time.monotonic() - started, 3)
            level = logging.DEBUG if 0 < fields["status"] < 400 else logging.INFO
            log.log(level, f"{fields['method']} {fields['path']} {fields['status']}", extra={"fields": fields})

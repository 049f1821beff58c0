"""How gunicorn runs wsgi.py. `serve` starts it and adds --bind; the settings are those of serving/settings.py."""

import gc
import logging
import sys

from gunicorn.glogging import Logger
from serving import capacity, logs
from serving.settings import Settings
from serving.slots import slots

settings = Settings()

wsgi_app = "wsgi:app"
preload_app = True  # load the model once, then fork: the processes share its memory
worker_class = "serving.worker.Worker"
threads = 32  # far more than predict at once (serving/slots.py), so that /ping finds one free (INF-15)
workers = settings.workers or 1  # until the model is loaded, see when_ready
timeout = max(60, settings.timeout)  # of a process that gives no sign of life; requests of one that does are not cut
graceful_timeout = 24  # INF-06: SIGKILL comes 30 s after SIGTERM
keepalive = 75  # longer than nginx keeps its connections, so that none is closed while nginx writes to it


class logger_class(Logger):
    """JSON lines in place of gunicorn's own; requests only where no nginx logs them."""

    def setup(self, cfg) -> None:
        self.loglevel = settings.log_level
        logs.configure(settings.log_level)
        self.error_log.setLevel(settings.log_level)
        self.error_log.propagate = True
        self.access_log.setLevel(settings.log_level)
        self.access_log.propagate = True
        self.is_proxied = str(cfg.bind[0]).startswith("unix:")

    def access(self, resp, req, environ, request_time) -> None:
        if self.is_proxied or req.path == "/ping":  # LOG-06
            return
        fields = {"method": req.method, "path": req.path, "status": resp.status_code, "bytes_out": resp.sent}
        fields["seconds"] = round(request_time.total_seconds(), 3)
        self.access_log.info(f"{req.method} {req.path} {resp.status_code}", extra={"fields": fields})


def pre_request(worker, req) -> None:
    """nginx sends the next request down the same connection, so to the same process. For short predictions that is
    fast; after a long one a new connection, which any idle process takes, is better (serving/worker.py)."""
    if slots.seconds > 0.02 or worker.is_stopping:
        req.force_close()


def when_ready(server) -> None:
    """The model is loaded, no process is forked yet: now memory can be measured."""
    cpus = capacity.cpus()
    server.num_workers = settings.workers or capacity.workers()
    slots.share(cpus, server.num_workers)
    gc.freeze()  # the garbage collector writes to what it scans, which would copy the model into each process
    purpose = "batch transform" if settings.batch else "requests"
    logging.getLogger("serve").info(
        f"ready for {purpose}: {server.num_workers} processes on {cpus} CPUs, {capacity.memory_used() >> 20} MB with the model"
    )


def post_worker_init(worker) -> None:
    """In each process, before it takes requests: what a framework cannot carry over a fork, such as threads or a GPU."""
    if start := getattr(sys.modules["serving.model"].predictor, "start", None):
        start()

"""gunicorn's threaded worker, which three things are added to: it leaves new connections to an idle process, on SIGTERM
it first answers what has been sent already, and with --max-requests it makes room for a new process without losing any."""

import os
import selectors
import sys
import threading
import time

from gunicorn.workers.gthread import ThreadWorker

HESITATION = 0.0005  # seconds
LINGER = 0.1  # seconds


class Worker(ThreadWorker):
    is_retiring = is_stopping = False

    def run(self) -> None:
        self.limit, self.max_requests = self.max_requests, sys.maxsize  # gunicorn would stop at once, see handle_request
        # gunicorn writes each signal to this pipe, but its loop looks up from the sockets only once in a second.
        self.poller.register(self.PIPE[0], selectors.EVENT_READ, self.on_signal)
        super().run()

    def accept(self, server, listener) -> None:
        """All processes wake up for a connection and the fastest gets it: often the one that has a request already."""
        if self.is_stopping:
            return
        if self.nr_conns > len(self._keep):  # not all of its connections are idle
            time.sleep(HESITATION)
        super().accept(server, listener)

    def handle_request(self, req, conn) -> bool:
        is_kept = super().handle_request(req, conn)
        if self.nr >= self.limit and not self.is_retiring:
            # Each answer closes its connection from now on (gunicorn.conf.py). Then none is left that could be closed
            # while nginx writes to it, and this process can go.
            self.is_retiring = True
            threading.Timer(self.cfg.keepalive, self.leave).start()
        return is_kept

    def leave(self) -> None:
        self.is_stopping = True
        os.write(self.PIPE[1], b"\0")

    def handle_exit(self, _number, _frame) -> None:
        self.is_stopping = True

    def on_signal(self, pipe: int) -> None:
        """INF-06: accept nothing more, but read what came on the accepted connections: they may hold a request."""
        os.read(pipe, 64)
        if not self.is_stopping or not self.sockets:
            return
        for listener in self.sockets:
            accepted = -1
            while accepted < self.nr_conns:
                accepted = self.nr_conns
                super().accept(listener.getsockname(), listener)
            self.poller.unregister(listener)
            listener.close()
        self.sockets = []
        threading.Timer(LINGER, self.stop).start()

    def stop(self) -> None:
        self.alive = False
        os.write(self.PIPE[1], b"\0")

"""gunicorn's threaded worker, which two things are added to: it leaves new connections to an idle process, and on SIGTERM
it first answers what has been sent already."""

import os
import selectors
import threading
import time

from gunicorn.workers.gthread import ThreadWorker

HESITATION = 0.0005  # seconds
LINGER = 0.1  # seconds


class Worker(ThreadWorker):
    is_stopping = False

    def run(self) -> None:
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

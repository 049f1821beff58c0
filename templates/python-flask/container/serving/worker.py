"""gunicorn's threaded worker with another loop: the thread that reads the sockets answers what it reads itself.

Handing each short request to another thread costs more than the answer. So one thread leads: it waits for sockets and
answers, one request after the other. Once a request has held it for some milliseconds, another thread takes the lead
(INF-15); of long predictions it is known beforehand (serving/slots.py). The main thread watches, and obeys signals.
"""

import os
import selectors
import threading
import time
from functools import partial

from gunicorn.workers.gthread import ThreadWorker
from serving.slots import LONG, slots

HESITATION = 0.0005  # seconds
LINGER = 0.1  # seconds


class Worker(ThreadWorker):
    is_stopping = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._keep = {}  # idle connections, the one that has been so for longest first
        self.busy = set()  # connections of which a request is being answered
        self.unwatched = set()  # those of them that the poller must not report until then
        self.turn = 0  # whose it is to lead: every leader has another number
        self.led_since = 0.0  # when the leader began to answer; 0 if it does not
        self.is_awake = threading.Event()

    def run(self) -> None:
        self.poller.register(self.PIPE[0], selectors.EVENT_READ, self.on_signal)
        for listener in self.sockets:
            listener.setblocking(False)
            self.poller.register(listener, selectors.EVENT_READ, partial(self.accept, listener.getsockname()))
        self.change_leader()
        while self.alive and self.is_parent_alive():
            self.notify()  # the sign of life that gunicorn waits for
            self.murder_keepalived()
            self.is_awake.wait(1.0)
            self.is_awake.clear()
            time.sleep(LONG)
            if since := self.led_since:
                if time.monotonic() - since >= LONG:
                    self.change_leader()
                else:
                    self.is_awake.set()
        self.end()

    def end(self) -> None:
        self.alive = False
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while self.busy and time.monotonic() < deadline:
            self.notify()
            time.sleep(0.01)
        self.tpool.shutdown(wait=False)
        for listener in self.sockets:
            listener.close()

    def change_leader(self) -> None:
        with self._lock:
            self.turn += 1
            self.led_since = 0.0
            self.tpool.submit(self.lead, self.turn)

    def lead(self, turn: int) -> None:
        while self.alive and self.turn == turn:
            for key, _ in self.poller.select(1.0):
                key.data(key.fileobj)
                if self.turn != turn:  # the new leader is told of the rest as well
                    return

    def accept(self, server, listener) -> None:
        """All processes wake up for a connection and the fastest gets it: often the one that has a request already."""
        if self.is_stopping:
            return
        if self.busy:
            time.sleep(HESITATION)
        super().accept(server, listener)

    def on_client_socket_readable(self, connection, client) -> None:
        with self._lock:
            if connection in self.busy:  # the caller hung up, or sends the next request already
                if connection not in self.unwatched:
                    self.unwatched.add(connection)
                    self.poller.unregister(client)
                return
            if client.fileno() < 0:  # closed since it was reported
                return
            self.busy.add(connection)
            self._keep.pop(connection, None)
            turn = self.turn
        if slots.seconds > LONG:
            self.change_leader()
        else:
            self.led_since = time.monotonic()
            if not self.is_awake.is_set():
                self.is_awake.set()
        keeps = False
        try:
            if not connection.initialized:
                connection.init()
            keeps, _ = self.handle(connection)
        finally:
            with self._lock:
                if self.turn == turn:
                    self.led_since = 0.0
                self.busy.discard(connection)
                self.put_back(connection, keeps and self.alive)

    def put_back(self, connection, keeps: bool) -> None:
        is_watched = connection not in self.unwatched
        self.unwatched.discard(connection)
        if not keeps:
            self.forget(connection, is_watched)
            return
        connection.set_timeout()
        self._keep[connection] = None
        if not is_watched:
            callback = partial(self.on_client_socket_readable, connection)
            self.poller.register(connection.sock, selectors.EVENT_READ, callback)

    def forget(self, connection, is_watched: bool) -> None:
        self.nr_conns -= 1
        if is_watched:
            self.poller.unregister(connection.sock)
        connection.close()

    def murder_keepalived(self) -> None:
        with self._lock:
            now = time.time()
            for connection in [connection for connection in self._keep if connection.timeout <= now]:
                del self._keep[connection]
                self.forget(connection, is_watched=True)

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
        self.is_awake.set()
        os.write(self.PIPE[1], b"\0")

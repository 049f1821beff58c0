"""A TCP line to another host of the job: JSON, a message per line; an empty one is a sign of life."""

import json
import socket
import time

BEAT = 5.0  # seconds between signs of life
SILENCE = 20.0  # without one, after which the other host counts as lost
LONGEST = 1 << 20


class Line:
    def __init__(self, connection: socket.socket) -> None:
        self.host = ""  # who is at the other end, once it has said so
        self._connection = connection
        self._connection.settimeout(BEAT)
        self._rest = b""
        self._heard = self._sent = time.monotonic()

    def fileno(self) -> int:
        return self._connection.fileno()

    def send(self, message: dict | None = None) -> None:
        self._connection.sendall((json.dumps(message) if message else "").encode() + b"\n")
        self._sent = time.monotonic()

    def receive(self) -> list[dict]:
        """What has come. An OSError or a ValueError says that the other end is lost, or none of ours."""
        data = self._connection.recv(65536)
        if not data:
            raise ConnectionError("its line was closed without a word, as when a host is killed or has no memory left")
        self._heard = time.monotonic()
        *whole, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST:
            raise ValueError("what it says has no end")
        return [json.loads(text) for text in whole if text]

    def keep(self) -> None:
        """Gives a sign of life when it is time, and misses those of the other end."""
        now = time.monotonic()
        if now - self._heard > SILENCE:
            raise ConnectionError(f"nothing was heard of it for {SILENCE:.0f} seconds, as when the network is cut")
        if now - self._sent > BEAT:
            self.send()

    def close(self) -> None:
        self._connection.close()

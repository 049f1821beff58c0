"""The leader's end of a job on several hosts: it decides when the job is over, and how it ended."""

import select
import socket
import time

from . import log
from .hosts import PATIENCE, PORT, Hosts
from .line import Line

SETTLING = 2.0  # seconds for failures to come in: the first to be heard of need not be the first that was
GOODBYE = 5.0


class Leader(Hosts):
    def watch(self) -> dict | None:
        self._lines: list[Line] = []
        self._ended: set[str] = set()
        self._failures: list[dict] = []
        self._begin, self._settled, self._said = time.monotonic(), 0.0, 0.0
        self.came[self.name] = self.about
        with socket.create_server(("", PORT), backlog=len(self.names)) as server:
            while not self._is_over():
                self._listen(server)
                if report := self.report():
                    self._note(self.name, report["ended"])
                if not self.all_came.is_set():
                    self._await()
        failure = min(self._failures, key=lambda each: each["at"], default=None)
        self._tell({"end": failure})
        self._part()
        return failure

    def _is_over(self) -> bool:
        if self._failures:
            return time.monotonic() > self._settled
        return self.all_came.is_set() and all(self.came[name]["follows"] or name in self._ended for name in self.names)

    def _listen(self, server: socket.socket) -> None:
        for one in select.select([server, *self._lines], [], [], 0.2)[0]:
            if one is server:
                self._lines.append(Line(server.accept()[0]))
            else:
                self._try(one, self._hear)
        for line in list(self._lines):
            self._try(line, Line.keep)

    def _hear(self, line: Line) -> None:
        for message in line.receive():
            if "host" in message:
                name = message["host"]
                if name not in self.names or name in self.came:
                    raise ValueError(f"{name!r} is not awaited")
                line.host, self.came[name] = name, message
            elif "ended" in message and line.host:
                self._note(line.host, message["ended"])

    def _try(self, line: Line, action: object) -> None:
        try:
            action(line)
        except (OSError, ValueError) as e:
            self._lines.remove(line)
            line.close()
            if line.host:
                self._note(line.host, self.lost(line.host, e))

    def _note(self, host: str, failure: dict | None) -> None:
        self._ended.add(host)
        if failure:
            self._settled = self._settled or time.monotonic() + SETTLING
            self._failures.append(failure)

    def _await(self) -> None:
        missing = [name for name in self.names if name not in self.came]
        waited = time.monotonic() - self._begin
        if not missing:
            self._tell({"go": self.came})
            self.all_came.set()
            log(f"all {len(self.names)} hosts are there after {waited:.1f} s")
        elif waited > PATIENCE:
            self._note(missing[0], self.failure(1, f"{', '.join(missing)} did not come within {PATIENCE:.0f} seconds"))
        elif waited > self._said + 30:
            self._said = waited
            log(f"waiting for {', '.join(missing)} for {waited:.0f} s")

    def _tell(self, message: dict) -> None:
        for line in list(self._lines):
            self._try(line, lambda each: each.send(message))

    def _part(self) -> None:
        """Until the others have heard how it ended, and hung up: what is on its way is lost with this container."""
        deadline = time.monotonic() + GOODBYE
        while self._lines and time.monotonic() < deadline:
            for line in select.select(self._lines, [], [], 0.2)[0]:
                self._try(line, Line.receive)

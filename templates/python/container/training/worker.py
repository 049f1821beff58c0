"""The end of any host but the leader in a job on several hosts: it says how its part ended, and hears how the job did."""

import select
import socket
import time

from .hosts import PATIENCE, PORT, Hosts
from .line import Line


class Worker(Hosts):
    def watch(self) -> dict | None:
        line = self._call()
        try:
            line.send(self.about)
            while True:
                for _ in select.select([line], [], [], 0.2)[0]:
                    for message in line.receive():
                        if "go" in message:
                            self.came = message["go"]
                            self.all_came.set()
                        elif "end" in message:
                            return message["end"]
                line.keep()
                if report := self.report():
                    line.send(report)
        except (OSError, ValueError) as e:
            return self.lost(self.leader, e)
        finally:
            line.close()

    def _call(self) -> Line:
        """FS-07: the leader may start later, and its name may not resolve at once."""
        deadline, pause = time.monotonic() + PATIENCE, 0.1
        while True:
            try:
                return Line(socket.create_connection((self.leader, PORT), timeout=5))
            except OSError as e:
                if time.monotonic() + pause > deadline:
                    raise ConnectionError(f"no line to the leader {self.leader} after {PATIENCE:.0f} seconds: {e}") from e
            time.sleep(pause)
            pause = min(pause * 2, 5)

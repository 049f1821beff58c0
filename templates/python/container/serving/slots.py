"""How many predictions run at once in one process; further requests wait."""

import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")


class Slots:
    def __init__(self) -> None:
        self.seconds = 0.0  # that the latest prediction took
        self.share(cpus=1, workers=1)

    def share(self, cpus: int, workers: int) -> None:
        """Together the processes run one prediction per CPU; more would only take turns."""
        self.workers = workers
        self.at_once = max(1, cpus // workers)
        self._free: SimpleQueue[int] = SimpleQueue()  # a semaphore of threading makes all wait longer: it is in Python
        for slot in range(self.at_once):
            self._free.put(slot)

    def run(self, prediction: Callable[[], Result]) -> Result:
        slot = self._free.get()
        try:
            started = time.monotonic()
            result = prediction()
            self.seconds = time.monotonic() - started
            return result
        finally:
            self._free.put(slot)


slots = Slots()

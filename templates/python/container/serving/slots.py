"""How many predictions run at once in one process; further requests wait."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


class Slots:
    def __init__(self) -> None:
        self.workers = self.at_once = 1
        self.seconds = 0.0  # that the latest prediction took
        self._running = threading.Semaphore()

    def share(self, cpus: int, workers: int) -> None:
        """Together the processes run one prediction per CPU; more would only take turns."""
        self.workers = workers
        self.at_once = max(1, cpus // workers)
        self._running = threading.Semaphore(self.at_once)

    def run(self, prediction: Callable[[], Result]) -> Result:
        with self._running:
            started = time.monotonic()
            result = prediction()
            self.seconds = time.monotonic() - started
            return result


slots = Slots()

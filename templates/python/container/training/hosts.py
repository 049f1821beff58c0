"""A job on several hosts: none starts before all have come, and what ends one ends all.

Each host keeps a line to the leader, the first of the sorted names (DST-02), for as long as the job runs. The leader
hears how each host's program ended and which hosts were lost, decides, and tells the others.
"""

import os
import signal
import threading
import time
from collections.abc import Callable

from . import Fault, log
from .job import Job
from .process import STOPS, failure_of, run, signal_all

PORT = 7778
PATIENCE = float(os.environ.get("SAGEMAKER_HOSTS_TIMEOUT") or 15 * 60)  # seconds for all to come (FS-07)
GRACE = 5.0  # from SIGTERM to SIGKILL, when another host has failed


def run_together(job: Job, command: list[str], environment: dict[str, str]) -> dict | None:
    """Runs one process of the program on each host. Returns how the job failed, if it did."""
    hosts = hosts_of(job)
    hosts.gather()
    return hosts.run(command, environment | hosts.variables, is_group=str(job.program).endswith(".sh"))


def hosts_of(job: Job, follows: bool = False, processes: int = 1, failed: Callable[[], dict | None] = lambda: None) -> "Hosts":
    names = sorted(set(job.hosts))
    if job.host not in names:
        raise Fault(f"resourceconfig.json: current_host {job.host!r} is not one of the hosts {', '.join(names)}")
    if job.host == names[0]:
        from .leader import Leader as End
    else:
        from .worker import Worker as End
    return End(names, {"host": job.host, "follows": follows, "processes": processes}, failed)


class Hosts:
    """This host's end of the lines. Who `follows` has no end of its own: it ends when all the others have.

    `failed` tells of a process of this host that failed while what started it still runs.
    """

    def __init__(self, names: list[str], about: dict, failed: Callable[[], dict | None]) -> None:
        self.names, self.leader = names, names[0]
        self.name, self.about = about["host"], about
        self.rank = names.index(self.name)
        self.came: dict[str, dict] = {}  # what each host says about itself
        self.all_came = threading.Event()
        self._failed = failed
        self._own: dict | None = None
        self._has_run, self._over, self._told = threading.Event(), threading.Event(), False
        self._failure: dict | None = None
        self._watch = threading.Thread(target=self._keep_watch, daemon=True)

    @property
    def variables(self) -> dict[str, str]:
        """By the names of version 3 of the SageMaker SDK. SM_HOSTS keeps the order of the file."""
        return {
            "SM_HOST_COUNT": str(len(self.names)),
            "SM_CURRENT_HOST_RANK": str(self.rank),
            "SM_MASTER_ADDR": self.leader,
            "SM_MASTER_PORT": "7777",
        }

    def gather(self) -> None:
        log(f"host {self.rank + 1} of {len(self.names)}, led by {self.leader}: waiting until all are there")
        self._watch.start()
        while not self.all_came.wait(1):
            if self._over.is_set():
                raise Fault(self._failure["cause"])

    def run(self, command: list[str], environment: dict[str, str], is_group: bool = False) -> dict | None:
        """Runs this host's part of the program, and waits for the others. Returns the failure that came first."""
        try:
            failure = failure_of(*run(command, environment, is_group))
        except Fault as e:
            failure = {"code": 1, "cause": str(e), "tail": ""}
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # a stop that comes now is for the others
        self._own = self._failed_here() or (failure and self.failure(**failure))
        self._has_run.set()
        self._watch.join()
        return self._failure

    def watch(self) -> dict | None:
        """Keeps the lines until the job is over. Returns how it failed, if it did."""
        raise NotImplementedError

    def report(self) -> dict | None:
        """How this host's part ended: once, when it has, or as soon as a process of it failed."""
        ended = self._own if self._has_run.is_set() else self._failed_here()
        if self._told or not (ended or self._has_run.is_set()):
            return None
        self._told = True
        return {"ended": ended}

    def failure(self, code: int, cause: str, tail: str = "", host: str = "", task: str = "", at: float = 0) -> dict:
        host = host or self.name
        where = f"host {host}, {task or f'rank {self.names.index(host)}'}"
        return {"code": code, "cause": f"{where}: {cause}", "tail": tail, "at": at or time.time()}

    def lost(self, host: str, why: Exception) -> dict:
        return self.failure(1, f"lost: {why}", host=host)

    def _failed_here(self) -> dict | None:
        failure = self._failed()
        return failure and self.failure(**failure)

    def _keep_watch(self) -> None:
        try:
            self._failure = self.watch()
        except Exception as e:  # noqa: BLE001 - whatever it is, the other hosts are out of reach
            self._failure = self.failure(1, str(e) or repr(e))
        self._over.set()
        if not self._has_run.is_set():  # it follows, or another host failed
            signal_all(signal.SIGTERM)
            self._has_run.wait(GRACE)
        while not self._has_run.is_set():
            signal_all(signal.SIGKILL)
            self._has_run.wait(1)

"""The processes of a distributed program on this host: each started by way of `be_rank`.

A folder on each host is where they tell `train` their numbers, so that SIGTERM reaches them and not what started them,
and how the first of them failed.
"""

import json
import os
import shutil
import sys

from . import BASE
from .process import Running, failure_of, run

FOLDER = os.path.join("/tmp", "train" + BASE.replace(os.sep, "-"))
NUMBERS, FAILED, ENVIRONMENT = (os.path.join(FOLDER, name) for name in ("numbers", "failed", "environment"))
PROGRAM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CALL = f"import sys; sys.path.insert(0, {PROGRAM!r}); from training.ranks import be_rank; sys.exit(be_rank())"


def ranks_of(command: list[str]) -> list[str]:
    """What torchrun, mpirun and the like are to start in place of the command."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(NUMBERS, mode=0o700)
    Running.ranks = NUMBERS
    return [sys.executable, "-ESBc", CALL, *command]


def failed_rank() -> dict | None:
    try:
        with open(FAILED, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):  # there is none, or not the whole of it yet
        return None


def be_rank() -> int:
    environment = dict(os.environ)
    if os.path.exists(ENVIRONMENT):  # of `train` on this host: mpirun's is that of the leader
        with open(ENVIRONMENT, encoding="utf-8", errors="surrogateescape") as file:
            environment = json.load(file) | {k: v for k, v in os.environ.items() if k.startswith(("OMPI_", "PMIX_", "PRTE_"))}
    task = environment.get("TRAIN_TASK")  # of a server, which ends when training has
    numbers: list[int] = []

    def started(pid: int) -> None:
        numbers.append(pid)
        open(os.path.join(NUMBERS, str(pid)), "w").close()

    failure = failure_of(*run(sys.argv[1:], environment, started=None if task else started))
    for pid in numbers:
        os.unlink(os.path.join(NUMBERS, str(pid)))
    if not failure:
        return 0
    rank = next((environment[name] for name in ("RANK", "OMPI_COMM_WORLD_RANK") if name in environment), "?")
    try:
        with open(FAILED, "x", encoding="utf-8", errors="replace") as file:
            json.dump(failure | {"task": task or f"rank {rank}"}, file)
    except OSError:
        pass  # another one failed first
    return failure["code"]

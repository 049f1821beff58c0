"""Which command the training job comes to, and what it needs first: its requirements."""

import os
import sys

from . import CODE, Fault, log
from .job import Job
from .process import failure_of, last_line, run

BUILT_IN: set[str] = set()  # of the ways to distribute that the toolkit knows
CALL = "import importlib, sys; name = sys.argv.pop(); getattr(importlib.import_module(sys.argv.pop()), name)()"


def command_for(job: Job, environment: dict[str, str]) -> list[str]:
    """What to execute in the code directory. The order of the questions is that of TK-06."""
    if job.module:
        if job.module.count(":") != 1 or not all(job.module.split(":")):
            raise Fault(f"SAGEMAKER_TRAINING_MODULE={job.module}: expected module:function")
        return [sys.executable, "-c", CALL, *job.module.split(":")]
    if not job.program:  # TK-11
        raise Fault("no training program is named: set SAGEMAKER_PROGRAM in the Dockerfile, for example to train.py")

    name = str(job.program)
    path = os.path.join(CODE, name)
    if not os.path.isfile(path):
        held = ", ".join(sorted(os.listdir(CODE))[:20]) if os.path.isdir(CODE) else ""
        raise Fault(f"the training program {name} is not in {CODE}, which holds: {held or 'nothing'}")
    if name.endswith(".sh"):
        return [*script(path, name), *job.arguments]
    requirements = ["-r", "requirements.txt"] if os.path.isfile(os.path.join(CODE, "requirements.txt")) else []
    if os.path.isfile(os.path.join(CODE, "setup.py")):
        install([".", *requirements], environment)
        return [sys.executable, "-m", name.removesuffix(".py").replace("/", "."), *job.arguments]  # mends TK-07
    if name.endswith(".py"):
        if requirements:  # TK-08; when all are met, pip asks no index
            install(requirements, environment)
        return [sys.executable, name, *job.arguments]
    return [*script(path, name), *job.arguments]


def script(path: str, name: str) -> list[str]:
    try:
        os.chmod(path, os.stat(path).st_mode | 0o111)
    except OSError:
        pass  # a read-only or foreign file may be executable already
    with open(path, "rb") as file:
        first = file.readline(256)
    is_marked = first.startswith(b"#!")
    if first.endswith(b"\r\n") and (is_marked or name.endswith(".sh")):  # TK-50
        raise Fault(f"{path} has Windows line ends (CRLF): save it with LF; .gitattributes keeps it so")
    return [f"./{name}"] if is_marked or not name.endswith(".sh") else ["/bin/sh", f"./{name}"]


def install(what: list[str], environment: dict[str, str]) -> None:
    log(f"installing: pip install {' '.join(what)}")
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--root-user-action=ignore"]
    status, tail = run([*pip, *what], environment)
    if status:
        raise Fault(f"pip install {' '.join(what)} failed: {last_line(tail) or f'exit code {status}'}")


def launch(job: Job, command: list[str], environment: dict[str, str]) -> dict | None:
    """Runs one process of the program on each host. Returns how the job failed, if it did."""
    if has_peers(job):
        from .hosts import run_together  # not above: most jobs have one host

        return run_together(job, command, environment)
    return failure_of(*run(command, environment, is_group=str(job.program).endswith(".sh")))


def has_peers(job: Job) -> bool:
    """Studio's local mode names hosts that it does not start."""
    return len(set(job.hosts)) > 1 and os.environ.get("SM_STUDIO_LOCAL_MODE", "").lower() != "true"

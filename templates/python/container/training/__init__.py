"""The parts of `train`: the job (variables, arguments), the program (what to run), the process (running it), the hosts."""

import os
import sys

BASE = os.environ.get("SAGEMAKER_BASE_DIR") or "/opt/ml"  # TK-13
CODE, MODEL, INPUT, OUTPUT = (os.path.join(BASE, name) for name in ("code", "model", "input", "output"))
CONFIG = os.path.join(INPUT, "config")

LEVELS = {"notset": 0, "debug": 10, "info": 20, "warning": 30, "warn": 30, "error": 40, "critical": 50, "fatal": 50}
INFO, WARNING, ERROR = 20, 30, 40


class Fault(Exception):
    """Training cannot start, or an installation failed. The text is the reason the owner of the job sees."""


class Log:
    """Lines on stderr, beside the program's own. Not `logging`: importing that takes longer than all of `train`."""

    level = INFO

    @classmethod
    def write(cls, text: str, level: int = INFO) -> None:
        if level >= cls.level:
            print(f"train: {text}", file=sys.stderr, flush=True)


log = Log.write

"""Running a program to its end: signals go in, stderr comes out (and its tail is kept), nothing is left behind."""

import errno
import os
import select
import signal
import sys
import time
from collections.abc import Callable

from . import WARNING, Fault, log

STOPS = (signal.SIGTERM, signal.SIGINT)
LONGEST_VARIABLE = 128 * 1024  # Linux's limit on one NAME=value string
TAIL = 8192


DEADLY = {
    signal.SIGKILL: "often out of memory",
    signal.SIGTERM: "the job was stopped, and the program does not handle the signal",
    signal.SIGSEGV: "a crash in native code",
    signal.SIGABRT: "native code gave up",
    signal.SIGILL: "native code was built for another CPU",
    signal.SIGBUS: "often /dev/shm or the disk is full",
}


class Running:
    """The program that runs now, to whom SIGTERM and SIGINT are passed on (mends TK-51)."""

    pid = 0
    is_group = False
    ranks = ""  # a folder with a file for each process of a distributed program, named for its number


def watch_signals() -> int:
    """Install the handlers. Returns a descriptor that turns readable whenever a signal has come."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)  # without any handler it would not wake us
    for number in STOPS:
        signal.signal(number, on_stop)
    return reader


def on_stop(number: int, _frame: object) -> None:
    name = signal.Signals(number).name
    if not Running.pid:
        log(f"{name} before the training program was started")
        raise SystemExit(128 + number)
    log(f"{name} received: passing it on")
    for pid in ranks() or [Running.pid]:  # not to what started the ranks, which would give up
        try:
            (os.killpg if Running.is_group else os.kill)(pid, number)
        except ProcessLookupError:
            pass  # it has just ended


def ranks() -> list[int]:
    return [int(name) for name in os.listdir(Running.ranks)] if Running.ranks else []


def signal_all(number: int) -> None:
    """To the program and all that it started."""
    for pid in filter(None, [*ranks(), Running.pid]):
        try:
            os.killpg(pid, number)
        except ProcessLookupError:
            pass


def run(
    command: list[str], environment: dict[str, str], is_group: bool = False, started: Callable[[int], None] | None = None
) -> tuple[int, bytes]:
    """Returns the exit code (-n: killed by signal n) and the tail of stderr. A group gets signals as a whole."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # until it is known whom to pass them on to
    try:
        child = Running.pid = start(command, environment, writer)
        Running.is_group = is_group
        if started:
            started(child)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        os.close(writer)

    tail, status = b"", None
    watched = select.poll()
    watched.register(reader, select.POLLIN)
    watched.register(SIGNALLED, select.POLLIN)
    while status is None:
        for descriptor, event in watched.poll():
            if descriptor == SIGNALLED:
                os.read(SIGNALLED, 4096)
                status = reap(child)
            else:
                tail = pass_on(reader, tail)
                if event & select.POLLHUP:
                    watched.unregister(reader)
    Running.pid = 0
    try:
        os.killpg(child, signal.SIGKILL)  # what it left running would outlive the job
    except OSError:
        pass
    tail = pass_on(reader, tail)
    os.close(reader)
    return status, tail


def start(command: list[str], environment: dict[str, str], stderr: int) -> int:
    fitting = {k: v for k, v in environment.items() if "=" not in k and len(os.fsencode(k + v)) < LONGEST_VARIABLE - 2}
    for name in environment.keys() - fitting.keys():
        log(f"{name[:100]!r} is left out: Linux passes no variable of that name or size", WARNING)
    attributes = {
        "setpgroup": 0,
        "setsigmask": (),
        "setsigdef": (signal.SIGPIPE, signal.SIGXFSZ),  # which Python ignores, and a child inherits that
        "file_actions": [(os.POSIX_SPAWN_DUP2, stderr, 2)],
    }
    try:
        try:
            return os.posix_spawn(command[0], command, fitting, **attributes)
        except OSError as e:
            if e.errno != errno.ENOEXEC:
                raise
            return os.posix_spawn("/bin/sh", ["/bin/sh", *command], fitting, **attributes)  # a script without #!
    except FileNotFoundError as e:
        raise Fault(f"cannot start {command[0]}: the interpreter its first line names is not in the image") from e
    except OSError as e:
        raise Fault(f"cannot start {command[0]}: {e.strerror}") from e
    except ValueError as e:  # a NUL or half a surrogate pair
        raise Fault(f"cannot start {command[0]}: a hyperparameter holds what no argument can: {e}") from e


def reap(child: int) -> int | None:
    """The child's exit code once it has ended. As process 1 the orphans are ours to reap, too (TRN-05)."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return None
        if pid in (0, child):
            return os.waitstatus_to_exitcode(status) if pid else None


def pass_on(reader: int, tail: bytes) -> bytes:
    """Copy what is waiting to our stderr. Returns the last of all there was."""
    try:
        for _ in range(16):  # not for ever: an orphan may go on writing
            chunk = os.read(reader, 65536)
            if not chunk:
                break
            tail = (tail + chunk)[-TAIL:]
            sys.stderr.buffer.write(chunk)
            sys.stderr.buffer.flush()
    except BlockingIOError:
        pass
    return tail


def last_line(tail: bytes) -> str:
    """The last line of stderr. An indented one is a detail of what stands above it: of an exception, if there was one."""
    lines = [line for line in tail.decode(errors="replace").replace("\r", "\n").split("\n") if line.strip()]
    if lines and lines[-1][0].isspace():
        titles = [line for line in lines if not line[0].isspace()]
        traces = [i for i, line in enumerate(titles) if line.startswith("Traceback (most recent call last)")]
        lines = titles[traces[-1] + 1 :][:1] if traces else titles or lines
    return lines[-1].strip() if lines else ""


def failure_of(status: int, tail: bytes) -> dict | None:
    """What a program's end comes to: nothing, or how it failed, and why in one line."""
    if status == 0:
        return None
    code = status if status > 0 else 128 - status  # as a shell says it; the toolkit makes every failure 1 (TK-40)
    # SIGKILL is never the consequence of another process's failure, and whoever lost the killed one may end before it is reaped.
    at = time.time() - (0.5 if code == 128 + signal.SIGKILL else 0)
    return {"code": code, "cause": explain(status, tail), "tail": tail.decode(errors="replace"), "at": at}


def explain(status: int, tail: bytes) -> str:
    """The cause in one line: a deadly signal in words, else the last line of stderr."""
    number = -status if status < 0 else status - 128
    if number in DEADLY:
        how = "killed by" if status < 0 else f"exit code {status}: something it ran was killed by"
        return f"{how} {signal.Signals(number).name} (signal {number}): {DEADLY[number]}"
    if status < 0:
        return f"killed by signal {number}"
    return last_line(tail) or f"exit code {status}, and nothing was written to stderr"


SIGNALLED = watch_signals()

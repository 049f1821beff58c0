"""Running a program to its end: signals go in, stderr comes out (and its tail is kept), nothing is left behind."""

import errno
import os
import select
import signal
import sys

from . import WARNING, Fault, log

STOPS = (signal.SIGTERM, signal.SIGINT)
LONGEST_VARIABLE = 128 * 1024  # Linux's limit on one NAME=value string
TAIL = 8192


class Running:
    """The program that runs now, to whom SIGTERM and SIGINT are passed on (mends TK-51)."""

    pid = 0
    is_group = False


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
    try:
        (os.killpg if Running.is_group else os.kill)(Running.pid, number)
    except ProcessLookupError:
        pass  # it has just ended


def run(command: list[str], environment: dict[str, str], is_group: bool = False) -> tuple[int, bytes]:
    """Returns the exit code (-n: killed by signal n) and the tail of stderr. A group gets signals as a whole."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # until it is known whom to pass them on to
    try:
        child = Running.pid = start(command, environment, writer)
        Running.is_group = is_group
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
    lines = tail.decode(errors="replace").replace("\r", "\n").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


SIGNALLED = watch_signals()

#!/usr/bin/env python3
"""The training program of the launcher tests: writes what it was given to $PROBE_OUT as JSON, then does as PROBE_* say.

PROBE_STDERR: text to write to stderr.  PROBE_FAILURE: text for its own failure file.  PROBE_WAIT: wait for SIGTERM.
PROBE_KILL: signal number to kill itself with.  PROBE_EXIT: exit code.  Also a module: `probe:main` and others.
"""

import json
import os
import signal
import sys


def dump(**more):
    seen = {"argv": sys.argv[1:], "env": dict(os.environ), "cwd": os.getcwd(), **more}
    out = os.environ["PROBE_OUT"]
    with open(out + ".part", "w", encoding="utf-8") as file:
        json.dump(seen, file)
    os.replace(out + ".part", out)  # whoever waits for the file finds it whole


def main():
    sys.stderr.write(os.environ.get("PROBE_STDERR", ""))
    if "PROBE_FAILURE" in os.environ:
        with open(os.path.join(os.environ["SM_OUTPUT_DIR"], "failure"), "w", encoding="utf-8") as file:
            file.write(os.environ["PROBE_FAILURE"])
    if "PROBE_WAIT" in os.environ:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        dump()
        dump(signal=signal.sigwait([signal.SIGTERM]))
    else:
        dump()
    if "PROBE_KILL" in os.environ:
        os.kill(os.getpid(), int(os.environ["PROBE_KILL"]))
    sys.exit(int(os.environ.get("PROBE_EXIT", "0")))


def raises_without_errno():
    raise OSError("text")


def raises_missing_file():
    os.stat("/no/such/file")


def exits_with_seven():
    sys.exit(7)


if __name__ == "__main__":
    main()

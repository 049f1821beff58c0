"""What wrk cannot measure; one line of JSON each.

probe.py ping ADDRESS SECONDS                  GET /ping on a connection of its own each time, every 5 ms
probe.py body ADDRESS CONTAINER FILE           POST FILE as CSV: time of the whole answer, memory of the container meanwhile
probe.py start PORT COMMAND...                 from COMMAND's start to the first 200 on /ping
probe.py whole COMMAND...                      from COMMAND's start to its end
probe.py memory CONTAINER                      bytes that the container's processes hold
probe.py watch CONTAINER SECONDS               the same, and their open files, twice a second
probe.py processor CONTAINER                   seconds of processor time by now, by program, of the container and the engine
probe.py make-body MEGABYTES FILE              rows of CSV, that many megabytes of them
"""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

ROWS = b"5.1,3.5,1.4,0.2\n4.8,3.4,1.6,0.2\n6.3,2.5,4.9,1.5\n7.7,2.8,6.7,2.0\n"


def ping(address: str, seconds: str) -> dict:
    taken, failed, end = [], 0, time.monotonic() + float(seconds)
    while (begun := time.monotonic()) < end:
        status = status_of_ping(address, 10)
        taken.append((time.monotonic() - begun) * 1000)
        failed += status != 200
        time.sleep(0.005)
    taken.sort()
    return {"pings": len(taken), "p50": at(taken, 0.5), "p99": at(taken, 0.99), "max": taken[-1], "not_ok": failed}


def at(ordered: list[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)


def status_of_ping(address: str, timeout: float) -> int:
    connection = http.client.HTTPConnection(address, timeout=timeout)
    try:
        connection.request("GET", "/ping")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def body(address: str, container: str, file: str) -> dict:
    sent = Path(file).read_bytes()
    anonymous = memory_reader(container)
    before = highest = anonymous()
    done = threading.Event()

    def sample() -> None:
        nonlocal highest
        while not done.wait(0.005):
            highest = max(highest, anonymous())

    sampler = threading.Thread(target=sample)
    sampler.start()
    begun = time.monotonic()
    connection = http.client.HTTPConnection(address, timeout=120)
    connection.request("POST", "/invocations", sent, {"Content-Type": "text/csv"})
    answer = connection.getresponse()
    received = answer.read()
    seconds = time.monotonic() - begun
    done.set()
    sampler.join()
    is_whole = answer.status == 200 and received.count(b"\n") == sent.count(b"\n")
    return {"seconds": seconds, "bytes": len(sent), "before": before, "highest": highest, "not_ok": int(not is_whole)}


def memory(container: str) -> dict:
    return {"bytes": memory_reader(container)()}


def memory_reader(container: str):
    """What the processes hold themselves, each page once, as the control group counts it: version 2 or 1."""
    folder = control_group(container)
    file, name = folder / "memory.stat", "anon" if (folder / "cgroup.controllers").exists() else "total_rss"
    return lambda: next(int(line.split()[1]) for line in file.read_text().splitlines() if line.split()[0] == name)


def watch(container: str, seconds: str) -> dict:
    anonymous, processes = memory_reader(container), control_group(container) / "cgroup.procs"
    begun, samples = time.monotonic(), []
    while (at := time.monotonic() - begun) < float(seconds):
        pids = processes.read_text().split()
        samples.append({"at": round(at, 1), "bytes": anonymous(), "files": sum(map(open_files, pids)), "processes": len(pids)})
        time.sleep(0.5)
    return {"samples": samples}


def open_files(pid: str) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except FileNotFoundError:  # it has ended since
        return 0


def control_group(container: str) -> Path:
    pid = subprocess.check_output(["docker", "inspect", "-f", "{{.State.Pid}}", container], text=True).strip()
    groups = dict(line.split(":", 2)[1:] for line in Path(f"/proc/{pid}/cgroup").read_text().splitlines())
    return Path(f"/sys/fs/cgroup/memory{groups['memory']}" if "memory" in groups else f"/sys/fs/cgroup{groups['']}")


def processor(container: str) -> dict:
    ours = (control_group(container) / "cgroup.procs").read_text().split()
    spent: dict[str, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, _, fields = (folder / "stat").read_text().partition("(")[2].rpartition(")")
        except OSError:  # it has ended since
            continue
        engine = name in ("dockerd", "containerd") or name.startswith("containerd-shim")
        program = "engine" if engine else ("nginx" if name == "nginx" else "server") if folder.name in ours else None
        if program:
            user, system = fields.split()[11:13]
            spent[program] = spent.get(program, 0) + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return spent


def start(port: str, *command: str) -> dict:
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while status_of_ping(f"127.0.0.1:{port}", 1) != 200:
        if process.poll() is not None or time.monotonic() - begun > 60:
            sys.exit(f"no 200 on /ping: {' '.join(command)}")
        time.sleep(0.002)
    return {"ms": (time.monotonic() - begun) * 1000}


def whole(*command: str) -> dict:
    begun = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return {"ms": (time.monotonic() - begun) * 1000}


def make_body(megabytes: str, file: str) -> dict:
    Path(file).write_bytes(ROWS * (int(megabytes) * 1_000_000 // len(ROWS)))
    return {}


print(json.dumps(globals()[sys.argv[1].replace("-", "_")](*sys.argv[2:])))

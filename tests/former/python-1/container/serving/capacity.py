"""How many CPUs and how much memory this container may use: the limits of its control group count, not the host's."""

import math
import os
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")


def cpus() -> int:
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, period = (words("cpu.max") + ["100000"])[:2]  # control groups version 2: "max 100000" or "150000 100000"
    if not quota:
        quota, period = first("cpu/cpu.cfs_quota_us"), first("cpu/cpu.cfs_period_us")  # version 1: -1 is no limit
    if quota.isdecimal() and period.isdecimal() and int(period):
        allowed = min(allowed, math.ceil(int(quota) / int(period)))
    return max(1, allowed)


def memory_left(used: int) -> int:
    """Bytes that are free, given what this process uses itself."""
    free = next((int(line.split()[1]) * 1024 for line in lines("/proc/meminfo") if line.startswith("MemAvailable")), 0)
    limit = first("memory.max") or first("memory/memory.limit_in_bytes")
    return min(free, int(limit) - used) if limit.isdecimal() else free


def memory_used() -> int:
    pages = (lines("/proc/self/statm") or ["0 0"])[0].split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def workers() -> int:
    """Processes to run, asked once the model is loaded: one per CPU, as long as memory carries that (MOD-07).

    They share the loaded model until they write to it; reckoned is the worst case, a whole copy for each.
    """
    used = memory_used()
    carried = int(0.8 * memory_left(used) / used) if used else cpus()
    return max(1, min(cpus(), carried))


def lines(path: str | Path) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def words(name: str) -> list[str]:
    return (lines(CGROUP / name) or [""])[0].split() or [""]


def first(name: str) -> str:
    return words(name)[0]

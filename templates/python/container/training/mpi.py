"""Starts the program by Open MPI over SSH: the leader runs mpirun, the others an sshd until it has ended (DST-04).

A process of the program has the environment of the host it runs on, not the leader's. On one host, nothing listens.
"""

import json
import os
import sys
import time

from . import Fault
from .job import Job, which
from .process import failure_of, run
from .program import has_peers
from .program import launch as launch_one

BUILT_IN = {"sagemaker_mpi_enabled"}
SSHD = ["/usr/sbin/sshd", "-De", "-oPasswordAuthentication=no", "-oPermitRootLogin=prohibit-password", "-oLogLevel=ERROR"]
NAMES = "/opt/venv/lib/hostname.so"  # from hostname.c: the name of a host is SM_CURRENT_HOST
SETTINGS = {  # Open MPI's own, by the names of version 4 and of 5; the one that does not know a name ignores it
    "OMPI_MCA_btl": "^openib",
    "OMPI_MCA_btl_vader_single_copy_mechanism": "none",  # which a container without privileges is refused
    "OMPI_MCA_smsc": "^cma",
    "OMPI_MCA_rmaps_base_oversubscribe": "1",
    "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
}


def launch(job: Job, command: list[str], environment: dict[str, str]) -> dict | None:
    processes = per_host(job, environment)
    if not has_peers(job) and processes == 1:
        return launch_one(job, command, environment)
    from .ranks import failed_rank, ranks_of  # not above: most jobs have one host

    if command[1:] and command[0] == sys.executable and command[1].endswith(".py"):
        command = [command[0], "-m", "mpi4py", *command[1:]]  # so that an exception in one ends all
    start = ranks_of(command)
    if not has_peers(job):
        keep(environment)
        failure = failure_of(*run([*mpirun(job, {"localhost": processes}), *start], environment | settings(job)))
        return failure and (failed_rank() or failure)

    from .hosts import hosts_of

    hosts = hosts_of(job, follows=job.host != min(job.hosts), processes=processes, failed=failed_rank)
    environment = environment | hosts.variables
    keep(environment)
    hosts.gather()
    if hosts.name != hosts.leader:
        return hosts.run([*SSHD, f"-oSetEnv=LD_PRELOAD={NAMES} SM_CURRENT_HOST={hosts.name}"], environment)
    wait_for_sshd(hosts.names[1:])
    slots = {name: hosts.came[name]["processes"] for name in hosts.names}
    return hosts.run([*mpirun(job, slots), *start], environment | settings(job) | {"LD_PRELOAD": NAMES})


def per_host(job: Job, environment: dict[str, str]) -> int:
    """DST-06."""
    asked = job.framework.get("sagemaker_mpi_num_of_processes_per_host")
    try:
        return int(asked or 0) or int(environment["SM_NUM_GPUS"]) or int(environment["SM_NUM_NEURONS"]) or 1
    except (TypeError, ValueError):
        raise Fault(f"sagemaker_mpi_num_of_processes_per_host={asked!r} is no whole number") from None


def mpirun(job: Job, slots: dict[str, int]) -> list[str]:
    """By its whole path, so that it is the same one on the other hosts."""
    path = which("mpirun")
    if not path:
        raise Fault("there is no mpirun on the PATH of this image")
    total = job.framework.get("sagemaker_mpi_num_processes") or sum(slots.values())
    places = ",".join(f"{name}:{number}" for name, number in slots.items())
    import shlex

    options = shlex.split(str(job.framework.get("sagemaker_mpi_custom_mpi_options") or ""))
    return [path, "--allow-run-as-root", "--host", places, "-np", str(total), "--bind-to", "none", *options]


def settings(job: Job) -> dict[str, str]:
    """Those of the image or the job come first."""
    name = job.resources.get("network_interface_name", "eth0")
    networks = ("OMPI_MCA_btl_tcp_if_include", "OMPI_MCA_oob_tcp_if_include", "PRTE_MCA_prte_if_include", "NCCL_SOCKET_IFNAME")
    given = dict.fromkeys(networks, name) if os.path.exists(f"/sys/class/net/{name}") else {}
    return {key: value for key, value in (SETTINGS | given).items() if key not in os.environ}


def keep(environment: dict[str, str]) -> None:
    """For the processes that mpirun starts here, which would have the leader's."""
    from .ranks import ENVIRONMENT

    with open(os.open(ENVIRONMENT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(environment, file)


def wait_for_sshd(names: list[str]) -> None:
    """They are started when all have come, as this host goes on."""
    import socket

    for name in names:
        for _ in range(300):
            try:
                socket.create_connection((name, 22), timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)

"""Starts the program by torchrun: a process for each GPU of each host, or one for each host (DST-08)."""

import os
import sys

from .job import Job
from .process import failure_of, run
from .program import has_peers
from .program import launch as launch_one

BUILT_IN = {"sagemaker_pytorch_ddp_enabled", "sagemaker_torch_distributed_enabled"}


def launch(job: Job, command: list[str], environment: dict[str, str]) -> dict | None:
    processes = int(environment["SM_NUM_GPUS"]) or 1
    together = has_peers(job)
    if not together and processes == 1:
        return launch_one(job, command, environment)
    from .ranks import failed_rank, ranks_of  # not above: most jobs have one host

    torchrun = [sys.executable, "-m", "torch.distributed.run", f"--nproc_per_node={processes}"]
    start = ["--no-python", *ranks_of(command)]
    if not together:
        failure = failure_of(*run([*torchrun, "--nnodes=1", *start], environment))
        return failure and (failed_rank() or failure)
    from .hosts import hosts_of

    hosts = hosts_of(job, failed=failed_rank)
    hosts.gather()
    where = [f"--nnodes={len(hosts.names)}", f"--node_rank={hosts.rank}", f"--master_addr={hosts.leader}", "--master_port=7777"]
    return hosts.run([*torchrun, *where, *start], environment | hosts.variables | interface(job))


def interface(job: Job) -> dict[str, str]:
    name = job.resources.get("network_interface_name", "eth0")
    if not os.path.exists(f"/sys/class/net/{name}"):
        return {}  # a name that is not there would be worse than none
    return {f"{library}_SOCKET_IFNAME": os.environ.get(f"{library}_SOCKET_IFNAME", name) for library in ("GLOO", "NCCL", "TP")}

"""leaders.py CONTAINER SEED COUNT: on every host of jobs at random, `train` must come to one leader and one order.

CONTAINER is the emitted folder of that name; SAGEMAKER_BASE_DIR the folder to work in. Prints what was wrong.
"""

import json
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from training.hosts import hosts_of
from training.job import Job

CONFIG = Path(os.environ["SAGEMAKER_BASE_DIR"], "input/config")
OPTIONAL = ("network_interface_name", "current_instance_type", "current_group_name", "instance_groups")


def resources(chance: random.Random) -> dict:
    count = chance.choice([1, 2, 3, 9, 10, 11, 12, 32])
    form = chance.choice(["algo-{}", "algo-{}", "algo-{}-x7k2p", "ip-10-0-{}-7.ec2.internal"])
    hosts = [form.format(number) for number in range(1, count + 1)]
    chance.shuffle(hosts)
    cut = chance.randrange(count + 1)
    groups = [
        {"instance_group_name": name, "instance_type": "ml.m5.xlarge", "hosts": part}
        for name, part in (("one", hosts[:cut]), ("two", hosts[cut:]))
        if part
    ]
    order = chance.choice([sorted(hosts), hosts])
    whole = {"hosts": order, "current_instance_type": "ml.m5.xlarge", "instance_groups": groups, "network_interface_name": "eth0"}
    for key in OPTIONAL:
        if chance.random() < 0.3:
            whole.pop(key, None)
    return whole | chance.choice([{}, {"something_new": {"a": [1]}, "topology": [{"node": "n1"}]}])


def wrong(given: dict) -> list[str]:
    expected = sorted(given["hosts"])
    found = []
    for name in given["hosts"]:
        group = next((one["instance_group_name"] for one in given.get("instance_groups", []) if name in one["hosts"]), "one")
        (CONFIG / "resourceconfig.json").write_text(json.dumps(given | {"current_host": name, "current_group_name": group}))
        host = hosts_of(Job())
        seen = (host.leader, host.rank, host.names, host.variables["SM_MASTER_ADDR"], type(host).__name__)
        kind = "Leader" if name == expected[0] else "Worker"
        if seen != (expected[0], expected.index(name), expected, expected[0], kind):
            found.append(f"{name} of {json.dumps(given)}: {seen}")
    return found


chance = random.Random(int(sys.argv[2]))
cases = [{"hosts": ["algo-1", "algo-10", "algo-2"]}, *(resources(chance) for _ in range(int(sys.argv[3])))]
faults = [fault for case in cases for fault in wrong(case)]
print("\n".join(faults))
sys.exit(bool(faults))

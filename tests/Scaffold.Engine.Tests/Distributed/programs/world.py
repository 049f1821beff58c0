"""Says what it knows of the hosts of its job."""

import os

rank, count, leader = (os.environ[f"SM_{name}"] for name in ("CURRENT_HOST_RANK", "HOST_COUNT", "MASTER_ADDR"))
print(f"rank {rank} of {count}, led by {leader}")

"""Runs for long; on the host that FAILING names, by its rank, it fails."""

import os
import time

print("ready", flush=True)
if os.environ.get("FAILING") == os.environ["SM_CURRENT_HOST_RANK"]:
    time.sleep(1)
    raise ValueError("no more")
time.sleep(600)

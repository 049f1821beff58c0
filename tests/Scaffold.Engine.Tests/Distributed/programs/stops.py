"""Ends well on SIGTERM."""

import signal
import time

stopped = []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
print("ready", flush=True)
while not stopped:
    time.sleep(0.1)
print("stopped by SIGTERM")

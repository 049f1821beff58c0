"""Rank 1 is killed, and rank 0 fails because of it: a moment before, as on a busy machine."""

import os
import signal
import socket
import time

PORT = 7000

if os.environ["SM_CURRENT_HOST_RANK"] == "0":
    with socket.create_server(("", PORT)) as server:
        server.accept()[0].recv(1)
        raise ConnectionError("the other one is lost")
while True:
    try:
        line = socket.create_connection((os.environ["SM_MASTER_ADDR"], PORT))
        break
    except OSError:
        time.sleep(0.1)
line.close()
time.sleep(0.1)
os.kill(os.getpid(), signal.SIGKILL)

"""Meets the others at the scheduler that DMLC_* names, as MXNet would, and ends when it says so."""

import os
import socket
import time

role, port = os.environ["DMLC_ROLE"], int(os.environ["DMLC_PS_ROOT_PORT"])
if role == "scheduler":
    expected = int(os.environ["DMLC_NUM_SERVER"]) + int(os.environ["DMLC_NUM_WORKER"])
    with socket.create_server(("", port)) as server:
        others = [server.accept()[0] for _ in range(expected)]
    print("heard", ", ".join(sorted(other.recv(100).decode() for other in others)), flush=True)
    for other in others:
        other.sendall(b"enough")
else:
    for _ in range(100):
        try:
            scheduler = socket.create_connection((os.environ["DMLC_PS_ROOT_URI"], port), timeout=30)
            break
        except OSError:
            time.sleep(0.1)
    scheduler.sendall(role.encode())
    scheduler.recv(100)

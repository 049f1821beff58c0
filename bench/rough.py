"""Clients that wrk is not.

rough.py disturb ADDRESS SECONDS   they read slowly, or hang up; one line of JSON at the end
rough.py fill ADDRESS              the same body from 64 clients at once, a few times, so that each thread has had one before anything is measured
"""

import asyncio
import itertools
import json
import socket
import struct
import sys
import time

ROWS = 16_000
BODY = b"5.1,3.5,1.4,0.2\n" * ROWS
HEAD = f"POST /invocations HTTP/1.1\r\nHost: bench\r\nContent-Type: text/csv\r\nContent-Length: {len(BODY)}\r\nConnection: close\r\n\r\n".encode()
told = {"slow_readers": 0, "lost": 0, "dropped": 0, "reasons": []}


async def connect(address: str, **options) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = address.split(":")
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_connect(sock, (host, int(port)))
    return await asyncio.open_connection(sock=sock, **options)


async def read_slowly(address: str, end: float) -> None:
    while time.monotonic() < end:
        told["slow_readers"] += 1
        try:
            fault = await asyncio.wait_for(fault_of_slow(address), 60)
        except (OSError, TimeoutError) as error:
            fault = repr(error)
        if fault:
            told["lost"] += 1
            told["reasons"] = [*told["reasons"], fault][:5]


async def fault_of_slow(address: str, pause: float = 0.1) -> str | None:
    reader, writer = await connect(address, limit=4096)
    try:
        writer.write(HEAD + BODY)
        received = b""
        while part := await reader.read(8192):
            received += part
            await asyncio.sleep(pause)
        status = received.split(b"\r\n", 1)[0]
        labels = received.count(b"setosa")
        return None if b" 200 " in status and labels == ROWS else f"{status.decode(errors='replace')}: {labels} of {ROWS} rows"
    finally:
        writer.close()


async def hang_up(address: str, end: float) -> None:
    for sent, is_reset in itertools.cycle(itertools.product([HEAD, HEAD + BODY[:1000], HEAD + BODY], [False, True])):
        if time.monotonic() >= end:
            return
        _, writer = await connect(address)
        writer.write(sent)
        await writer.drain()
        if is_reset:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        else:
            writer.close()
        told["dropped"] += 1
        await asyncio.sleep(0.1)


async def disturb(address: str, seconds: str) -> None:
    end = time.monotonic() + float(seconds)
    await asyncio.gather(read_slowly(address, end), read_slowly(address, end), hang_up(address, end))
    print(json.dumps(told))


async def fill(address: str) -> None:
    for _ in range(3):
        await asyncio.gather(*(fault_of_slow(address, pause=0) for _ in range(64)))


if __name__ == "__main__":
    asyncio.run({"disturb": disturb, "fill": fill}[sys.argv[1]](*sys.argv[2:]))

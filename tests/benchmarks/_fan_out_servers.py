"""Three servers that send one message to all their sockets when told to by a line of input.

`python -m tests.benchmarks._fan_out_servers raw|broadcast|plain-broadcast|ours`. Each prints its
port, then for each line "N" of input it sends message N and prints "sent BEGUN_NS CPU_NS", the time
before the first byte and the processor time it took.
"""

import asyncio
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson
import uvicorn
import uvloop
from fastapi import FastAPI, WebSocket
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.http11 import Request
from websockets.server import ServerProtocol

from coordinator.accounts import Principal, Role
from coordinator.allocation import return_large_arrays
from coordinator.settings import Settings
from web.live.client import Client
from web.live.envelope import Envelope
from web.live.views import Kind, View
from web.serving import server_of

DIFFERENT = 64


def body_of(number: int) -> bytes:
    """Some two kilobytes of events, as they are told to phones."""
    events = [
        {
            "version": 17 * number + k,
            "topic": "sighting.reported",
            "occurred_at": f"2026-03-01T08:{number % 60:02}:{k:02}Z",
            "recorded_at": f"2026-03-01T08:{number % 60:02}:{k:02}.{number * 7919 + k:06}Z",
            "actor": str(UUID(int=(number * 1_000_003 + k) ** 4)),
            "data": {
                "late": False,
                "sighting_id": str(UUID(int=(number * 10_007 + k + 9) ** 5)),
                "lon": 11.5 + number / 977, "lat": 48.1 + k / 883, "radius_m": 30.0 + k,
                "source": "passer_by", "credibility": 0.5, "note_ref": None,
                "at": f"2026-03-01T07:{number % 60:02}:{k:02}Z",
            },
        }
        for k in range(5)
    ]  # fmt: skip
    return orjson.dumps({"type": "events", "up_to": 17 * number + 5, "events": events})


BODIES = [body_of(number) for number in range(DIFFERENT)]


def told(send: Callable[[int], None]) -> None:
    """Send what the lines of input say."""
    for line in sys.stdin:
        number = int(line)
        cpu, begun = time.process_time_ns(), time.monotonic_ns()
        send(number)
        print("sent", begun, time.process_time_ns() - cpu, flush=True)


def raw() -> None:
    """The floor: a loop of writes of the same deflated bytes."""
    frames = [Envelope(body).frame(15) for body in BODIES]
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print("port", listener.getsockname()[1], flush=True)
    connected: list[int] = []

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            protocol = ServerProtocol()
            protocol.receive_data(connection.recv(4096))
            (request,) = protocol.events_received()
            assert isinstance(request, Request)
            protocol.send_response(protocol.accept(request))
            connection.sendall(b"".join(protocol.data_to_send()))
            connected.append(connection.detach())

    threading.Thread(target=accept, daemon=True).start()

    def send(number: int) -> None:
        frame = frames[number % DIFFERENT]
        for fd in connected:
            os.write(fd, frame)

    told(send)


async def peer(compression: str | None) -> None:
    """`websockets.broadcast`, which deflates for each connection, or not at all."""
    connected: set[ServerConnection] = set()

    async def keep(connection: ServerConnection) -> None:
        connected.add(connection)
        await connection.wait_closed()

    def send(number: int) -> None:
        broadcast(connected, BODIES[number % DIFFERENT].decode())

    async with serve(
        keep, "127.0.0.1", 0, compression=compression, ping_interval=None, backlog=2048
    ) as server:
        print("port", next(iter(server.sockets)).getsockname()[1], flush=True)
        await asyncio.to_thread(told, on_loop(asyncio.get_running_loop(), send))


def on_loop(loop: asyncio.AbstractEventLoop, send: Callable[[int], None]) -> Callable[[int], None]:
    """Do it on the event loop; returns when the bytes have been handed to the system."""

    def soon(number: int) -> None:
        done = threading.Event()

        def now() -> None:
            send(number)
            # Transports write at the end of this turn of the loop.
            loop.call_later(0, done.set)

        loop.call_soon_threadsafe(now)
        done.wait()

    return soon


async def ours() -> None:
    """The service's own sockets and clients, without a search behind them."""
    clients: list[Client] = []
    app = FastAPI()
    principal = Principal(
        "a", "a", Role.STREET, {}, False, "s", datetime.now(UTC) + timedelta(hours=1)
    )

    @app.websocket("/live")
    async def live(websocket: WebSocket) -> None:
        await websocket.accept()
        client = Client(websocket, principal, View(Kind.STREET, texts=True))
        clients.append(client)

        async def read() -> None:
            while (await websocket.receive())["type"] != "websocket.disconnect":
                pass

        await client.serve(asyncio.create_task(read()))

    def send(number: int) -> None:
        message = Envelope(BODIES[number % DIFFERENT])
        for client in clients:
            client.push(message)

    server: uvicorn.Server = server_of(app, Settings(os.devnull, None, port=0))  # type: ignore[arg-type]  # nothing is stored
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print("port", listener.getsockname()[1], flush=True)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await asyncio.to_thread(told, on_loop(asyncio.get_running_loop(), send))
    server.should_exit = server.force_exit = True
    await serving


def main() -> None:
    """The server that is asked for."""
    return_large_arrays()
    match sys.argv[1]:
        case "raw":
            raw()
        case "broadcast":
            uvloop.run(peer("deflate"))
        case "plain-broadcast":
            uvloop.run(peer(None))
        case "ours":
            uvloop.run(ours())


if __name__ == "__main__":
    main()

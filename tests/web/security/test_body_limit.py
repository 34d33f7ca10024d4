"""Bodies that are too large, too slow or sent in pieces, over a real connection."""

import socket
import threading
from collections.abc import Generator, Iterator

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request

from web.security.body_limit import USUAL_BYTES, BodyLimit


class Server(uvicorn.Server):
    """A server that a test can wait for."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def app_that_counts() -> FastAPI:
    app = FastAPI()

    @app.post("/length")
    async def length(request: Request) -> int:
        return len(await request.body())

    app.add_middleware(BodyLimit, seconds=0.3)
    return app


@pytest.fixture(scope="module")
def port() -> Generator[int]:
    config = uvicorn.Config(
        app_that_counts(), host="127.0.0.1", port=0, log_level="error", ws="none", lifespan="off"
    )
    server = Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    assert server.ready.wait(10)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    listening.close()


def pieces(total: int) -> Iterator[bytes]:
    for _ in range(total // 10_000):
        yield b"x" * 10_000


@pytest.mark.parametrize("size", [0, 10, USUAL_BYTES])
def test_a_body_up_to_the_limit_arrives_whole(port: int, size: int) -> None:
    answer = httpx.post(f"http://127.0.0.1:{port}/length", content=b"x" * size)

    assert (answer.status_code, answer.json()) == (200, size)


def test_a_body_in_pieces_arrives_whole(port: int) -> None:
    answer = httpx.post(f"http://127.0.0.1:{port}/length", content=pieces(900_000))

    assert (answer.status_code, answer.json()) == (200, 900_000)


@pytest.mark.parametrize("size", [USUAL_BYTES + 1, 10_000_000])
def test_a_larger_body_is_told_so_and_the_connection_is_not_broken(port: int, size: int) -> None:
    answer = httpx.post(f"http://127.0.0.1:{port}/length", content=b"x" * size)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_larger_body_without_a_stated_length_is_told_so_too(port: int) -> None:
    answer = httpx.post(f"http://127.0.0.1:{port}/length", content=pieces(10_000_000))

    assert answer.status_code == 413


def test_a_sender_that_asks_first_is_told_before_it_sends(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(
            b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n"
            b"Expect: 100-continue\r\n\r\n"
        )

        assert connection.recv(1000).startswith(b"HTTP/1.1 413")


def test_a_body_that_does_not_arrive_is_given_up(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nxx")

        assert connection.recv(1000).startswith(b"HTTP/1.1 408")

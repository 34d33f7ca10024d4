"""Thousands of WebSockets in a process of their own: in C where there is a compiler, else here.

Both understand the same arguments and print the same lines; `_lean_client.c` describes them.
"""

import base64
import os
import select
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DEFLATE = "permessage-deflate; client_max_window_bits"
PONG = b"\x81\x8f\0\0\0\0" + b'{"type":"pong"}'
IN_FLIGHT = 100


def request(path: str, token: str = "", *, deflate: bool = True) -> bytes:
    """What a browser asks for a WebSocket."""
    lines = [
        f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        *([f"Sec-WebSocket-Extensions: {DEFLATE}"] if deflate else []),
        *([f"Authorization: Bearer {token}"] if token else []),
    ]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@dataclass
class LeanClient:
    """The process; `kind` says which of the two it is."""

    process: "subprocess.Popen[str]"
    kind: str

    @classmethod
    def start(
        cls, port: int, requests: Sequence[bytes], folder: Path, mode: str, slow_from: int = -1
    ) -> "LeanClient":
        """Connect; returns at once."""
        file = folder / f"requests-{port}-{time.monotonic_ns()}"
        file.write_bytes(b"".join(each + b"\0" for each in requests))
        command, kind = _command(folder)
        arguments = [*command, str(port), str(file), mode, str(slow_from)]
        process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return cls(process, kind)

    def line(self, begin: str) -> list[str]:
        """The words of the next line that begins so; what comes before is passed over."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("closed"):
                print(f"  the lean client says: {line.strip()}", flush=True)
            if line.startswith(begin):
                return line.split()
        raise AssertionError("the lean client ended")

    def end(self) -> Iterator[list[str]]:
        """Close all; the lines after `times`, the last one its processor time."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.line("times")
        for line in self.process.stdout:
            yield line.split()
        self.process.wait(timeout=30)


def _command(folder: Path) -> tuple[list[str], str]:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return [sys.executable, str(Path(__file__))], "Python"
    program = folder / "lean_client"
    if not program.exists():
        source = Path(__file__).with_suffix(".c")
        subprocess.run([compiler, "-O2", "-o", str(program), str(source)], check=True)
    return [str(program)], "C"


class _Connection:
    """One socket: what is read of it and what of that is understood."""

    def __init__(self, port: int, asked: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(asked)
        self.socket.setblocking(False)
        self.upgraded = False
        self.data = b""
        self.rounds = 0

    def messages(self) -> Iterator[tuple[int, bytes]]:
        """First byte and payload of each whole message read so far."""
        while len(self.data) >= 2:
            size, begin = self.data[1] & 0x7F, 2
            if size >= 126:
                begin = 4 if size == 126 else 10
                if len(self.data) < begin:
                    return
                form = ">H" if size == 126 else ">Q"
                (size,) = struct.unpack_from(form, self.data, 2)
            if len(self.data) < begin + size:
                return
            head, payload = self.data[0], self.data[begin : begin + size]
            self.data = self.data[begin + size :]
            yield head, payload


def main(  # noqa: PLR0912 -- one loop over what can come
    port: int, requests: list[bytes], by_version: bool, slow_from: int
) -> None:
    """The same as the program in C."""
    count = len(requests)
    reading = count if slow_from < 0 else slow_from
    poll = select.epoll()
    poll.register(0, select.EPOLLIN)
    connections: dict[int, tuple[int, _Connection]] = {}
    done: dict[int, int] = {}
    arrivals: list[tuple[int, int, int]] = []
    begun = opened = 0
    said = False

    def count_one(key: int, now: int) -> None:
        done[key] = done.get(key, 0) + 1
        if done[key] != reading:
            return
        if by_version:
            print("reached", key, reading, now, flush=True)
        else:
            print("round", key, now, time.process_time_ns(), flush=True)

    while True:
        while begun < count and begun - opened < IN_FLIGHT:
            made = _Connection(port, requests[begun])
            connections[made.socket.fileno()] = begun, made
            poll.register(made.socket.fileno(), select.EPOLLIN)
            begun += 1
        if opened == count and not said:
            said = True
            print("open", count, flush=True)
        for fd, _ in poll.poll():
            if fd == 0:
                if os.read(0, 1):
                    continue
                print("times")
                for arrival in arrivals:
                    print(*arrival)
                print("cpu", time.process_time_ns())
                return
            number, connection = connections[fd]
            read = connection.socket.recv(65536)
            if not read:
                print("closed", number, flush=True)
                poll.unregister(fd)
                continue
            connection.data += read
            if not connection.upgraded:
                head, end, rest = connection.data.partition(b"\r\n\r\n")
                if not end:
                    continue
                assert b" 101" in head[:16], head[:60]
                connection.upgraded, connection.data = True, rest
                opened += 1
                if 0 <= slow_from <= number:
                    poll.unregister(fd)
                    continue
            for first, payload in connection.messages():
                if first & 0x0F not in (1, 2):
                    continue
                now = time.monotonic_ns()
                if not by_version:
                    count_one(connection.rounds, now)
                    connection.rounds += 1
                elif payload.startswith(b'{"type":"events"') and not first & 0x40:
                    version = int(payload[26:46].partition(b",")[0])
                    arrivals.append((version, number, now))
                    count_one(version, now)
                elif payload.startswith(b'{"type":"ping"'):
                    connection.socket.send(PONG)


if __name__ == "__main__":
    main(
        int(sys.argv[1]), Path(sys.argv[2]).read_bytes().split(b"\0")[:-1],
        sys.argv[3] == "versions", int(sys.argv[4]),
    )  # fmt: skip

"""Every byte between a browser and the service, counted where a mobile network would count them."""

import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 65_536


@dataclass
class Counted:
    """What went through, in bytes of TCP payload: lines, headers, bodies and frames."""

    address: str
    to_phone: int = 0
    from_phone: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def both(self) -> int:
        """Both ways."""
        with self.guard:
            return self.to_phone + self.from_phone

    def add(self, count: int, *, down: bool) -> None:
        """Count some more."""
        with self.guard:
            if down:
                self.to_phone += count
            else:
                self.from_phone += count


@contextmanager
def counting(address: str) -> Generator[Counted]:
    """A way to the service at `address` on another port, until the block ends."""
    host, _, port = address.removeprefix("http://").partition(":")
    listener = socket.create_server(("127.0.0.1", 0))
    counted = Counted(f"http://127.0.0.1:{listener.getsockname()[1]}")
    ends: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection((host, int(port)))
                ends.extend((near, far))
                for source, sink, down in ((near, far, False), (far, near, True)):
                    threading.Thread(
                        target=_pump, args=(source, sink, counted, down), daemon=True
                    ).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield counted
    finally:
        listener.close()
        for end in ends:
            end.close()


def _pump(source: socket.socket, sink: socket.socket, counted: Counted, down: bool) -> None:
    with suppress(OSError):
        while chunk := source.recv(CHUNK):
            counted.add(len(chunk), down=down)
            sink.sendall(chunk)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)

"""The service as its own process, started by its command line and used from outside only."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

COMMAND = Path(sys.executable).parent / "coordinator"
START_S = 120.0


def run(*arguments: str, stdin: str = "") -> str:
    """What a command prints; it has to succeed."""
    done = subprocess.run(
        [COMMAND, *arguments],
        input=stdin, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def served(data_dir: Path, *options: str) -> Generator[str]:
    """The address of a service on this data directory, until the block ends."""
    port = free_port()
    log = data_dir.parent / f"serve-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [COMMAND, "serve", "--data-dir", str(data_dir), "--port", str(port), *options],
            stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    try:
        wait_until_ready(process, f"http://127.0.0.1:{port}", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
    assert "Traceback" not in log.read_text(errors="replace"), log.read_text(errors="replace")


def wait_until_ready(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    """Ask until the service says that it can serve."""
    end = time.monotonic() + START_S
    while True:
        assert process.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < end, f"not ready in time: {log.read_text(errors='replace')}"
        with suppress(httpx.TransportError):
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

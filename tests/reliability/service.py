"""`coordinator serve` as a process of its own, which may be killed and started again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

from coordinator.settings import Settings
from tests.acceptance.process import free_port

START_S = 120.0


class Service:
    """Always at the same address, so that clients find it again."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.settings = settings
        self.log = log
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process that runs now."""
        assert self._process is not None
        return self._process.pid

    def spawn(self) -> None:
        """Start the process, and do not wait for it."""
        database = self.settings.database_url
        command = [
            sys.executable, "-m", "web.main", "serve",
            "--data-dir", str(self.settings.data_dir), "--port", str(self.port),
            *([] if database is None else ["--database", database]),
        ]  # fmt: skip
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1"},
            )  # fmt: skip

    def wait_until_ready(self, seconds: float = START_S) -> None:
        """Ask until it says that it can serve; an AssertionError if it ends or takes too long."""
        end = time.monotonic() + seconds
        while True:
            assert self._process is not None
            assert self._process.poll() is None, self.told()
            assert time.monotonic() < end, f"not ready in time: {self.told()}"
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.address}/readyz", timeout=10).status_code == 200:
                    return
            time.sleep(0.02)

    def start(self) -> None:
        """Start the process and wait until it serves."""
        self.spawn()
        self.wait_until_ready()

    def kill(self) -> None:
        """End it as a power cut would: at once, with nothing said."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=30)

    def stop(self) -> None:
        """End it in an orderly way, if it runs; if it does not end, an AssertionError with what
        each of its threads was at."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=60)
            except subprocess.TimeoutExpired as problem:
                self._process.send_signal(signal.SIGABRT)
                self._process.wait(timeout=30)
                raise AssertionError(f"does not end: {self.told()}") from problem

    def told(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-12_000:] if self.log.exists() else ""

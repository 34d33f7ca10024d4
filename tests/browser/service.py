"""The service as a process of its own, which a test may end and start again on the same port."""

import os
import subprocess
from pathlib import Path

from tests.acceptance.process import COMMAND, free_port, wait_until_ready


class Service:
    """`coordinator serve` or `coordinator demo` on 127.0.0.1, with its data in one folder."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.data_dir = folder / "data"
        self._log = folder / "service.log"
        self._command: list[str] = [str(COMMAND), *command, "--data-dir", str(self.data_dir)]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What it has said so far."""
        return self._log.read_text(errors="replace")

    def start(self) -> None:
        """Begin, and return when it answers; fails with its log when it ends instead."""
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(
                [*self._command, "--port", str(self.port)],
                stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip
        wait_until_ready(self._process, self.address, self._log)

    def assert_running(self) -> None:
        """Fails with the log when the process has died."""
        assert self._process is not None
        assert self._process.poll() is None, f"the service has died:\n{self.log}"

    def stop(self) -> None:
        """End this process, and no other."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)
        self._process = None

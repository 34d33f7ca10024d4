"""Settling: what was written to a file, or a new name in a directory, outlives a power cut."""

import os
from pathlib import Path


def settle(path: Path) -> None:
    """Return once the file or directory is on the disk, as far as the system can say."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""How this process asks the system for memory."""

import ctypes
import gc
import os
import sys
from pathlib import Path

_MMAP_THRESHOLD = -3
_LARGE = 128 * 1024
CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")
_NEW_OBJECTS = 10_000
"""The interpreter's own 700 are a few requests."""
LEAST_FOR_BELIEFS = 500_000_000
SHARE_FOR_BELIEFS = 0.4
"""Of the memory of the machine or container; a search of six hours takes up to half a gigabyte."""


def memory_for_beliefs() -> int:
    """Bytes that the trajectories of all searches may take together; searches asked about longest
    ago are forgotten beyond that, and simulated again when they are asked about."""
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return LEAST_FOR_BELIEFS
    allowed = min(machine, limit_of_container() or machine)
    return max(LEAST_FOR_BELIEFS, int(SHARE_FOR_BELIEFS * allowed))


def limit_of_container(file: Path = CONTAINER_LIMIT) -> int | None:
    """Bytes that a container may take, None where there is no such limit."""
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def return_large_arrays() -> None:
    """Let arrays that are dropped go back to the system at once.

    glibc raises the size from which it does so with every large array that is freed; the belief
    makes and drops many of some megabytes, and a search of hours would hold twice the memory.
    Elsewhere than on glibc nothing happens.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
    except (AttributeError, OSError):
        return


def keep_for_good() -> None:
    """Search for garbage never again among what is there now: code, types, compiled kernels.

    Going through all of it stops every thread for a quarter of a second. To be called once, when a
    service has started; from then on it is also searched for after more new objects than usual.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)

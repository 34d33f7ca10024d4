"""How this process asks the system for memory."""

import ctypes
import os
import sys

_MMAP_THRESHOLD = -3
_LARGE = 128 * 1024
LEAST_FOR_BELIEFS = 500_000_000
SHARE_FOR_BELIEFS = 0.4
"""Of the machine's memory; a search of six hours takes up to half a gigabyte."""


def memory_for_beliefs() -> int:
    """Bytes that the trajectories of all searches may take together; searches asked about longest
    ago are forgotten beyond that, and simulated again when they are asked about."""
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return LEAST_FOR_BELIEFS
    return max(LEAST_FOR_BELIEFS, int(SHARE_FOR_BELIEFS * machine))


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

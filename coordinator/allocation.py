"""How this process asks the system for memory."""

import ctypes
import sys

_MMAP_THRESHOLD = -3
_LARGE = 128 * 1024


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

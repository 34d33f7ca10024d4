"""The one door to numba: machine code, cached on disk, run without the interpreter's lock."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(kernel: Kernel) -> Kernel:
    """Compile a kernel at its first call for the types it is called with.

    No fast-math and no parallel loops: equal input must give equal bits. Several callers may
    run kernels at the same time, each on its own output.
    """
    return cast(Kernel, numba.njit(cache=True, nogil=True, error_model="numpy")(kernel))


def inlined(kernel: Kernel) -> Kernel:
    """A small kernel that other kernels call: compiled, and usually merged, into them."""
    return cast(Kernel, numba.njit(nogil=True, error_model="numpy")(kernel))

"""The one door to numba: machine code, cached on disk, run without the interpreter's lock."""

from collections.abc import Callable
from typing import TypeVar

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(kernel: Kernel) -> Kernel:
    """Compile a kernel at its first call for the types it is called with.

    No fast-math and no parallel loops: equal input must give equal bits. Several callers may
    run kernels at the same time, each on its own output.
    """
    wrap: Callable[[Kernel], Kernel] = numba.njit(cache=True, nogil=True, error_model="numpy")
    return wrap(kernel)


def inlined(kernel: Kernel) -> Kernel:
    """A small kernel that other kernels call: compiled, and usually merged, into them."""
    wrap: Callable[[Kernel], Kernel] = numba.njit(nogil=True, error_model="numpy")
    return wrap(kernel)

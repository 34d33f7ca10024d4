"""The one door to numba: machine code, cached on disk, run without the interpreter's lock."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def _cache_folder(named: str) -> str:
    """A folder for machine code that belongs to exactly these kernels.

    numba looks at the age of a kernel's own file only; a kernel that calls another file's would
    otherwise go on running with the old one after an upgrade, and beliefs would differ.
    """
    here = Path(__file__).parent
    sources = (source.read_bytes() for source in sorted(here.parent.rglob("*.py")))
    content = b"\0".join(source for source in sources if b"belief.compiled import" in source)
    base = Path(named) if named else here / "__pycache__"
    return str(base / f"kernels-{hashlib.sha256(content).hexdigest()[:12]}")


_settings = vars(numba.config)
_settings["CACHE_DIR"] = _cache_folder(str(_settings["CACHE_DIR"]))


def compiled(kernel: Kernel) -> Kernel:
    """Compile a kernel at its first call for the types it is called with.

    No fast-math and no parallel loops: equal input must give equal bits. Several callers may
    run kernels at the same time, each on its own output.
    """
    return cast(Kernel, numba.njit(cache=True, nogil=True, error_model="numpy")(kernel))


def inlined(kernel: Kernel) -> Kernel:
    """A small kernel that other kernels call: compiled, and usually merged, into them."""
    return cast(Kernel, numba.njit(nogil=True, error_model="numpy")(kernel))

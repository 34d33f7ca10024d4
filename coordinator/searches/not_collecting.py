"""Making very many objects at once without searching for garbage meanwhile."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Generator[None]:
    """Tens of thousands of new objects, none of them garbage, would set off a search for garbage
    through the whole process, which takes five times as long as making them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()

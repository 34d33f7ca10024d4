"""The threads of an engine, which batches are simulated and weighed in side by side."""

import os
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, TypeVar

MOST = 4
Result = TypeVar("Result")


class Workers(ThreadPoolExecutor):
    """Once closed, nothing is begun any more: whoever asks for it or waits for it gets a
    CancelledError, so that no belief that takes long holds up the end of a service."""

    def __init__(self) -> None:
        super().__init__(max(1, min(MOST, os.cpu_count() or 1)), "belief")
        self._closed = False

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """As usual; CancelledError once closed."""
        try:
            return super().submit(fn, *args, **kwargs)
        except RuntimeError as problem:
            if self._closed:
                raise CancelledError from problem
            raise

    def close(self) -> None:
        """Drop what waits; what is being worked on ends by itself."""
        self._closed = True
        self.shutdown(wait=False, cancel_futures=True)

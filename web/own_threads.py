"""Own threads: slow work apart from everything else, a few at a time, with a bounded queue."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Generic, TypeVar

from web.problem import Problem

Result = TypeVar("Result")


class OwnThreads(Generic[Result]):
    """Runs work in threads of its own, so that a burst of it holds up nothing else."""

    def __init__(self, name: str, threads: int, longest: int, code: str, busy: str) -> None:
        """Beyond `longest` the answer is a Problem 503 with this code and sentence."""
        self._code, self._busy = code, busy
        self._longest = longest
        self._waiting = 0
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, work: Callable[[], Result]) -> Result:
        """The result of the work; Problem 503 when too much waits already."""
        if self._waiting >= self._longest:
            raise Problem(503, self._code, self._busy, retry_after_s=5)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, copy_context().run, work
            )
        finally:
            self._waiting -= 1

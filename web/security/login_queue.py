"""The login queue: checking passwords is slow by design, so few are checked at a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from coordinator.accounts import SignedIn
from coordinator.accounts.passwords import AT_ONCE
from web.problem import Problem

LONGEST = 100


class LoginQueue:
    """Runs logins in threads of their own, so that a burst of them holds up nothing else."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._waiting = 0
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="login")

    async def run(self, log_in: Callable[[], SignedIn]) -> SignedIn:
        """The result of a login; Problem 503 when too many wait already."""
        if self._waiting >= self._longest:
            raise Problem(503, "too_many_logins", "too many people are signing in", retry_after_s=5)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, log_in)
        finally:
            self._waiting -= 1

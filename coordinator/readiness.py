"""Readiness: whether this process can serve, told by named checks that each answer in time."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from functools import partial
from threading import Thread

from coordinator.searches.feed import Feed

Check = Callable[[], None]
"""Returns when all is well, raises NotReady or whatever the thing it asks raises."""

ANSWER_WITHIN_S = 2.0
STUCK_S = 5.0


class NotReady(Exception):
    """Why not, in a few words without any datum of a search or a person."""


class Readiness:
    """Asks all checks at once, each in a thread of its own.

    A database that hangs holds up every thread of the service that asks it, and this answer must
    not wait with them. A check that is still asking is not asked again. Not to be asked from two
    threads at once.
    """

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = dict(checks)
        self._asking: dict[str, Future[None]] = {}

    def look(self, within_s: float = ANSWER_WITHIN_S) -> dict[str, str]:
        """For each check `ok`, or why not. Blocks, for at most so many seconds."""
        asking = {
            name: self._asking.get(name) or _asked(name, check)
            for name, check in self._checks.items()
        }
        wait(asking.values(), within_s)
        # One asked now and not yet answered stays under way, and is what the next look waits for.
        self._asking = {name: future for name, future in asking.items() if not future.done()}
        return {name: _said(future) for name, future in asking.items()}


class KeepsUp:
    """Whether a feed moves as long as there is something that it has not told."""

    def __init__(self, feed: Feed, *, steady: Callable[[], float] = time.monotonic) -> None:
        self._feed = feed
        self._steady = steady
        self.behind = 0
        """Notifications that followers were not told of, when last asked."""
        self._behind_at: tuple[int, float] | None = None
        """The position at which it was seen behind, and since when."""

    def check(self) -> None:
        """NotReady if its thread is gone, or if it has stood still for some seconds with events
        waiting."""
        if not self._feed.running:
            raise NotReady("not running")
        position = self._feed.position
        self.behind = self._feed.behind()
        if self.behind == 0:
            self._behind_at = None
            return
        now = self._steady()
        if self._behind_at is None or self._behind_at[0] != position:
            self._behind_at = position, now
        elif now - self._behind_at[1] >= STUCK_S:
            raise NotReady(f"stands still, {self.behind} notifications behind")


def _asked(name: str, check: Check) -> "Future[None]":
    answer: Future[None] = Future()
    # A thread that hangs must not keep the process from ending.
    Thread(target=partial(_answer, check, answer), name=f"ready {name}", daemon=True).start()
    return answer


def _answer(check: Check, answer: "Future[None]") -> None:
    try:
        check()
    except BaseException as problem:
        answer.set_exception(problem)
    else:
        answer.set_result(None)


def _said(future: "Future[None]") -> str:
    if not future.done():
        return "no answer in time"
    problem = future.exception()
    if problem is None:
        return "ok"
    # The text of another exception may quote what it could not read or write.
    return str(problem) if isinstance(problem, NotReady) else f"failed: {type(problem).__name__}"

"""Redirects: how soon they were received and answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from domain.redirects.state import Redirect
from domain.search import Search

SPANS_S = (30.0, 60.0, 120.0, 300.0)
"""Bounds of the classes of the distribution."""
LATE_S = 120.0
"""An order that waits longer is walked the wrong way for too long; assumption."""
ANSWERS = frozenset({"wilco", "declined", "executing", "completed"})


@dataclass(frozen=True, slots=True)
class Answered:
    """One redirect that was sent; seconds after its sending, None where they never came."""

    redirect: Redirect
    received_s: float | None
    """Until the team, or somebody for it, said anything."""
    answer_s: float | None
    """Until it said whether it would go."""
    waited_s: float
    """Until nobody waited for an answer any more, since the search was over."""

    @property
    def open_end(self) -> bool:
        """Whether it ended, or stands, without an answer that was waited for long enough."""
        if self.answer_s is not None or self.redirect.status == "superseded":
            return False
        return self.waited_s >= LATE_S


@dataclass(frozen=True, slots=True)
class Spread:
    """How times are spread; all 0 or None without any."""

    count: int
    median_s: float | None
    ninth_s: float | None
    """Nine of ten came by then."""
    classes: tuple[int, ...]
    """How many within each of the spans, and how many later."""


def answered(search: Search, end: datetime) -> list[Answered]:
    """Every redirect that was sent, in the order of sending; after `end` nobody waited for any."""
    sent = [each for each in search.redirects.values() if each.sent]
    return [
        Answered(
            each, _first(each, None), _first(each, ANSWERS), (end - each.issued_at).total_seconds()
        )
        for each in sorted(sent, key=lambda one: (one.issued_at, one.version))
    ]


def spread(seconds: Iterable[float | None]) -> Spread:
    """How the times that came are spread."""
    came = sorted(each for each in seconds if each is not None)
    if not came:
        return Spread(0, None, None, (0,) * (len(SPANS_S) + 1))
    bounds = (float("-inf"), *SPANS_S, float("inf"))
    return Spread(
        len(came),
        median(came),
        came[min(len(came) - 1, int(0.9 * len(came)))],
        tuple(sum(low < each <= high for each in came) for low, high in pairwise(bounds)),
    )


def slowest(all_of: Sequence[Answered], most: int) -> list[Answered]:
    """Those nobody answered first, then by how long the answer took."""
    waited = [each for each in all_of if each.answer_s is not None or each.open_end]
    return sorted(waited, key=lambda each: (each.answer_s is not None, -(each.answer_s or 0.0)))[
        :most
    ]


def _first(redirect: Redirect, wanted: frozenset[str] | None) -> float | None:
    found = [
        (reply.at - redirect.issued_at).total_seconds()
        for reply in redirect.replies
        if wanted is None or reply.reply in wanted
    ]
    return max(0.0, min(found)) if found else None

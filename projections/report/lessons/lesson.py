"""A lesson: one point to do better, and what in the search shows it."""

from dataclasses import dataclass
from datetime import datetime

from projections.belief.explanation_words import Sentence
from projections.report.facts import Facts

MOST_GROUNDS = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """Something in the search that shows it."""

    at: datetime | None
    """When, UTC; None where it is about no moment."""
    says: Sentence


@dataclass(frozen=True, slots=True)
class Lesson:
    """A point with its evidence."""

    code: str
    """Stable, for programs."""
    says: Sentence
    do: Sentence
    grounds: tuple[Ground, ...]
    """At most a few, the worst first."""


def duration(seconds: float) -> Sentence:
    """A span of time as people say it."""
    if seconds < 90:
        return {"zh": f"{seconds:.0f} 秒", "en": f"{seconds:.0f} s"}
    minutes = round(seconds / 60)
    if minutes < 120:
        return {"zh": f"{minutes} 分钟", "en": f"{minutes} min"}
    hours, rest = divmod(minutes, 60)
    more = {"zh": f" {rest} 分", "en": f" {rest} min"} if rest else {"zh": "", "en": ""}
    return {"zh": f"{hours} 小时{more['zh']}", "en": f"{hours} h{more['en']}"}


def seconds_after(facts: Facts, version: int, moment: datetime) -> float:
    """From a moment to the recording of a version, never below 0."""
    recorded = facts.recorded_at.get(version, moment)
    return max(0.0, (recorded - moment).total_seconds())

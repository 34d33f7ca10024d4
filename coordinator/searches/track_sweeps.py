"""A team's track as the sweep command that it stands for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.area import Area
from domain.refusal import invalid
from domain.teams.sweep import StreetsThen, SweepTrack
from domain.teams.track import Fix
from domain.window import Window
from projections.streets.searched_streets import Walked, searched_streets

ROUNDED = timedelta(seconds=5)
"""The ends of a window are often rounded to it; its own first and last fix shall not be lost."""


def walked_within(area: Area, fixes: Iterable[Fix], window: Window, mode: str) -> Walked:
    """What a track says of a span of time; fixes well before and after it do not count."""
    since, until = window.since - ROUNDED, window.until + ROUNDED
    asked = [fix for fix in fixes if since <= fix.at <= until]
    return searched_streets(area, asked, mode)


@dataclass(frozen=True, slots=True)
class Correction:
    """What an officer made of the streets that a track proposes."""

    segments: Sequence[int] | None = None
    """The streets that were searched; None: those of the track."""
    replaces: Sequence[str] = ()
    """Sweeps that this one takes the place of."""
    pod: float | None = None


def sweep_of(
    team_id: str, walked: Walked, window: Window, correction: Correction, field: str
) -> SweepTrack:
    """The command that records what was walked, each street when the team was in it.

    Streets that only the officer names count as tapped, from the first street of the track to its
    last, or for the whole window where the track says nothing. `field` is what
    the body calls the track, for the refusal of one that says nothing.
    """
    wanted = None if correction.segments is None else set(correction.segments)
    parts = []
    for each in walked.searched:
        kept = tuple(s for s in each.segments if wanted is None or s in wanted)
        if kept:
            parts.append(StreetsThen(kept, Window(each.since, each.until)))
    tapped = () if wanted is None else tuple(sorted(wanted.difference(walked.segments)))
    if not parts and not tapped:
        raise invalid(field, *why_nothing(walked))
    if walked.searched:
        window = Window(
            min(each.since for each in walked.searched),
            max(each.until for each in walked.searched),
        )
    return SweepTrack(
        team_id, tuple(parts), tapped, window, correction.pod, tuple(correction.replaces)
    )


def why_nothing(walked: Walked) -> tuple[str, str]:
    """Why no street counts as searched and what was expected, and the code of that."""
    if not walked.fixes:
        said = "no fix between `from` and `until` is sure to 50 m: expected some that are"
        return said, "no_sure_fix"
    if walked.passed:
        return "too fast to search these streets: expected a team that walks", "too_fast"
    if walked.unsure:
        said = "it is not clear which streets it went along: expected fixes nearer to each other"
        return said, "too_sparse"
    said = "no street was gone along for most of its length: expected a track beside streets"
    return said, "no_street_walked"

"""What a team's track says it has searched: which streets, and when it was in each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from domain.area import Area
from domain.teams.track import Fix
from projections.streets.map_matching import MatchedLeg, matched
from projections.streets.nearest_segments import lines_of
from projections.streets.pace import driven
from projections.streets.short_ways import ShortWays, short_ways_of
from projections.streets.sure_way import unsure_segments
from projections.streets.track_stops import apart, at_rest_once, sure_stops, unbroken

LEAST_SHARE = 0.6
MOST_LEFT_M = 150.0
"""A street counts when so much of it was gone along, and no more than so much was left out. A
segment cannot be searched in part, and he may be in the part that was not seen."""
BACK_SOON_S = 120.0
"""Whoever comes back to a street so soon has not begun to search it anew."""
TOGETHER_S = 120.0
"""Streets of one sweep were searched within so long, so that it acts on who was there then."""


@dataclass(frozen=True, slots=True)
class Searched:
    """Segments searched between two moments, in ascending order."""

    since: datetime
    until: datetime
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Walked:
    """What a track says."""

    searched: tuple[Searched, ...] = ()
    """In order of time, each of some two minutes."""
    passed: tuple[int, ...] = ()
    """Segments gone along too fast to search them, and not searched otherwise."""
    unsure: tuple[int, ...] = ()
    """Segments on the likeliest way between two fixes far apart, where another way is as good."""
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    """When it is not known where the team was."""
    fixes: int = 0
    """How many were sure enough to be used."""

    @property
    def segments(self) -> tuple[int, ...]:
        """All that were searched, each once, in ascending order."""
        return tuple(sorted({s for each in self.searched for s in each.segments}))


@dataclass(slots=True)
class _Visit:
    """A stay on a segment, and the parts of it gone along on foot, or driven, or guessed."""

    segment: int
    since: float
    until: float
    walked: list[tuple[float, float]]
    driven: bool = False
    unsure: bool = False


def searched_streets(area: Area, fixes: Sequence[Fix], mode: str = "foot") -> Walked:
    """The streets a team searched, from where its phone was, in any order of time.

    Fixes less sure than 50 m count for nothing. What was gone along faster than a team of this
    mode can search was passed, not searched. Nothing is concluded from a silence of more than six
    minutes or 500 m, nor, within shorter ones, about streets that another way just as good avoids.
    """
    lines, ways = lines_of(area), short_ways_of(area.network, mode)
    sure = sure_stops(fixes, lines.plane)
    runs = [
        run for stops in unbroken(sure) for run in matched(apart(at_rest_once(stops)), lines, ways)
    ]
    gaps = [
        (_moment(before[-1].after.until), _moment(after[0].before.since))
        for before, after in pairwise(runs)
    ]
    visits = [visit for run in runs for visit in _visits(run, ways, mode)]
    counted = [visit for visit in visits if _counts(visit, ways)]
    segments = {visit.segment for visit in counted}
    return Walked(
        tuple(_together(counted)),
        tuple(sorted({v.segment for v in visits if v.driven} - segments)),
        tuple(sorted({v.segment for v in visits if v.unsure} - segments)),
        tuple(gaps),
        len(sure),
    )


def _visits(run: Sequence[MatchedLeg], ways: ShortWays, mode: str) -> list[_Visit]:
    visits: list[_Visit] = []
    newest: dict[int, _Visit] = {}
    here: _Visit | None = None
    for leg, fast in zip(run, driven(run, mode), strict=True):
        unsure = unsure_segments(leg, ways)
        total_m = sum(part.length_m for part in leg.way)
        gone_m, begin, lasts = 0.0, leg.before.until, leg.after.since - leg.before.until
        for part in leg.way:
            since = begin + lasts * gone_m / total_m
            gone_m += part.length_m
            until = begin + lasts * gone_m / total_m
            visit = newest.get(part.segment)
            if visit is None or (visit is not here and since - visit.until > BACK_SOON_S):
                visit = newest[part.segment] = _Visit(part.segment, since, until, [])
                visits.append(visit)
            here = visit
            visit.until = until
            if part.segment in unsure:
                visit.unsure = True
            elif fast:
                visit.driven = True
            else:
                visit.walked.append((min(part.from_m, part.to_m), max(part.from_m, part.to_m)))
    return visits


def _counts(visit: _Visit, ways: ShortWays) -> bool:
    length_m = ways.length_m[visit.segment]
    gone_m, reached = 0.0, 0.0
    for begin, end in sorted(visit.walked):
        gone_m += max(0.0, end - max(begin, reached))
        reached = max(reached, end)
    return gone_m >= LEAST_SHARE * length_m and length_m - gone_m <= MOST_LEFT_M


def _together(visits: Sequence[_Visit]) -> Iterator[Searched]:
    groups: list[list[_Visit]] = []
    for visit in sorted(visits, key=lambda visit: (visit.since, visit.segment)):
        if groups and visit.until - groups[-1][0].since <= TOGETHER_S:
            groups[-1].append(visit)
        else:
            groups.append([visit])
    for group in groups:
        since = min(visit.since for visit in group)
        until = max(*(visit.until for visit in group), since + 0.001)
        yield Searched(
            _moment(since), _moment(until), tuple(sorted({visit.segment for visit in group}))
        )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

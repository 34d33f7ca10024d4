"""Walking told from driving: how fast a team went along each leg of its way."""

from collections.abc import Sequence

from projections.streets.map_matching import MatchedLeg

FASTEST_SEARCHING = {"foot": 3.0, "bicycle": 6.0, "vehicle": 9.0}
"""m/s; who goes faster passes a street and does not search it. A patrol on foot goes 2.2 m/s, and
vehicles that look around 5.5 m/s (see SPEED_OF_MODE). Assumption, no published source."""
SPAN_S = 60.0
"""Speeds are taken over so long, since single fixes jump and cars wait at lights."""
SLOWEST_IN_SILENCE = 0.4
SILENCE_S = 60.0
"""Whoever is silent for longer and came on more slowly than this has been somewhere else too."""


def driven(run: Sequence[MatchedLeg], mode: str) -> list[bool]:
    """For each leg of a run, whether the team was too fast to search there."""
    limit = FASTEST_SEARCHING.get(mode, FASTEST_SEARCHING["foot"])
    return [_speed(run, i) > limit for i in range(len(run))]


def dawdled(leg: MatchedLeg) -> bool:
    """Whether the phone was silent for so long that the team did more than just go this way."""
    lasts = leg.after.since - leg.before.until
    way_m = sum(part.length_m for part in leg.way)
    return lasts > SILENCE_S and way_m < SLOWEST_IN_SILENCE * lasts


def _speed(run: Sequence[MatchedLeg], number: int) -> float:
    """Metres a second as the crow flies over at least a minute around a leg, where there is one."""
    first = last = number
    while _lasts(run, first, last) < SPAN_S and (first > 0 or last < len(run) - 1):
        if first > 0:
            first -= 1
        if last < len(run) - 1:
            last += 1
    metres = run[first].before.distance_m(run[last].after)
    return metres / max(_lasts(run, first, last), 1.0)


def _lasts(run: Sequence[MatchedLeg], first: int, last: int) -> float:
    """Seconds from one stop to another; of a rest at either end, up to half a minute."""
    begin, end = run[first].before, run[last].after
    rests = sum(min((rest.until - rest.since) / 2, SPAN_S / 2) for rest in (begin, end))
    return end.since - begin.until + rests

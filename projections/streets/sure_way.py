"""Where two fixes lie far apart: which streets between them the team must have gone along."""

from projections.streets.map_matching import MatchedLeg
from projections.streets.pace import dawdled
from projections.streets.short_ways import ShortWays
from projections.streets.street_graph import Leg

SURE_M = 60.0
"""Between fixes that are nearer the likeliest way is taken for granted; assumption."""
AS_GOOD_SHARE = 1.25
AS_GOOD_M = 20.0
"""Another way is as good when it is no longer than this; assumption, no published source."""


def unsure_segments(leg: MatchedLeg, ways: ShortWays) -> frozenset[int]:
    """The segments of a leg that a way just as good avoids; all of them after a long silence."""
    if dawdled(leg):
        return frozenset(part.segment for part in leg.way)
    whole = [part for part in leg.way if part.length_m >= ways.length_m[part.segment]]
    if leg.before.distance_m(leg.after) <= SURE_M or not whole:
        return frozenset()
    begin, end = (
        _junction(whole[0], whole[0].from_m, ways),
        _junction(whole[-1], whole[-1].to_m, ways),
    )
    limit_m = AS_GOOD_SHARE * sum(part.length_m for part in whole) + AS_GOOD_M
    return frozenset(
        part.segment for part in whole if end in ways.reached(begin, limit_m, part.segment)
    )


def _junction(leg: Leg, at_m: float, ways: ShortWays) -> int:
    """The junction at an end of a whole segment."""
    return ways.ends[leg.segment][1 if at_m > 0 else 0]

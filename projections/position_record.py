"""Where teams were last, as people outside read it."""

from collections.abc import Sequence
from math import atan2, cos, degrees, radians
from typing import Any

from domain.moment import moment_text
from domain.teams.track import Fix

MOVED_M = 5.0
"""Less than this between two fixes says nothing about the direction."""


def position_record(team_id: str, fixes: Sequence[Fix]) -> dict[str, Any]:
    """The last of some fixes in order of time, with the direction of travel if there was any."""
    fix = fixes[-1]
    return {
        "team_id": team_id,
        "lon": fix.lon,
        "lat": fix.lat,
        "at": moment_text(fix.at),
        "accuracy_m": fix.accuracy_m,
        "heading": _heading(fixes),
    }


def _heading(fixes: Sequence[Fix]) -> float | None:
    if len(fixes) < 2:
        return None
    before, after = fixes[-2], fixes[-1]
    north = after.lat - before.lat
    east = (after.lon - before.lon) * cos(radians(after.lat))
    if (north**2 + east**2) ** 0.5 * 111_195 < MOVED_M:
        return None
    return round(degrees(atan2(east, north)) % 360, 1)

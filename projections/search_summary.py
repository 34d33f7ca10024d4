"""A search in a few words: enough to tell it from others, and to see how it stands."""

from typing import Any

from domain.area import Area
from domain.moment import moment_text
from domain.place import Place
from domain.search import Search
from projections.streets.nearest_segments import lines_of

NEAR_M = 120.0
"""A place is told by the name of a street no further than this."""


def search_summary(search: Search, area: Area | None) -> dict[str, Any]:
    """Where he was last seen is told by street where the area is given and one is near.

    `waiting` counts the redirects that wait for somebody at a desk: to be released, or because
    the team has not agreed to them yet.
    """
    lkp = search.last_known_point
    return {
        "search_id": str(search.id),
        "version": search.version,
        "status": search.status,
        "area": search.area,
        "opened_at": moment_text(search.opened_at),
        "last_known_at": None if lkp is None else moment_text(lkp.at),
        "place": None if lkp is None or area is None else _street_at(area, lkp.place),
        "teams": sum(team.deployed for team in search.teams.values()),
        "waiting": sum(
            one.status in ("proposed", "sent", "received") for one in search.redirects.values()
        ),
    }


def _street_at(area: Area, place: Place) -> str | None:
    """The nearest street that has a name."""
    spots = sorted(lines_of(area).within(place, NEAR_M), key=lambda spot: spot.distance_m)
    names = (area.network.name_of(spot.segment) for spot in spots)
    return next((name for name in names if name), None)

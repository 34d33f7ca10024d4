"""Frames: the newest belief of a search as the bytes that each kind of screen gets."""

from dataclasses import dataclass, replace
from functools import lru_cache
from time import perf_counter
from uuid import UUID

from domain.area import Area
from domain.place import Place
from projections.belief.belief import Belief
from projections.belief_frame import Surroundings, dense_frame, sparse_frame
from web.measures import BELIEFS, SHARPNESS
from web.search_services import SearchServices

AROUND_M = 1_500.0


@dataclass(frozen=True, eq=False)
class Framed:
    """A belief, the version it knows, and its frame for desks."""

    version: int
    belief: Belief
    area: Area
    dense: bytes


def framed(services: SearchServices, search_id: UUID) -> Framed:
    """The belief now; takes a while, so call it from a worker thread."""
    begun = perf_counter()
    known = services.beliefs.known(search_id)
    # A restarted exercise clock may stand before what is known.
    at = max(services.beliefs.now(), known.evidence.last_known_point.at)
    belief = services.beliefs.belief(known, at)
    BELIEFS.observe(perf_counter() - begun)
    SHARPNESS.observe(belief.effective_sample_size)
    return Framed(known.version, belief, known.area, dense_frame(belief, known.version))


def phone_frame(
    services: SearchServices, search_id: UUID, of: Framed, team_id: str | None, here: Place | None
) -> bytes:
    """The surroundings of a team and of where it was sent; else of the last known point."""
    with services.commanding.reading(search_id) as search:
        team = search.teams.get(team_id or "")
        order = None if team is None else search.redirects.get(team.assignment or "")
        asked = [here or (team.place if team else None), order.target if order else None]
        lkp = search.last_known_point
    places = [place for place in asked if place is not None]
    if not places and lkp is not None:
        places = [lkp.place]
    return sparse_frame(of.belief, of.version, surroundings(of.area).around(places, AROUND_M))


def watcher_frame(of: Framed) -> bytes:
    """A coarse map: cells instead of streets."""
    coarse = surroundings(of.area).coarse(of.belief.poa)
    return dense_frame(replace(of.belief, poa=coarse), of.version)


@lru_cache(maxsize=8)
def surroundings(area: Area) -> Surroundings:
    """Where the segments of an area lie, worked out once."""
    return Surroundings(area.network)

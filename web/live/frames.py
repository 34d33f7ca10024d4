"""Frames: the newest belief of a search as the bytes that each kind of screen gets."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from time import perf_counter
from typing import NamedTuple
from uuid import UUID

from domain.area import Area
from domain.place import Place
from projections.belief.belief import Belief
from projections.belief_frame import Surroundings, dense_frame, packed, sparse_frame
from web.live.envelope import Envelope, belief_envelope
from web.measures import BELIEFS, SHARPNESS
from web.search_services import SearchServices

AROUND_M = 1_500.0
SQUARE_DEGREES = 0.002
"""Some 200 m: of this size are the squares whose phones see the same surroundings."""


@dataclass(frozen=True, eq=False)
class Framed:
    """A belief, the version it knows, and its frame for desks."""

    version: int
    belief: Belief
    area: Area
    dense: Envelope


def framed(services: SearchServices, search_id: UUID) -> Framed:
    """The belief now; takes a while, so call it from a worker thread."""
    begun = perf_counter()
    known = services.beliefs.known(search_id)
    # A restarted exercise clock may stand before what is known.
    at = max(services.beliefs.now(), known.evidence.last_known_point.at)
    belief = services.beliefs.belief(known, at)
    BELIEFS.observe(perf_counter() - begun)
    SHARPNESS.observe(belief.effective_sample_size)
    dense = belief_envelope(dense_frame(belief, known.version), packed=False).made()
    return Framed(known.version, belief, known.area, dense)


class Asked(NamedTuple):
    """What tells the frames of phones apart before it is known where they look."""

    team_id: str | None
    here: Place | None
    packed: bool


def phone_frames(
    services: SearchServices, search_id: UUID, of: Framed, asked: Collection[Asked]
) -> dict[Asked, Envelope]:
    """The surroundings of each team and of where it was sent; else of the last known point.

    Phones that look at the same squares of the map get the very same bytes.
    """
    looking = {each: places_of(services, search_id, each) for each in asked}
    made: dict[tuple[frozenset[Place], bool], Envelope] = {}
    for each, places in looking.items():
        if (places, each.packed) not in made:
            near = surroundings(of.area).around(places, AROUND_M)
            frame = sparse_frame(of.belief, of.version, near)
            frame = packed(frame) if each.packed else frame
            made[places, each.packed] = belief_envelope(frame, packed=each.packed).made()
    return {each: made[places, each.packed] for each, places in looking.items()}


def places_of(services: SearchServices, search_id: UUID, asked: Asked) -> frozenset[Place]:
    """The places whose surroundings a phone shows, to the next few hundred metres."""
    with services.commanding.reading(search_id) as search:
        team = search.teams.get(asked.team_id or "")
        order = None if team is None else search.redirects.get(team.assignment or "")
        wanted = [asked.here or (team.place if team else None), order.target if order else None]
        lkp = search.last_known_point
    places = [place for place in wanted if place is not None]
    if not places and lkp is not None:
        places = [lkp.place]
    return frozenset(Place(_square(place.lon), _square(place.lat)) for place in places)


def _square(degrees: float) -> float:
    return round(degrees / SQUARE_DEGREES) * SQUARE_DEGREES


def watcher_frame(of: Framed, small: bool) -> Envelope:
    """A coarse map: cells instead of streets; packed for who can read that."""
    coarse = surroundings(of.area).coarse(of.belief.poa)
    frame = dense_frame(replace(of.belief, poa=coarse), of.version)
    return belief_envelope(packed(frame) if small else frame, packed=small).made()


@lru_cache(maxsize=8)
def surroundings(area: Area) -> Surroundings:
    """Where the segments of an area lie, worked out once."""
    return Surroundings(area.network)

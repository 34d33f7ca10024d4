"""How likely a place was, over time."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from coordinator.searches.looking_back import Standpoint
from domain.area import Area
from domain.checks import checked_place
from domain.moment import moment_text
from domain.place import Place
from domain.refusal import Refusal, invalid
from projections.place_curve import Surroundings, around_segments, point_at, surroundings
from web.routes.here import READING, SearchId, ServicesHere
from web.routes.maps import MapReader
from web.search_services import SearchServices
from web.wire.answers import PlaceAnswer, PlacePoint
from web.wire.moment import QueryMoment

router = APIRouter(prefix="/searches/{search_id}", tags=["maps"], responses=READING)
MOST_POINTS = 200


class _Asked:
    """A place: a street, or what lies around a spot."""

    def __init__(
        self,
        segment: Annotated[int | None, Query(description="a segment_id, or ...")] = None,
        lon: Annotated[float | None, Query(allow_inf_nan=False)] = None,
        lat: Annotated[
            float | None, Query(allow_inf_nan=False, description="... all streets within 150 m")
        ] = None,
    ) -> None:
        self._segment = segment
        self._place = None if lon is None or lat is None else Place(lon, lat)
        if (segment is None) == (self._place is None):
            raise invalid(
                "segment", "expected either a segment, or lon and lat", "segment_or_place"
            )

    def within(self, area: Area) -> Surroundings:
        """Its streets."""
        if self._place is not None:
            checked_place(self._place, area)
            return surroundings(area, self._place)
        count = area.network.segments
        if self._segment is None or not 0 <= self._segment < count:
            raise invalid(
                "segment",
                f"expected 0 to {count - 1}",
                "out_of_range",
                at_least=0,
                at_most=count - 1,
            )
        return around_segments(area.network, [self._segment])


@router.get("/place", summary="How likely a place was, over time")
def place(
    search_id: SearchId,
    services: ServicesHere,
    _principal: MapReader,
    asked: Annotated[_Asked, Depends(_Asked)],
    since: Annotated[QueryMoment, Query(alias="from")],
    until: QueryMoment,
    points: Annotated[int, Query(ge=2, le=MOST_POINTS)] = 25,
    hindsight: Annotated[bool, Query(description="with all evidence, not as known then")] = False,
) -> PlaceAnswer:
    """The probability of a place at evenly spread moments between two, both included.

    At each moment as it was known then, or with `hindsight` given all evidence. `ahead` is the
    share of all metres of street that were likelier than it, metre by metre: 0 is the best place.
    Moments before there was a map are left out.
    """
    if until <= since:
        raise invalid("until", f"expected a moment after {moment_text(since)}", "ends_before_begin")
    step = (until - since) / (points - 1)
    with services.commanding.reading(search_id) as search:
        area = services.areas.of_search(search)
    where = asked.within(area)
    found = []
    for number in range(points):
        past = _past(services, search_id, since + number * step, hindsight=hindsight)
        if past is None:
            continue
        try:
            known = services.beliefs.known(search_id, past.version)
            belief = services.beliefs.belief(known, past.at)
        except Refusal as refusal:
            if refusal.code != "before_last_known_point":
                raise
            continue
        point = point_at(belief, past.version, where, area.network)
        found.append(
            PlacePoint(
                at=moment_text(past.at),
                version=past.version,
                probability=point.probability,
                ahead=point.ahead,
            )
        )
    return PlaceAnswer(points=found, even=where.even)


def _past(
    services: SearchServices, search_id: UUID, at: datetime, *, hindsight: bool
) -> Standpoint | None:
    find = services.looking_back.as_it_was if hindsight else services.looking_back.known_then
    try:
        return find(search_id, None, at)
    except Refusal as refusal:
        if refusal.code != "before_the_opening":
            raise
        return None

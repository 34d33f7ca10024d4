"""Maps: where the person can be, at any version and moment."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from coordinator.accounts import Action, Principal
from domain.network import Network
from projections.belief.belief import Belief
from projections.belief_frame import dense_frame
from projections.map_record import MapRecord
from web.routes.here import READING, SearchId, ServicesHere
from web.search_services import SearchServices
from web.security.authenticate import permitted
from web.wire.moment import QueryMoment

router = APIRouter(prefix="/searches/{search_id}", tags=["maps"], responses=READING)
MOST_HORIZON_MIN = 7 * 24 * 60

MapReader = Annotated[Principal, Depends(permitted(Action.READ_MAP))]


class Asked(NamedTuple):
    """Which map is wanted."""

    version: int | None
    at: datetime | None
    horizon: timedelta


def _asked(
    version: Annotated[
        int | None, Query(ge=0, le=2**53, description="evidence recorded up to it; default: all")
    ] = None,
    at: Annotated[
        QueryMoment | None,
        Query(description="default: when `version` was recorded; now, if neither is given"),
    ] = None,
    horizon_min: Annotated[
        float, Query(ge=0, le=MOST_HORIZON_MIN, allow_inf_nan=False, description="added to `at`")
    ] = 0.0,
) -> Asked:
    return Asked(version, at, timedelta(minutes=horizon_min))


AskedHere = Annotated[Asked, Depends(_asked)]


@router.get(
    "/map",
    summary="The map",
    response_class=Response,
    responses={200: {"content": {"application/geo+json": {}}}},
)
def map_of(
    search_id: SearchId, asked: AskedHere, services: ServicesHere, _principal: MapReader
) -> Response:
    """The probability of the person's place at `at` plus `horizon_min`.

    GeoJSON of all segments with segment_id, name and unrounded poa; at the top version, at,
    rest_of_world and effective_sample_size. POAs and rest_of_world add up to 1.
    """
    network, belief, version = _believed(services, search_id, asked)
    return Response(map_record(network).geojson(belief, version), media_type="application/geo+json")


@router.get(
    "/frame",
    summary="The map as a belief frame",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def frame_of(
    search_id: SearchId, asked: AskedHere, services: ServicesHere, _principal: MapReader
) -> Response:
    """The same in one byte for each segment; the protocol page says how."""
    _, belief, version = _believed(services, search_id, asked)
    return Response(dense_frame(belief, version), media_type="application/octet-stream")


@lru_cache(maxsize=8)
def map_record(network: Network) -> MapRecord:
    """The writer of a network's maps, made once."""
    return MapRecord(network)


def _believed(
    services: SearchServices, search_id: UUID, asked: Asked
) -> tuple[Network, Belief, int]:
    known = services.beliefs.known(search_id, asked.version)
    usual = services.beliefs.now() if asked.version is None else known.recorded_at
    belief = services.beliefs.belief(known, (asked.at or usual) + asked.horizon)
    if asked.version is not None:
        services.telling_ahead.looked_back(search_id, asked.version)
    return known.area.network, belief, known.version

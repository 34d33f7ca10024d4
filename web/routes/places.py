"""Places of an area by name: for the last known point and the places he likes to go to."""

from typing import Annotated

from fastapi import APIRouter, Query

from coordinator.places.place_index import place_index
from domain.refusal import Unknown
from web.routes.areas import AreaReader
from web.routes.here import READING, ServicesHere
from web.wire.places import PlaceAnswer

router = APIRouter(prefix="/areas", tags=["areas"], responses=READING)


@router.get("/{area}/places", summary="Places of an area by name")
def places(
    area: str,
    services: ServicesHere,
    _principal: AreaReader,
    q: Annotated[str, Query(max_length=100, description="part of a name, or two streets `A / B`")],
) -> list[PlaceAnswer]:
    """Streets, beats and cameras whose name answers, the best first, at most 12. Case, accents and
    width do not count; of two streets their crossings."""
    found = None if "\x00" in area else services.areas.named(area)
    if found is None:
        raise Unknown("area", area, "area")
    return [
        PlaceAnswer(
            kind=one.kind,
            name=one.name,
            lon=one.place.lon,
            lat=one.place.lat,
            near=one.near,
            camera_id=one.identifier or None,
        )
        for one in place_index(found).search(q)
    ]

"""Areas: what there is, their streets and their cameras."""

import gzip
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from coordinator.accounts import Action, Principal
from domain.area import Area
from domain.refusal import Unknown
from projections.area_record import cameras_geojson, network_geojson
from web.routes.here import READING, ServicesHere
from web.search_services import SearchServices
from web.security.authenticate import permitted
from web.wire.answers import AreaAnswer

router = APIRouter(prefix="/areas", tags=["areas"], responses=READING)
GEOJSON = "application/geo+json"
FOR_EVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"

AreaReader = Annotated[Principal, Depends(permitted(Action.READ_AREAS))]
Hash = Annotated[
    str | None,
    Query(alias="hash", max_length=64, description="content as it was; may be kept for ever"),
]
Encode = Callable[[Area], bytes]


@router.get("", summary="Imported areas")
def areas(services: ServicesHere, _principal: AreaReader) -> list[AreaAnswer]:
    """By name, each with the hash of its content."""
    return [
        AreaAnswer(area=e.name, hash=e.content_hash, segments=e.segments, cameras=e.cameras)
        for e in services.areas.entries()
    ]


@router.get("/{area}/network", summary="The streets of an area", response_class=Response)
def network(
    area: str, request: Request, services: ServicesHere, _principal: AreaReader, kept: Hash = None
) -> Response:
    """GeoJSON lines with segment_id, name, kind and how hard they are for a wheelchair."""
    return _encoded(request, _found(services, area, kept), network_geojson, kept)


@router.get("/{area}/cameras", summary="The cameras of an area", response_class=Response)
def cameras(
    area: str, request: Request, services: ServicesHere, _principal: AreaReader, kept: Hash = None
) -> Response:
    """GeoJSON points with camera_id, field_of_view and the segments in view."""
    return _encoded(request, _found(services, area, kept), cameras_geojson, kept)


def _found(services: SearchServices, name: str, kept: str | None) -> Area:
    known = "\x00" not in f"{name}{kept}"
    found = None
    if known:
        by_hash = services.areas.with_hash
        found = services.areas.named(name) if kept is None else by_hash(name, kept)
    if found is None:
        raise Unknown("area", name, "area")
    return found


def _encoded(request: Request, area: Area, encode: Encode, kept: str | None) -> Response:
    etag = f'"{area.content_hash}"'
    headers = {
        "ETag": etag,
        "Vary": "Accept-Encoding",
        "Cache-Control": ASK_AGAIN if kept is None else FOR_EVER,
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(_content(area, encode, zipped=zipped), headers=headers, media_type=GEOJSON)


@lru_cache(maxsize=16)
def _content(area: Area, encode: Encode, *, zipped: bool) -> bytes:
    if zipped:
        return gzip.compress(_content(area, encode, zipped=False), 6, mtime=0)
    return encode(area)

"""Passing: when he can have been in the picture of a camera."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Path, Response

from coordinator.accounts import Action, Principal
from web.routes.here import READING, SearchId, ServicesHere
from web.security.authenticate import permitted

router = APIRouter(prefix="/searches/{search_id}", tags=["advice"], responses=READING)
_EXAMPLE: dict[str, Any] = {
    "version": 12,
    "camera_id": "C17",
    "times": [
        {"from": "2026-03-01T08:10:00Z", "until": "2026-03-01T08:15:00Z", "share": 0.07},
        {"from": "2026-03-01T08:15:00Z", "until": "2026-03-01T08:20:00Z", "share": 0.12},
    ],
}  # fmt: skip


@router.get(
    "/cameras/{camera_id}/passing",
    summary="When he can have passed a camera",
    response_class=Response,
    responses={200: {"content": {"application/json": {"example": _EXAMPLE}}}},
)
def passing(
    search_id: SearchId,
    camera_id: Annotated[str, Path(max_length=200, description="a camera of the area")],
    services: ServicesHere,
    _principal: Annotated[Principal, Depends(permitted(Action.READ_ADVICE))],
) -> Response:
    """Spans of five minutes by the camera's clock, up to now, and how likely he was in its picture
    at some time of each; spans in which he cannot have been are left out."""
    return Response(
        orjson.dumps(services.passing.times(search_id, camera_id)), media_type="application/json"
    )

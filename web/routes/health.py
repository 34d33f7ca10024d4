"""Whether this process lives, can serve, and what it counts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from coordinator.storage.stored import stored
from web.measures import exposition
from web.problem import problem_responses
from web.search_services import SearchServices, search_services

router = APIRouter(tags=["health"])


@router.get("/livez", summary="Does it live")
async def livez() -> dict[str, str]:
    """Answers as long as the process serves requests at all."""
    return {"status": "alive"}


@router.get("/readyz", summary="Can it serve", responses=problem_responses(503))
def readyz(services: Annotated[SearchServices, Depends(search_services)]) -> dict[str, str]:
    """Asks the database and the event stores."""
    services.areas.entries()
    with stored():
        services.searches.recorder.max_notification_id()
        services.tracks.recorder.max_notification_id()
    return {"status": "ready"}


@router.get("/metrics", summary="What it counts", response_class=Response)
async def metrics() -> Response:
    """Prometheus text."""
    return Response(exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")

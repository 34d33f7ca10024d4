"""Photos, to those who may see what they show."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from coordinator.accounts import Action, Principal
from domain.refusal import Unknown
from web.problem import Problem, problem_responses
from web.routes.here import READING, SearchId, ServicesHere
from web.search_services import SearchServices
from web.security.authenticate import permitted

router = APIRouter(
    prefix="/searches/{search_id}",
    tags=["photos"],
    responses={
        **READING,
        **problem_responses(410),
        200: {"content": {"image/jpeg": {}}, "description": "the photo, or its thumbnail"},
    },
)
Size = Annotated[
    Literal["full", "small"],
    Query(description="full: at most 1600 pixels wide and high; small: 480"),
]
# A lost phone must not tell whom the search is for: no photo stays on it.
HEADERS = {"Cache-Control": "private, no-store", "Content-Disposition": "inline"}


def shown(
    services: SearchServices,
    principal: Principal,
    action: Action,
    search_id: UUID,
    photo_id: str | None,
    size: str,
) -> Response:
    """The picture, opened only once the audit log says who looked."""
    if photo_id is None:
        raise Problem(404, "no_photo", "there is no photo of this")
    services.audit.record(principal.account_id, action, str(search_id))
    jpeg = services.photos.show(str(search_id), photo_id, small=size == "small")
    if jpeg is None:
        raise Problem(410, "search_forgotten", "this search has been forgotten")
    return Response(jpeg, media_type="image/jpeg", headers=HEADERS)


@router.get("/subject/photo", summary="What the subject looks like", response_class=Response)
def subject_photo(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_DESCRIPTION))],
    size: Size = "full",
) -> Response:
    """The newest photo that was not taken away."""
    with services.commanding.reading(search_id) as search:
        photo_id = search.photos[-1] if search.photos else None
    return shown(services, principal, Action.READ_DESCRIPTION, search_id, photo_id, size)


@router.get("/sightings/{sighting_id}/photo", summary="What was seen", response_class=Response)
def sighting_photo(
    search_id: SearchId,
    sighting_id: Annotated[str, Path(description="the id of the sighting")],
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_PERSONAL))],
    size: Size = "full",
) -> Response:
    """The photo that came with a sighting."""
    with services.commanding.reading(search_id) as search:
        sighting = search.sightings.get(sighting_id)
    if sighting is None:
        raise Unknown("sighting", sighting_id, "sighting_id")
    return shown(services, principal, Action.READ_PERSONAL, search_id, sighting.photo_id, size)


@router.get(
    "/watcher-reports/{report_id}/photo", summary="What a watcher saw", response_class=Response
)
def report_photo(
    search_id: SearchId,
    report_id: Annotated[str, Path(description="the id of the report")],
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_WATCHER_REPORTS))],
    size: Size = "full",
) -> Response:
    """The photo that came with a watcher's report."""
    with services.inboxes.reading(search_id) as inbox:
        report = None if inbox is None else inbox.reports.get(report_id)
    if report is None:
        raise Unknown("report", report_id, "report_id")
    action = Action.READ_WATCHER_REPORTS
    return shown(services, principal, action, search_id, report.photo_id, size)

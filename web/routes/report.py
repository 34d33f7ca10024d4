"""The after-action report."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.responses import HTMLResponse

from coordinator.accounts import Action, Principal
from coordinator.progress import Progress
from coordinator.time_zone import EXAMPLE, zone_named
from domain.refusal import invalid
from web.language import LANGUAGES, language_of
from web.long_work import LONG, worked
from web.report_page.page import content_security_policy, report_page
from web.routes.here import READING, SearchId, ServicesHere, audited
from web.security.authenticate import permitted

router = APIRouter(prefix="/searches/{search_id}", tags=["report"], responses=READING)


@router.get("/report", summary="The after-action report", response_class=HTMLResponse)
def report(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_REPORT))],
    accept_language: Annotated[str, Header()] = "zh",
    language: Annotated[
        str | None, Query(description="zh or en; default: what Accept-Language says")
    ] = None,
    time_zone: Annotated[
        str | None, Query(description="of the times; default: what the installation is set to")
    ] = None,
) -> HTMLResponse:
    """A page for screen and paper, in Chinese or English, made from the events alone."""
    if language is not None and language not in LANGUAGES:
        raise invalid("language", "expected zh or en", "not_one_of", one_of=list(LANGUAGES))
    zone = None if time_zone is None else zone_named(time_zone)
    if time_zone is not None and zone is None:
        raise invalid("time_zone", f"expected {EXAMPLE}", "wrong_form")
    reveal = None
    if principal.may(Action.READ_PERSONAL, str(search_id)):
        reveal = audited(services, principal, search_id)
    page = report_page(services, search_id, language or language_of(accept_language), zone, reveal)
    return HTMLResponse(page, headers={"Content-Security-Policy": content_security_policy()})


@router.post(
    "/report/preparation",
    summary="Have the report prepared",
    response_class=Response,
    responses=LONG,
)
def prepare(
    search_id: SearchId,
    services: ServicesHere,
    _principal: Annotated[Principal, Depends(permitted(Action.READ_REPORT))],
    accept: Annotated[str, Header()] = "*/*",
) -> Response:
    """Computes what the report says, so that the page then comes at once; the version it is of.

    Takes seconds, with hundreds of pieces of evidence half a minute; lines as for `/what-if`.
    """

    def work(progress: Progress) -> dict[str, Any]:
        return {"version": services.after_actions.of(search_id, progress).past.version}

    return worked(work, accept)

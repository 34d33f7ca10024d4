"""The after-action report."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.responses import HTMLResponse

from coordinator.accounts import Action, Principal
from web.language import language_of
from web.report_page.page import report_page
from web.routes.here import READING, SearchId, ServicesHere, audited
from web.security.authenticate import permitted

router = APIRouter(prefix="/searches/{search_id}", tags=["report"], responses=READING)


@router.get("/report", summary="The after-action report", response_class=HTMLResponse)
def report(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_REPORT))],
    accept_language: Annotated[str, Header()] = "zh",
) -> str:
    """A page for screen and paper, in Chinese or English, made from the events alone."""
    reveal = None
    if principal.may(Action.READ_PERSONAL, str(search_id)):
        reveal = audited(services, principal, search_id)
    return report_page(services, search_id, language_of(accept_language), reveal)

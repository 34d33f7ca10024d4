"""Statistics over all searches, for those who learn from them."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from coordinator.accounts import Action, Principal
from coordinator.statistics import csv_lines, statistics_rows
from web.problem import problem_responses
from web.routes.here import ServicesHere
from web.security.authenticate import permitted

router = APIRouter(tags=["statistics"])


@router.get(
    "/statistics",
    summary="Figures of all searches as CSV",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}}}, **problem_responses(401, 403, 503)},
)
def statistics(
    services: ServicesHere,
    _principal: Annotated[Principal, Depends(permitted(Action.READ_STATISTICS))],
) -> StreamingResponse:
    """A line for each search in the order they were opened, without personal data."""
    rows = statistics_rows(services.searches, services.areas, services.searches.ids())
    return StreamingResponse(
        csv_lines(rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="searches.csv"'},
    )

"""What if: the same search with evidence moved in time or left out; nothing is recorded."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response

from coordinator.accounts import Action, Principal
from coordinator.past import Past
from coordinator.progress import Progress
from coordinator.recorded_pasts import place_in
from coordinator.what_if.comparison import compared, what_if
from coordinator.what_if.played_on import Terms, played_on
from domain.moment import moment_text
from domain.place import Place
from domain.refusal import Conflict, invalid
from domain.search import Search
from projections.belief_frame import dense_frame
from web.hidden_truth import hidden_truth
from web.long_work import LONG, worked
from web.problem import problem_responses
from web.routes.here import SearchId, ServicesHere
from web.search_services import SearchServices
from web.security.authenticate import permitted
from web.wire.what_if import (
    AlteredMapBody,
    PlayOnBody,
    WhatIfBody,
    played_on_record,
    what_if_record,
)

router = APIRouter(
    prefix="/searches/{search_id}/what-if",
    tags=["replay"],
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
Reviewer = Annotated[Principal, Depends(permitted(Action.READ_REPORT))]
Accept = Annotated[str, Header()]


@router.post("", summary="What if", response_class=Response, responses=LONG)
def compare(
    search_id: SearchId,
    body: WhatIfBody,
    services: ServicesHere,
    _principal: Reviewer,
    accept: Accept = "*/*",
) -> Response:
    """The probability at a place over time and when the known facts pointed at it, in the recorded
    search and in one whose evidence was recorded at other moments or never.

    Orders, teams and everything else stay as they were: what people would have done is not known.
    Takes some seconds; with `Accept: application/x-ndjson` lines of `{"progress": {done, total}}`
    come first, then one of `{"result": ...}` or `{"problem": ...}`.
    """
    pasts = services.recorded_pasts
    asked = what_if(pasts.past(search_id, body.version), body.asked)
    place = place_in(asked.recorded, body.where, body.segment)
    believe = pasts.engine(asked.recorded).believe

    def work(progress: Progress) -> dict[str, Any]:
        return what_if_record(asked, place, compared(asked, place, believe, progress))

    return worked(work, accept)


@router.post(
    "/frame",
    summary="The map of an altered past as a belief frame",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def frame(
    search_id: SearchId, body: AlteredMapBody, services: ServicesHere, _principal: Reviewer
) -> Response:
    """What would have been believed at a moment, in one byte for each segment; the protocol page
    says how."""
    past = services.recorded_pasts.past(search_id, body.version)
    belief, look = services.recorded_pasts.belief_at(what_if(past, body.asked).altered, body.at)
    return Response(dense_frame(belief, look.version), media_type="application/octet-stream")


@router.get("/truth", summary="Whether the truth is known here")
def truth(
    request: Request, search_id: SearchId, services: ServicesHere, _principal: Reviewer
) -> dict[str, Any]:
    """`known` in exercises and demos that are over; `teams` are those of the search."""
    known = hidden_truth(request, search_id) is not None
    with services.commanding.reading(search_id) as search:
        return {"known": known, "teams": len(search.teams)}


@router.post(
    "/played-on", summary="Played on with other teams", response_class=Response, responses=LONG
)
def play_on(
    request: Request,
    search_id: SearchId,
    body: PlayOnBody,
    services: ServicesHere,
    _principal: Reviewer,
    accept: Accept = "*/*",
) -> Response:
    """The search simulated from a moment on, the advice followed to the letter, several times with
    other luck. Only where it is known where he really was, in exercises and demos that are over;
    elsewhere 409 `truth_unknown`. Lines as for `/what-if`."""
    hidden = hidden_truth(request, search_id)
    if hidden is None:
        detail = "where he really was is not known here, so nobody can say when others find him"
        raise Conflict("truth_unknown", detail)
    past = services.recorded_pasts.past(search_id)
    altered = what_if(past, body.asked).altered if body.changes else past
    _within(past, body.since)
    look = next(altered.looks([body.since]))
    places = _places(services, search_id, altered.last, body.since)
    terms = Terms(body.teams or max(1, len(places)), body.officers, body.chances, body.hours)

    def work(progress: Progress) -> dict[str, Any]:
        found = list(played_on(altered, look, hidden, places, terms, progress))
        return played_on_record(past, body.since, terms, found)

    return worked(work, accept)


def _within(past: Past, moment: datetime) -> None:
    if not past.begin <= moment <= past.end:
        expected = f"expected a time from {moment_text(past.begin)} to {moment_text(past.end)}"
        raise invalid("from", expected, "outside_the_search")


def _places(
    services: SearchServices, search_id: UUID, search: Search, moment: datetime
) -> list[Place]:
    """Where the teams were at a moment, as far as it is known."""
    found = []
    for team in search.teams.values():
        fixes = services.tracks.fixes(search_id, team.team_id, moment)
        if fixes:
            found.append(Place(fixes[-1].lon, fixes[-1].lat))
        elif team.place is not None:
            found.append(team.place)
    return found

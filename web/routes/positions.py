"""Where the teams were."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Query, Response

from coordinator.accounts import Action, Principal
from coordinator.searches.track_index import Noted
from domain.moment import moment_text
from domain.refusal import invalid
from domain.teams.track import LATEST
from projections.position_record import position_record
from web.live.views import View, view_of
from web.routes.here import READING, SearchId, ServicesHere
from web.routes.past import AskedPastHere
from web.search_services import SearchServices
from web.security.authenticate import permitted
from web.wire.answers import PositionAnswer, PositionsAnswer, TracksAnswer
from web.wire.moment import QueryMoment

router = APIRouter(prefix="/searches/{search_id}", tags=["teams"], responses=READING)
MOST_FIXES = 20_000

PositionReader = Annotated[Principal, Depends(permitted(Action.READ_POSITIONS))]


@router.get("/positions", summary="Where the teams were")
def positions(
    search_id: SearchId,
    asked: AskedPastHere,
    services: ServicesHere,
    principal: PositionReader,
    until: Annotated[QueryMoment | None, Query(description="as `at` with `hindsight`")] = None,
) -> PositionsAnswer:
    """The last position of each team; a street team sees its own.

    Now; or at a version or a moment, as far as it was known then; or with `hindsight` where it
    really was, although its phone told it later.
    """
    view = view_of(principal, str(search_id))
    by = until or (asked.at if asked.hindsight else None)
    found = []
    for team_id in teams_shown(services, search_id, view, asked.version):
        fixes = services.tracks.last(search_id, team_id, LATEST, by, asked.known_at)
        if fixes:
            found.append(PositionAnswer(**position_record(team_id, fixes)))
    return PositionsAnswer(positions=found)


@router.get(
    "/tracks",
    summary="The tracks of the teams",
    response_model=TracksAnswer,
    response_class=Response,
)
def tracks(
    search_id: SearchId,
    services: ServicesHere,
    principal: PositionReader,
    since: Annotated[QueryMoment | None, Query(alias="from")] = None,
    until: QueryMoment | None = None,
) -> Response:
    """Every position between two moments, by the phones' own time, with when it was recorded; a
    street team sees its own. At most some 20,000 at once: `next` is where to go on."""
    if since is not None and until is not None and until < since:
        raise invalid("until", f"expected {moment_text(since)} or later", "ends_before_begin")
    view = view_of(principal, str(search_id))
    found = {
        team_id: services.tracks.between(search_id, team_id, since, until)
        for team_id in teams_shown(services, search_id, view)
    }
    end = _end(found.values())
    answer = {
        "tracks": [
            {"team_id": team_id, "fixes": [_row(each) for each in noted if _before(each, end)]}
            for team_id, noted in found.items()
            if noted
        ],
        "next": None if end is None else moment_text(end),
    }
    return Response(orjson.dumps(answer), media_type="application/json")


def teams_shown(
    services: SearchServices, search_id: UUID, view: View, version: int | None = None
) -> Iterable[str]:
    """The teams whose whereabouts a view shows, of those known at a version."""
    with services.commanding.reading(search_id, version) as search:
        return [team_id for team_id in search.teams if view.sees_team(team_id)]


def _end(tracks: Iterable[list[Noted]]) -> datetime | None:
    """The first moment that goes to the next page, None if there is room for all."""
    moments = sorted(each.fix.at for noted in tracks for each in noted)
    if len(moments) <= MOST_FIXES:
        return None
    # All of one moment belong to one page, however many.
    later = (moment for moment in moments[MOST_FIXES:] if moment > moments[0])
    return next(later, None)


def _before(noted: Noted, end: datetime | None) -> bool:
    return end is None or noted.fix.at < end


def _row(noted: Noted) -> list[object]:
    fix = noted.fix
    return [fix.lon, fix.lat, moment_text(fix.at), moment_text(noted.recorded_at), fix.accuracy_m]

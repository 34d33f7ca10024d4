"""Where the teams were."""

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from coordinator.accounts import Action, Principal
from projections.position_record import position_record
from web.live.views import View, view_of
from web.routes.here import READING, SearchId, ServicesHere
from web.search_services import SearchServices
from web.security.authenticate import permitted
from web.wire.answers import PositionAnswer, PositionsAnswer
from web.wire.moment import QueryMoment

router = APIRouter(prefix="/searches/{search_id}", tags=["teams"], responses=READING)


@router.get("/positions", summary="Where the teams were")
def positions(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_POSITIONS))],
    until: Annotated[QueryMoment | None, Query(description="default: now")] = None,
) -> PositionsAnswer:
    """The last position of each team, up to a moment; a street team sees its own."""
    view = view_of(principal, str(search_id))
    found = []
    for team_id in teams_shown(services, search_id, view):
        fixes = services.tracks.fixes(search_id, team_id, until)
        if fixes:
            found.append(PositionAnswer(**position_record(team_id, fixes)))
    return PositionsAnswer(positions=found)


def teams_shown(services: SearchServices, search_id: UUID, view: View) -> Iterable[str]:
    """The teams whose whereabouts a view shows."""
    with services.commanding.reading(search_id) as search:
        return [team_id for team_id in search.teams if view.sees_team(team_id)]

"""What a team has walked, by its phone: proposed to whoever says which streets it searched."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from coordinator.accounts import Action, Principal
from coordinator.searches.track_sweeps import walked_within
from domain.moment import moment_text
from domain.search import Search
from domain.teams.team import known_team
from domain.window import Window
from web.live.views import view_of
from web.problem import Problem
from web.routes.here import READING, SearchId, ServicesHere
from web.security.authenticate import permitted
from web.wire.moment import QueryMoment
from web.wire.walked import WalkedAnswer, WalkedSpan

router = APIRouter(prefix="/searches/{search_id}", tags=["teams"], responses=READING)
LONGEST = timedelta(hours=4)


@router.get("/teams/{team_id}/walked", summary="What a team has walked")
def walked(
    search_id: SearchId,
    team_id: str,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_POSITIONS))],
    since: Annotated[
        QueryMoment | None,
        Query(alias="from", description="default: the end of the team's last sweep"),
    ] = None,
    until: Annotated[QueryMoment | None, Query(description="default: now")] = None,
) -> WalkedAnswer:
    """The streets that its positions say it searched, to be confirmed by `POST /sweeps` with
    `recorded`; a street team sees its own."""
    if not view_of(principal, str(search_id)).sees_team(team_id):
        raise Problem(403, "not_your_team", "you may read positions only of your own team")
    end = until or services.clock.now()
    with services.commanding.reading(search_id) as search:
        mode = known_team(search, team_id).mode
        begin = since or _not_told_before(search, team_id, end)
        area = services.areas.of_search(search)
    window = Window(begin, end)
    fixes = services.tracks.fixes(search_id, team_id, end)
    found = walked_within(area, fixes, window, mode)
    lengths = area.network.length_m
    return WalkedAnswer(
        team_id=team_id,
        since=moment_text(begin),
        until=moment_text(end),
        fixes=found.fixes,
        segments=list(found.segments),
        metres=round(float(sum(lengths[s] for s in found.segments)), 1),
        searched=[
            WalkedSpan(
                since=moment_text(each.since),
                until=moment_text(each.until),
                segments=list(each.segments),
            )
            for each in found.searched
        ],
        passed=list(found.passed),
        unsure=list(found.unsure),
        gaps=[
            WalkedSpan(since=moment_text(a), until=moment_text(b), segments=[])
            for a, b in found.gaps
        ],
    )


def _not_told_before(search: Search, team_id: str, until: datetime) -> datetime:
    """Since when the team has not said what it searched: at most four hours."""
    ours = [s for s in search.sweeps.values() if s.team_id == team_id and not s.withdrawn]
    ends = [sweep.window.until for sweep in ours]
    told = max((end for end in ends if end < until), default=until - LONGEST)
    return max(told, until - LONGEST)

"""Searches as they stand: the list, the state, what happened."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Response

from coordinator.accounts import Action, Principal
from domain.moment import moment_text
from web.live.telling import told_events, told_state
from web.live.views import Kind, view_of
from web.routes.here import READING, SearchId, ServicesHere, audited
from web.security.authenticate import authenticate, permitted
from web.wire.answers import EventAnswer, SearchSummary

router = APIRouter(prefix="/searches", tags=["searches"], responses=READING)
MOST_EVENTS = 1_000


@router.get("", summary="Searches that you belong to")
def searches(
    services: ServicesHere, principal: Annotated[Principal, Depends(authenticate)]
) -> list[SearchSummary]:
    """In the order they were opened."""
    found = []
    for search_id in services.searches.ids():
        if not principal.may_see(str(search_id)):
            continue
        with services.commanding.reading(search_id) as search:
            lkp = search.last_known_point
            found.append(
                SearchSummary(
                    search_id=str(search_id),
                    version=search.version,
                    status=search.status,
                    area=search.area,
                    opened_at=moment_text(search.opened_at),
                    last_known_at=None if lkp is None else moment_text(lkp.at),
                    imported=services.commanding.is_read_only(search_id),
                )
            )
    return found


@router.get("/{search_id}", summary="The state of a search")
def state(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_SEARCH))],
) -> dict[str, Any]:
    """Everything but the belief; texts and other teams only for those who may see them."""
    view = view_of(principal, str(search_id))
    return told_state(services, search_id, view, audited(services, principal, search_id))


@router.get(
    "/{search_id}/events",
    summary="What happened in a search",
    response_model=list[EventAnswer],
    response_class=Response,
)
def events(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_EVENTS))],
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="a version")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_EVENTS)] = MOST_EVENTS,
) -> Response:
    """In order of version; the next page begins after the last version of this one.

    A street team sees the course of the search and what concerns itself.
    """
    view = view_of(principal, str(search_id))
    # What a phone does not see must not make its page end early.
    everything = None if view.kind is Kind.STREET else limit
    stored = services.searches.events_of(search_id, after, everything)
    told = told_events(services, search_id, stored, view, audited(services, principal, search_id))
    return Response(orjson.dumps(told[:limit]), media_type="application/json")

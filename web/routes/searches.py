"""Searches as they stand: the list, the state, what happened."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Response

from coordinator.accounts import Action, Principal
from domain.refusal import Unknown
from web.live.telling import told_events, told_state
from web.live.views import Kind, view_of
from web.routes.here import READING, SearchId, ServicesHere, audited
from web.search_summaries import summary_for
from web.security.authenticate import authenticate, permitted
from web.wire.answers import EventAnswer, SearchSummary

router = APIRouter(prefix="/searches", tags=["searches"], responses=READING)
MOST_EVENTS = 1_000


@router.get("", summary="Searches that you belong to")
def searches(
    services: ServicesHere, principal: Annotated[Principal, Depends(authenticate)]
) -> list[SearchSummary]:
    """In the order they were opened."""
    return [
        summary_for(services, principal, search_id, number)
        for number, search_id in enumerate(services.searches.ids(), 1)
        if principal.may_see(str(search_id))
    ]


@router.get("/{search_id}/summary", summary="What tells a search from others")
def summary(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_SEARCH))],
) -> SearchSummary:
    """The search as in the list."""
    ids = services.searches.ids()
    if search_id not in ids:
        raise Unknown("search", str(search_id), "search_id")
    return summary_for(services, principal, search_id, ids.index(search_id) + 1)


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

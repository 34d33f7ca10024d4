"""Searches as they stand: the list, the state, what happened."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Response

from coordinator.accounts import Action, Principal
from coordinator.database import StorageUnavailableError
from coordinator.searches.not_collecting import not_collecting
from coordinator.searches.vaulted import Texts
from domain.moment import moment_text
from domain.refusal import Unknown
from web.age import AGE, age
from web.live.telling import shown_state, told_events, told_plainly
from web.live.views import Kind, shown_events, view_of
from web.routes.here import READING, SearchId, ServicesHere, audited
from web.routes.past import AskedPastHere, Version
from web.search_summaries import summary_for
from web.security.authenticate import authenticate, permitted
from web.wire.answers import EventAnswer, HappenedAnswer, SearchSummary

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


@router.get(
    "/{search_id}",
    summary="The state of a search",
    response_model=dict[str, Any],
    response_class=Response,
)
def state(
    search_id: SearchId,
    asked: AskedPastHere,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_SEARCH))],
) -> Response:
    """Everything but the belief; texts and other teams only for those who may see them.

    While the database does not answer, what this process remembers, without texts: the header
    `Age` then says for how many seconds it has not.

    Now; or at a version or by a moment, as it was known then; or with `hindsight` as it really
    was: what had happened by the moment, whenever it was recorded.
    """
    view = view_of(principal, str(search_id))
    headers: dict[str, str] = {}
    open_texts = audited(services, principal, search_id)

    def reveal(refs: set[str]) -> Texts:
        try:
            return open_texts(refs)
        except StorageUnavailableError:
            # What can be read without them is better than nothing, and is told to be old.
            headers[AGE] = age(services.commanding.silence)
            return {}

    def told() -> bytes:
        if asked.past is not None and asked.hindsight:
            search = services.looking_back.state(search_id, asked.past)
            return orjson.dumps(shown_state(search, view, reveal))
        with services.commanding.reading(search_id, asked.version) as search:
            shown = shown_state(search, view, reveal)
        return orjson.dumps(shown)

    # A state is tens of thousands of objects, all of which are gone again once it is told.
    with not_collecting():
        content = told()
    return Response(content, media_type="application/json", headers=headers)


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


@router.get(
    "/{search_id}/happened",
    summary="When it really happened",
    response_model=HappenedAnswer,
    response_class=Response,
)
def happened(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_EVENTS))],
    version: Version = None,
) -> Response:
    """The events up to a version (default: all) in the order in which they really happened, each
    with the moment from which it counts: the order of `hindsight`.

    What was told late counts from when it happened; what was withdrawn, assessed or corrected
    later was so from the beginning.
    """
    found = services.looking_back.happened(search_id, version)
    reached = len(found)
    view = view_of(principal, str(search_id))
    if view.kind is not Kind.DESK:
        told = told_plainly(services, search_id, [each.event for each in found])
        seen = {record["version"] for record in shown_events(view, told)}
        found = [each for each in found if each.event.originator_version in seen]
    order = [
        {"version": each.event.originator_version, "at": moment_text(each.at)} for each in found
    ]
    answer = {"version": reached, "happened": order}
    return Response(orjson.dumps(answer), media_type="application/json")

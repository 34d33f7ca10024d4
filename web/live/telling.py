"""Telling: from stored events and states to records with the texts that readers may see."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from coordinator.searches.vaulted import Texts, refs_in, with_texts
from domain.event import SearchEvent
from domain.search import Search
from projections.event_record import event_record
from projections.search_record import search_record
from web.live.views import View, shown_events, team_of, unsent
from web.search_services import SearchServices

Record = dict[str, Any]
Told = list[tuple[Record, str | None]]
"""Records of events with the team that each concerns."""
Reveal = Callable[[set[str]], Texts]
"""The texts behind references, for a reader who may see them."""


def told_plainly(services: SearchServices, search_id: UUID, events: Iterable[SearchEvent]) -> Told:
    """Events as records without texts."""
    with services.commanding.reading(search_id) as search:
        return [(event_record(event), team_of(event, search)) for event in events]


def told_fully(services: SearchServices, search_id: UUID, events: Iterable[SearchEvent]) -> Told:
    """Events as records with texts and names, to be shown through views that allow them."""
    told = told_plainly(services, search_id, events)
    records = [record for record, _ in told]
    with_texts(records, services.vault.reveal_all(str(search_id), set(refs_in(records))))
    add_names(services, records)
    add_teams(services, search_id, records)
    return told


def told_events(
    services: SearchServices,
    search_id: UUID,
    events: Iterable[SearchEvent],
    view: View,
    reveal: Reveal,
) -> list[Record]:
    """The events that a view shows, with the texts that it may have."""
    shown = shown_events(view, told_plainly(services, search_id, events))
    if view.texts:
        with_texts(shown, reveal(set(refs_in(shown))))
    if view.names:
        add_names(services, shown)
        add_teams(services, search_id, shown)
    return shown


def told_state(services: SearchServices, search_id: UUID, view: View, reveal: Reveal) -> Record:
    """The state of a search now, as a view shows it."""
    with services.commanding.reading(search_id) as search:
        return shown_state(search, view, reveal)


def shown_state(search: Search, view: View, reveal: Reveal) -> Record:
    """A state of a search as a view shows it."""
    state, hidden = search_record(search), unsent(search)
    shown = view.state(state, hidden)
    if view.texts:
        with_texts(state, reveal(set(refs_in(shown))))
    return view.state(state, hidden)


def add_names(services: SearchServices, records: Iterable[Record]) -> None:
    """Say by name who acted."""
    records = list(records)
    names = services.accounts.names({record["actor"] for record in records})
    for record in records:
        record["actor_name"] = names.get(record["actor"])


def add_teams(services: SearchServices, search_id: UUID, records: Iterable[Record]) -> None:
    """Say of those who walk with a team of this search with which one."""
    records = list(records)
    actors = {record["actor"] for record in records}
    teams = services.accounts.memberships.teams(str(search_id), actors)
    for record in records:
        if team_id := teams.get(record["actor"]):
            record["actor_team"] = team_id

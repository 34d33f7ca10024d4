"""Catching up: what a newcomer misses, as one message, read in a worker thread."""

from dataclasses import dataclass
from uuid import UUID

from projections.position_record import position_record
from web.live.envelope import Envelope, envelope, events_envelope
from web.live.telling import told_events, told_state
from web.live.views import Kind, View
from web.search_services import SearchServices

MOST_BEHIND = 1_000
"""Events; whoever is further back gets a snapshot."""


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """A message and the version it brings the client to."""

    version: int
    message: Envelope
    area: str
    area_hash: str
    teams: tuple[str, ...]


def caught_up(services: SearchServices, search_id: UUID, view: View, after: int | None) -> CaughtUp:
    """The missing events where the client is not too far behind, else a snapshot.

    A version that the search has not reached comes from another life: a snapshot, too.
    """
    with services.commanding.reading(search_id) as search:
        version, area, area_hash = search.version, search.area, search.area_hash
        teams = tuple(search.teams)
    behind = None if after is None else version - after
    if after is None or behind is None or not 0 <= behind <= MOST_BEHIND:
        return snapshot(services, search_id, view)
    if view.kind is Kind.WATCHER:
        return snapshot(services, search_id, view)
    stored = services.searches.events_of(search_id, after)
    reached = stored[-1].originator_version if stored else version
    told = told_events(
        services, search_id, stored, view, lambda refs: services.vault.reveal_all(
            str(search_id), refs
        ),
    )  # fmt: skip
    return CaughtUp(reached, events_envelope(told, reached).made(), area, area_hash, teams)


def snapshot(services: SearchServices, search_id: UUID, view: View) -> CaughtUp:
    """Everything that a view shows, as it is now."""
    state = told_state(
        services, search_id, view, lambda refs: services.vault.reveal_all(str(search_id), refs)
    )
    with services.commanding.reading(search_id) as search:
        teams = tuple(search.teams)
    positions = []
    for team_id in teams:
        newest = services.tracks.newest(search_id, team_id) if view.sees_team(team_id) else None
        if newest is not None:
            positions.append(position_record(team_id, [newest]))
    version: int = state["version"]
    message = envelope("snapshot", version=version, state=state, positions=positions)
    return CaughtUp(version, message.made(), state["area"], state["area_hash"], teams)

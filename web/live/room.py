"""A room: all screens of this process that follow one search."""

import asyncio
import time
from collections.abc import Iterable
from concurrent.futures import Executor
from typing import Any
from uuid import UUID

from coordinator.telemetry.telemetry import Change
from domain.event import SearchEvent
from domain.moment import moment_text
from domain.place import Place
from domain.teams.track import Fix, track_id
from projections.evidence import CHANGES_BELIEF
from projections.position_record import position_record
from web.live.belief_channel import BeliefChannel
from web.live.catch_up import CaughtUp, caught_up, snapshot
from web.live.client import Client
from web.live.envelope import (
    Envelope,
    envelope,
    events_envelope,
    presence_envelope,
    told_change,
)
from web.live.inbox_channel import InboxChannel
from web.live.paced import Paced
from web.live.pushed import note_pushed
from web.live.same_events import SameEvents
from web.live.telling import told_fully
from web.live.undisturbed import tell_undisturbed
from web.live.views import Kind, View, shown_events
from web.search_services import SearchServices

HEARTBEAT_S = 15.0
URGENT = ("street_team.redirected", "redirect.replied", "subject.found")
"""Topics for which somebody stands in the street and waits."""
EVENTS_GAP_S = 0.1
POSITIONS_GAP_S = 1.0
GIVE_WAY_S = 0.02
WATCHERS_SAME_S = 1.0
"""Watchers who come so soon after one another get the same snapshot, if nothing happened."""
WATCHERS = View(Kind.WATCHER, texts=True)


class Room:
    """Lives on the event loop; whatever reads a database or computes is done in threads."""

    def __init__(
        self,
        services: SearchServices,
        search_id: UUID,
        workers: Executor,
        catching_up: Executor,
    ) -> None:
        self.search_id = search_id
        self.clients: set[Client] = set()
        self._services = services
        self._catching_up = catching_up
        self._for_watchers: CaughtUp | None = None
        self._for_watchers_until = 0.0
        self._watched_version = 0
        self._happened: list[SearchEvent] = []
        self._fixes: dict[str, list[Fix]] = {}
        self._moved: set[str] = set()
        self._tracks: dict[UUID, str] = {}
        self._connected: dict[str, int] = {}
        self._events = Paced(self._tell, EVENTS_GAP_S)
        self._positions = Paced(self._tell_positions, POSITIONS_GAP_S)
        self._belief = BeliefChannel(services, search_id, self.clients, self._whereabouts, workers)
        self.inbox = InboxChannel(services, search_id, self.clients)
        services.telemetry.open(str(search_id))
        running = (self._events, self._positions, self._belief, self.inbox)
        self._tasks = [asyncio.create_task(each.run()) for each in running]

    async def join(self, client: Client, after: int | None) -> None:
        """Take a client in: subscribed first, then told what it misses, then live."""
        self.clients.add(client)
        came = await self._caught_up(client, after)
        for team_id in came.teams:
            self._tracks[track_id(self.search_id, team_id)] = team_id
        now = self._services.clock.now()
        client.push(
            envelope(
                "hello", protocol=1, search_id=str(self.search_id),
                account_id=client.principal.account_id, role=client.principal.role,
                team_id=client.view.team_id, version=came.version, area=came.area,
                area_hash=came.area_hash, now=moment_text(now),
                clock_speed=self._services.clock.speed, heartbeat_s=HEARTBEAT_S,
            )
        )  # fmt: skip
        client.push(came.message)
        client.version = came.version
        backlog, client.backlog = client.backlog, []
        self._tell_client(client, backlog)
        self._welcome(client)
        await self.inbox.welcome(client)

    async def _caught_up(self, client: Client, after: int | None) -> CaughtUp:
        watches = client.view.kind is Kind.WATCHER
        kept = self._for_watchers
        if watches and kept is not None and time.monotonic() < self._for_watchers_until:
            return kept
        while True:
            begun = time.monotonic()
            came = await asyncio.get_running_loop().run_in_executor(
                self._catching_up, caught_up, self._services, self.search_id, client.view, after
            )
            if not watches:
                return came
            # Watchers get no events, so that what was told meanwhile must be in it.
            if came.version >= self._watched_version:
                self._for_watchers, self._for_watchers_until = came, begun + WATCHERS_SAME_S
                return came

    def leave(self, client: Client) -> None:
        """Let a client go."""
        self.clients.discard(client)
        if client.version is not None:
            self._count(client, -1)

    def close(self) -> None:
        """End everything."""
        self._services.telemetry.close(str(self.search_id))
        for task in self._tasks:
            task.cancel()

    def happened(self, event: SearchEvent) -> None:
        """Something happened in this search."""
        self._happened.append(event)
        self._events.ask(urgent=event.TOPIC in URGENT)
        team_id = getattr(event, "team_id", None)
        if event.TOPIC == "street_team.deployed" and isinstance(team_id, str):
            self._tracks[track_id(self.search_id, team_id)] = team_id
        if WATCHERS.affected_by(event.TOPIC):
            self._watched_version = event.originator_version
            self._for_watchers = None
        if event.TOPIC == "sighting.reported":
            self.inbox.changed(event.about)

    def moved(self, stream: UUID, fixes: Iterable[Fix]) -> bool:
        """Positions have come for a track; whether it belongs to this search."""
        team_id = self._tracks.get(stream)
        if team_id is None:
            return False
        known = self._fixes.get(team_id, [])
        newest = sorted([*known, *fixes], key=lambda fix: fix.at)[-2:]
        if not known or newest[-1].at > known[-1].at:
            self._moved.add(team_id)
            self._positions.ask()
        self._fixes[team_id] = newest
        return True

    async def shown(self, client: Client, redirect_id: str) -> None:
        """A phone has shown a redirect; the desks of all processes are told once."""
        whose = await asyncio.to_thread(self._team_of_redirect, redirect_id)
        if whose is not None and whose == client.view.team_id:
            self._services.telemetry.phone_showed(str(self.search_id), redirect_id, self._now())

    def heard(self, change: Change) -> None:
        """Something is new about phones of this search, here or at another process."""
        self._tell_desks(told_change(change))

    def _whereabouts(self, team_id: str) -> Place | None:
        fixes = self._fixes.get(team_id)
        return Place(fixes[-1].lon, fixes[-1].lat) if fixes else None

    def _team_of_redirect(self, redirect_id: str) -> str | None:
        with self._services.commanding.reading(self.search_id) as search:
            redirect = search.redirects.get(redirect_id)
            return None if redirect is None else redirect.team_id

    def _welcome(self, client: Client) -> None:
        """What else a newcomer should see at once."""
        self._count(client, +1)
        if client.is_desk:
            telemetry, search_id = self._services.telemetry, str(self.search_id)
            client.push(presence_envelope(telemetry.present(search_id)))
            for shown in telemetry.shown(search_id):
                client.push(told_change(shown))
        self._belief.welcome(client)

    def _count(self, client: Client, change: int) -> None:
        team_id = client.view.team_id
        if client.view.kind is not Kind.STREET or team_id is None:
            return
        before = self._connected.get(team_id, 0)
        after = self._connected[team_id] = before + change
        telemetry = self._services.telemetry
        if before == 0 < after:
            telemetry.phone_came(str(self.search_id), team_id, self._now())
        elif after == 0 < before:
            telemetry.phone_went(str(self.search_id), team_id, self._now())

    def _now(self) -> str:
        return moment_text(self._services.clock.now())

    def _tell_desks(self, message: Envelope) -> None:
        for client in self.clients:
            if client.is_desk and client.version is not None:
                client.push(message)

    async def _tell(self) -> None:
        events, self._happened = self._happened, []
        try:
            told = await asyncio.to_thread(told_fully, self._services, self.search_id, events)
        except Exception:
            # Nothing that happened is ever left out: they are told with what comes next.
            self._happened = [*events, *self._happened]
            self._events.ask()
            raise
        up_to = events[-1].originator_version
        first = events[0].originator_version
        same = SameEvents(told, up_to)
        tell_undisturbed()
        for client in list(self.clients):
            view = client.view
            if view.kind is Kind.WATCHER:
                continue
            if client.version is None:
                client.backlog += told
            elif client.version >= first:
                self._tell_client(client, told)
            else:
                client.version = up_to
                client.push(same.for_view(view))
        note_pushed(events, self._services.clock)
        if any(event.TOPIC in CHANGES_BELIEF for event in events):
            # Only when it has been told: this computes on the processor that tells.
            asyncio.get_running_loop().call_later(GIVE_WAY_S, self._belief.changed)
        await self._tell_watchers(events)

    def _tell_client(self, client: Client, told: list[tuple[dict[str, Any], str | None]]) -> None:
        """Tell one client alone what is new to it."""
        new = [one for one in told if one[0]["version"] > (client.version or 0)]
        if new and client.view.kind is not Kind.WATCHER:
            client.version = new[-1][0]["version"]
            client.push(events_envelope(shown_events(client.view, new), client.version))

    async def _tell_watchers(self, events: list[SearchEvent]) -> None:
        watchers = [c for c in self.clients if c.view.kind is Kind.WATCHER]
        if watchers and any(watchers[0].view.affected_by(event.TOPIC) for event in events):
            view = watchers[0].view
            came = await asyncio.to_thread(snapshot, self._services, self.search_id, view)
            for client in watchers:
                if client.version is not None and client.version < came.version:
                    client.version = came.version
                    client.push(came.message)

    async def _tell_positions(self) -> None:
        moved, self._moved = self._moved, set()
        texts: dict[View, Envelope] = {}
        for client in self.clients:
            view = client.view
            teams = sorted(team_id for team_id in moved if view.sees_team(team_id))
            if teams and client.version is not None:
                if view not in texts:
                    records = [position_record(team_id, self._fixes[team_id]) for team_id in teams]
                    texts[view] = envelope("positions", positions=records)
                client.push_newest("positions", texts[view])

"""The hub: from the feeds of stored events to the rooms of this process."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from coordinator.database import StorageUnavailableError
from coordinator.stepping_back import step_back
from coordinator.telemetry.telemetry import Change
from domain.event import SearchEvent
from domain.moment import moment_text
from domain.teams.track import Track, fixes_of
from domain.watching.inbox import Inbox, inbox_id
from web.live.admission import AT_ONCE, Admission
from web.live.client import RESYNC, Client
from web.live.envelope import envelope
from web.live.room import HEARTBEAT_S, Room
from web.live.undisturbed import give_way
from web.measures import SILENT
from web.search_services import SearchServices
from web.security.socket import NOT_SIGNED_IN, REVOKED

SILENT_S = 3 * HEARTBEAT_S
WORKERS = 2
"""Beliefs computed at the same time; they share the processor with everything else."""


class Hub:
    """Lives on the event loop. Feeds and sessions tell it from their own threads."""

    def __init__(self, services: SearchServices) -> None:
        self._services = services
        self._rooms: dict[UUID, Room] = {}
        self.cut_off = False
        """Whether this process has lost sight of the store, so that nobody may be let in."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._beat: asyncio.Task[None] | None = None
        self._stop_listening: Callable[[], None] = lambda: None
        self._workers = ThreadPoolExecutor(WORKERS, "live-belief", initializer=step_back)
        self._catching_up = ThreadPoolExecutor(AT_ONCE, "live-catch-up")
        self.admission = Admission()
        self._coming: set[Client] = set()
        services.feed.follow(lambda event: self._soon(self._happened, event))
        services.track_feed.follow(lambda event: self._soon(self._moved, event))
        services.inbox_feed.follow(lambda event: self._soon(self._reported, event))
        services.telemetry.follow(lambda change: self._soon(self._heard, change))

    async def start(self) -> None:
        """Begin to tell."""
        give_way()
        self._loop = asyncio.get_running_loop()
        self._beat = asyncio.create_task(self._heartbeat())
        sessions = self._services.accounts.sessions
        self._stop_listening = sessions.listen(lambda ended: self._soon(self._revoked, ended))

    async def stop(self) -> None:
        """Tell nobody any more."""
        self._stop_listening()
        self._loop = None
        if self._beat is not None:
            self._beat.cancel()
        for room in self._rooms.values():
            room.close()
        for threads in (self._workers, self._catching_up):
            await asyncio.to_thread(threads.shutdown, cancel_futures=True)

    async def follow(self, client: Client, search_id: UUID, after: int | None) -> Room | None:
        """Let a client into the room of a search, when it is its turn; None if it went meanwhile,
        or was sent away.

        Unknown when there is no such search, Crowded when too many come at once, and
        StorageUnavailableError while it could only be told what is old.
        """
        if self.cut_off:
            raise StorageUnavailableError("this process does not see the store")
        self._coming.add(client)
        try:
            return await self._in_turn(client, search_id, after)
        finally:
            self._coming.discard(client)

    async def _in_turn(self, client: Client, search_id: UUID, after: int | None) -> Room | None:
        async with self.admission.turn(client.view.kind):
            if client.gone:
                return None
            room = self._rooms.get(search_id)
            if room is None:
                room = self._rooms[search_id] = Room(
                    self._services, search_id, self._workers, self._catching_up
                )
            try:
                await room.join(client, after)
            except BaseException:
                self.leave(client, room)
                raise
            return room

    def leave(self, client: Client, room: Room) -> None:
        """Let a client go; an empty room is closed."""
        room.leave(client)
        if not room.clients and self._rooms.get(room.search_id) is room:
            del self._rooms[room.search_id]
            room.close()

    def _soon(self, tell: Callable[[Any], None], what: Any) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(tell, what)

    def _happened(self, event: SearchEvent) -> None:
        room = self._rooms.get(event.originator_id)
        if room is not None:
            room.happened(event)

    def _moved(self, event: object) -> None:
        if isinstance(event, Track.Extended):
            for room in self._rooms.values():
                if room.moved(event.originator_id, fixes_of(event)):
                    return

    def _reported(self, event: object) -> None:
        if isinstance(event, Inbox.AboutReport):
            for search_id, room in self._rooms.items():
                if inbox_id(search_id) == event.originator_id:
                    room.inbox.changed(event.report_id)

    def _heard(self, change: Change) -> None:
        room = self._rooms.get(UUID(change.search_id))
        if room is not None:
            room.heard(change)

    def _revoked(self, session_id: str) -> None:
        for client in [*self._clients(), *self._coming]:
            if client.principal.session_id == session_id:
                client.close(REVOKED, "signed out")

    def connected(self, account_id: str, search_id: str) -> bool:
        """Whether a screen of this account follows this search here; may be asked from any
        thread."""
        room = self._rooms.get(UUID(search_id))
        clients = [] if room is None else list(room.clients)
        return any(client.principal.account_id == account_id for client in clients)

    def send_away(self, reason: str) -> None:
        """Close all sockets; each screen comes back with the version that it has."""
        for client in self._clients():
            client.close(RESYNC, reason)

    def tell_time(self) -> None:
        """Tell all screens the time at once, because an exercise changed its speed."""
        self._soon(self._ping, None)

    def _ping(self, _nothing: object) -> None:
        clock = self._services.clock
        ping = envelope("ping", now=moment_text(clock.now()), clock_speed=clock.speed)
        for client in self._clients():
            if client.version is not None:
                client.push(ping)

    async def _heartbeat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            silent_since, now = time.monotonic() - SILENT_S, self._services.clock.now()
            for client in self._clients():
                if client.heard_at < silent_since:
                    SILENT.inc()
                    client.close(RESYNC, "no pong: connect again")
                elif client.principal.expires_at <= now:
                    client.close(NOT_SIGNED_IN, "the session has ended")
            self._ping(None)

    def _clients(self) -> list[Client]:
        return [client for room in list(self._rooms.values()) for client in list(room.clients)]

    def sockets(self) -> dict[str, float]:
        """How many sockets each role has open here; may be asked from any thread."""
        return dict(Counter(str(client.principal.role) for client in self._clients()))

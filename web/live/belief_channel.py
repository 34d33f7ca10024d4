"""The belief channel of a room: frames and advice, always the newest, to each as it suits it."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, TypeVar
from uuid import UUID

from domain.place import Place
from projections.belief_frame import packed
from web.live.client import Client
from web.live.envelope import envelope
from web.live.frames import Framed, framed, phone_frame, watcher_frame
from web.live.paced import Paced
from web.live.views import Kind, View
from web.search_services import SearchServices

DESK_GAP_S = 0.5
PHONE_GAP_S = 10.0
WATCHER_GAP_S = 30.0
ADVICE_GAP_S = 2.0
LOOK_EVERY_S = 1.0
OLD_S = 30.0
"""A belief older than this, by the clock of the service, is computed anew."""

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class BeliefChannel:
    """Lives on the event loop; beliefs are computed in the threads of `workers`."""

    def __init__(
        self,
        services: SearchServices,
        search_id: UUID,
        clients: set[Client],
        whereabouts: Callable[[str], Place | None],
        workers: Executor,
    ) -> None:
        self._services = services
        self._search_id = search_id
        self._clients = clients
        self._whereabouts = whereabouts
        self._workers = workers
        self._newest: Framed | None = None
        self._advice: str | None = None
        self._belief = Paced(self._believe, DESK_GAP_S)
        self._advise = Paced(self._give_advice, ADVICE_GAP_S)

    def changed(self) -> None:
        """New evidence has come."""
        self._belief.ask()

    def welcome(self, client: Client) -> None:
        """Show a newcomer what there is."""
        if client.is_desk and self._advice is not None:
            client.push_newest("advice", self._advice)
        if self._newest is None:
            self._belief.ask()
        elif client.is_desk:
            client.push_newest("frame", self._newest.dense)

    async def run(self) -> None:
        """Keep the screens informed until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._belief.run())
            group.create_task(self._advise.run())
            group.create_task(self._watch_the_clock())

    async def _believe(self) -> None:
        self._newest = await self._compute(framed, self._services, self._search_id)
        for client in self._live():
            if client.is_desk:
                client.push_newest("frame", self._newest.dense)
        await self._show_phones()
        self._advise.ask()

    async def _give_advice(self) -> None:
        if not any(client.is_desk for client in self._live()):
            return
        given = await self._compute(self._services.advice.advice, self._search_id)
        self._advice = envelope("advice", **given)
        for client in self._live():
            if client.is_desk:
                client.push_newest("advice", self._advice)

    async def _watch_the_clock(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            of = self._newest
            if of is None:
                continue
            age = self._services.beliefs.now() - of.belief.at
            if abs(age.total_seconds()) >= OLD_S:
                self._belief.ask()
            try:
                await self._show_phones()
            except Exception:
                log.exception("phones were not shown the newest belief")

    async def _show_phones(self) -> None:
        """Give phones and watchers the newest belief, each not too often."""
        of, now = self._newest, time.monotonic()
        if of is None:
            return
        made: dict[tuple[View, bool], bytes] = {}
        for client in self._live():
            gap_s = WATCHER_GAP_S if client.view.kind is Kind.WATCHER else PHONE_GAP_S
            if client.is_desk or client.frame_of is of or now - client.frame_at < gap_s:
                continue
            kind = client.view, client.packed
            if kind not in made:
                plain = await self._frame_for(client.view, of)
                made[kind] = await self._compute(packed, plain) if client.packed else plain
            client.frame_at, client.frame_of = now, of
            client.push_newest("frame", made[kind])

    async def _frame_for(self, view: View, of: Framed) -> bytes:
        if view.kind is Kind.WATCHER:
            return await self._compute(watcher_frame, of)
        here = None if view.team_id is None else self._whereabouts(view.team_id)
        services, search_id = self._services, self._search_id
        return await self._compute(phone_frame, services, search_id, of, view.team_id, here)

    def _live(self) -> list[Client]:
        return [client for client in self._clients if client.version is not None]

    async def _compute(self, work: Callable[..., Result], *arguments: Any) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, work, *arguments)

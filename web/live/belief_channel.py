"""The belief channel of a room: frames and advice, always the newest, to each as it suits it."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, TypeVar
from uuid import UUID

from domain.place import Place
from web.live.client import Client
from web.live.envelope import Envelope, envelope
from web.live.frames import Asked, Framed, framed, phone_frames, watcher_frame
from web.live.paced import Paced
from web.live.views import Kind
from web.search_services import SearchServices

DESK_GAP_S = 0.5
PHONE_GAP_S = 10.0
WATCHER_GAP_S = 30.0
ADVICE_GAP_S = 2.0
LOOK_EVERY_S = 1.0
AT_ONCE = 100
"""Phones whose frames are made together, before others' work has its turn."""
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
        self._advice: Envelope | None = None
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
        self._advice = envelope("advice", **given).made()
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
        due = [client for client in self._live() if self._is_due(client, of, now)]
        phones = [client for client in due if client.view.kind is Kind.STREET]
        for begin in range(0, len(phones), AT_ONCE):
            asked = {client: self._asked(client) for client in phones[begin : begin + AT_ONCE]}
            made = await self._compute(
                phone_frames, self._services, self._search_id, of, set(asked.values())
            )
            for client, each in asked.items():
                self._show(client, of, made[each])
        for small in (True, False):
            watchers = [c for c in due if c.view.kind is Kind.WATCHER and c.packed is small]
            if watchers:
                frame = await self._compute(watcher_frame, of, small)
                for client in watchers:
                    self._show(client, of, frame)

    def _is_due(self, client: Client, of: Framed, now: float) -> bool:
        gap_s = WATCHER_GAP_S if client.view.kind is Kind.WATCHER else PHONE_GAP_S
        return not client.is_desk and client.frame_of is not of and now - client.frame_at >= gap_s

    def _asked(self, client: Client) -> Asked:
        team_id = client.view.team_id
        return Asked(team_id, self._whereabouts(team_id) if team_id else None, client.packed)

    def _show(self, client: Client, of: Framed, frame: Envelope) -> None:
        client.frame_at, client.frame_of = time.monotonic(), of
        client.push_newest("frame", frame)

    def _live(self) -> list[Client]:
        return [client for client in self._clients if client.version is not None]

    async def _compute(self, work: Callable[..., Result], *arguments: Any) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, work, *arguments)

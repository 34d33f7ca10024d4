"""A crowd of watchers in one process: each opens its page, reports, and is told what changes."""

import asyncio
import json
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

Record = dict[str, Any]
AT_ONCE = 50
"""Connections that one crowd has open for requests; its sockets are all open together."""


@dataclass
class Crowd:
    """Watchers of one search, by their sessions, and how long each waited, in seconds."""

    address: str
    search_id: str
    tokens: list[str]
    place: Record
    looked: list[float] = field(default_factory=list)
    """From opening the page until description and photo were there."""
    reported: list[float] = field(default_factory=list)
    """From sending a report until its answer."""
    told: list[float] = field(default_factory=list)
    """From the moment the description changed until the new one was there."""
    photo_bytes: set[int] = field(default_factory=set)

    async def come(self, change: Callable[[], Awaitable[None]]) -> None:
        """All open their pages; once all have, all report; then `change` changes the description.

        Returns when every one of them has the new description; it must have `coat` in it.
        """
        everybody = asyncio.Barrier(len(self.tokens) + 1)
        changed = asyncio.Event()
        self._changed_at = 0.0
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
        async with (
            httpx.AsyncClient(base_url=self.address, timeout=120, limits=limits) as http,
            asyncio.TaskGroup() as group,
        ):
            for token in self.tokens:
                group.create_task(self._watcher(http, token, everybody, changed))
            await everybody.wait()
            await everybody.wait()
            self._changed_at = time.perf_counter()
            changed.set()
            await change()

    async def _watcher(
        self,
        http: httpx.AsyncClient,
        token: str,
        everybody: asyncio.Barrier,
        changed: asyncio.Event,
    ) -> None:
        session = {"Authorization": f"Bearer {token}"}
        path = f"/api/v1/searches/{self.search_id}"
        begun = time.perf_counter()
        url = f"{self.address.replace('http', 'ws')}{path}/live"
        async with (
            connect(
                url, additional_headers=session, max_size=None, open_timeout=120, ping_interval=None
            ) as socket,
            asyncio.TaskGroup() as group,
        ):
            page = Page(socket)
            reading = group.create_task(page.read())
            await page.shows(lambda _: True)
            photo = await http.get(f"{path}/subject/photo?size=small", headers=session)
            photo.raise_for_status()
            self.looked.append(time.perf_counter() - begun)
            self.photo_bytes.add(len(photo.content))
            await everybody.wait()
            begun = time.perf_counter()
            key = {"Idempotency-Key": str(uuid.uuid4())}
            answer = await http.post(
                f"{path}/watcher-reports",
                json={**self.place, "note": token[:8]},
                headers={**session, **key},
            )
            answer.raise_for_status()
            self.reported.append(time.perf_counter() - begun)
            await everybody.wait()
            await changed.wait()
            await page.shows(lambda state: "coat" in str(state["subject"]["description"]))
            self.told.append(time.perf_counter() - self._changed_at)
            reading.cancel()


class Page:
    """What one watcher's page shows; it answers heartbeats whatever else it does."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._state: Record | None = None
        self._news = asyncio.Condition()

    async def read(self) -> None:
        """Until cancelled."""
        while True:
            message = await self._socket.recv()
            record: Record = json.loads(message) if isinstance(message, str) else {"type": "frame"}
            if record["type"] == "ping":
                await self._socket.send('{"type": "pong"}')
            if record["type"] == "snapshot":
                async with self._news:
                    self._state = record["state"]
                    self._news.notify_all()

    async def shows(self, wanted: Callable[[Record], bool]) -> None:
        """Wait until the page shows a state that is as wanted."""
        async with self._news:
            await self._news.wait_for(lambda: self._state is not None and wanted(self._state))

"""Phones and desks: sockets that come back when they were cut off, and remember what they saw."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

Record = dict[str, Any]
AGAIN_S = 0.1


@dataclass
class Phone:
    """Follows one search with the version it has, as the protocol asks."""

    address: str
    search_id: str
    token: str
    version: int | None = None
    """Up to which version it has been told."""
    joined: int = 0
    """The version of its first snapshot: from there on it is owed every event."""
    events: list[Record] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    connections: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self) -> None:
        """Until cancelled."""
        while True:
            with suppress(OSError, TimeoutError, WebSocketException):
                await self._once()
            await asyncio.sleep(AGAIN_S)

    async def reaches(self, version: int) -> None:
        """Wait until it has been told everything up to a version."""
        while self.version is None or self.version < version:
            self.changed.clear()
            await self.changed.wait()

    async def _once(self) -> None:
        query = "" if self.version is None else f"?after={self.version}"
        url = f"{self.address.replace('http', 'ws')}/api/v1/searches/{self.search_id}/live{query}"
        header = {"Authorization": f"Bearer {self.token}"}
        async with connect(
            url, additional_headers=header, max_size=None, open_timeout=15, close_timeout=1
        ) as socket:
            self.connections += 1
            async for message in socket:
                if isinstance(message, str):
                    record = json.loads(message)
                    if record["type"] == "ping":
                        await socket.send('{"type": "pong"}')
                    self._hear(record)

    def _hear(self, record: Record) -> None:
        if record["type"] == "snapshot":
            if self.version is not None:
                self.faults.append(
                    f"had version {self.version} and was given a snapshot of {record['version']}"
                )
            self.version = self.joined = record["version"]
        elif record["type"] == "events":
            for event in record["events"]:
                if event["version"] <= (self.version or 0):
                    self.faults.append(f"told of version {event['version']} again")
                self.events.append(event)
            if record["up_to"] < (self.version or 0):
                self.faults.append(f"brought back from {self.version} to {record['up_to']}")
            self.version = record["up_to"]
        self.changed.set()

"""A simulated person's way to the coordinator: the same HTTP and WebSocket as everybody's."""

import asyncio
import json
import uuid
from collections.abc import AsyncGenerator, Callable
from datetime import datetime
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from coordinator.clock import Clock
from domain.moment import moment_text

Json = dict[str, Any]


class Refused(Exception):
    """The coordinator said no; `code` is the problem's stable code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.code = code


class Caller:
    """Calls on behalf of one account in one search."""

    def __init__(self, base_url: str, token: str, clock: Clock) -> None:
        self._headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.AsyncClient(base_url=base_url, headers=self._headers, timeout=60.0)
        self._live = base_url.replace("http", "ws", 1)
        self._clock = clock

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(self, path: str) -> Json:
        """Read something under /api/v1."""
        return self._read(await self._http.get(f"/api/v1{path}"))

    async def command(self, path: str, body: Json) -> Json:
        """Give a command, stamped with the time it happened by the exercise clock."""
        headers = {
            "Idempotency-Key": str(uuid.uuid4()),
            "Client-Time": moment_text(self._clock.now()),
        }
        return self._read(await self._http.post(f"/api/v1{path}", json=body, headers=headers))

    async def listen(self, search_id: str) -> AsyncGenerator[Json]:
        """The live messages of a search that are text; ends when the connection does."""
        url = f"{self._live}/api/v1/searches/{search_id}/live"
        async with connect(
            url, additional_headers=self._headers, max_size=None, compression=None
        ) as socket:
            try:
                async for frame in socket:
                    if isinstance(frame, bytes):
                        continue
                    message: Json = json.loads(frame)
                    if message["type"] == "ping":
                        await socket.send('{"type": "pong"}')
                    elif message["type"] == "events":
                        for delivered in _redirects(message):
                            await socket.send(
                                json.dumps({"type": "delivered", "redirect_id": delivered})
                            )
                    yield message
            except ConnectionClosed:
                return

    @property
    def now(self) -> datetime:
        """The time of the exercise."""
        return self._clock.now()

    @staticmethod
    def _read(response: httpx.Response) -> Json:
        if response.is_success:
            answer: Json = response.json() if response.content else {}
            return answer
        try:
            code = str(response.json().get("code", ""))
        except ValueError:
            code = ""
        raise Refused(response.status_code, code)


async def answering(base_url: str, given_up: Callable[[], bool]) -> None:
    """Wait until the coordinator answers at an address."""
    async with httpx.AsyncClient(base_url=base_url) as http:
        while not given_up():
            try:
                if (await http.get("/livez")).is_success:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)


def _redirects(message: Json) -> list[str]:
    return [
        str(event["data"]["redirect_id"])
        for event in message["events"]
        if event["topic"] == "street_team.redirected"
    ]

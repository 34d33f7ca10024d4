"""People whose requests and sockets go to whichever coordinator they get through to."""

import asyncio
import json
import random
import time
from dataclasses import dataclass, field

import httpx
from websockets.asyncio.client import connect

from tests.reliability.ledger import Ledger
from tests.reliability.phones import Phone

SILENCE_S = 37.5
"""As the client does: two and a half heartbeats without a word, and the socket is given up."""
LOOK_S = 0.2


class Anywhere(httpx.AsyncBaseTransport):
    """Sends each request to one of the ports, as a load balancer that knows nothing would."""

    def __init__(self, ports: list[int], chance: random.Random) -> None:
        self._ports = ports
        self._chance = chance
        # A connection on which something was lost is not used again.
        self._inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=100))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request to one of them."""
        request.url = request.url.copy_with(port=self._chance.choice(self._ports))
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


@dataclass
class RoamingPhone(Phone):
    """A screen that comes back to any of the ports, and gives up a socket that is silent."""

    ports: list[int] = field(default_factory=list)
    chance: random.Random = field(default_factory=random.Random)
    live: bool = False
    """Whether it would say of itself that it is live."""

    async def _once(self) -> None:
        query = "" if self.version is None else f"?after={self.version}"
        address = f"ws://127.0.0.1:{self.chance.choice(self.ports)}"
        url = f"{address}/api/v1/searches/{self.search_id}/live{query}"
        header = {"Authorization": f"Bearer {self.token}"}
        try:
            async with connect(
                url, additional_headers=header, max_size=None, open_timeout=15, close_timeout=1,
                ping_interval=None,
            ) as socket:  # fmt: skip
                self.connections += 1
                while True:
                    async with asyncio.timeout(SILENCE_S):
                        message = await socket.recv()
                    if isinstance(message, bytes):
                        continue
                    record = json.loads(message)
                    if record["type"] == "ping":
                        await socket.send('{"type": "pong"}')
                    self._hear(record)
                    self.live = self.live or record["type"] in ("snapshot", "events")
        finally:
            self.live = False


class Watch:
    """Looks all the time for screens that take themselves for live and are behind."""

    def __init__(self, ledger: Ledger, phones: list[RoamingPhone]) -> None:
        self.longest_s = 0.0
        self._ledger = ledger
        self._phones = phones
        self._since: dict[int, float] = {}

    async def run(self) -> None:
        """Until cancelled."""
        newest: dict[str, int] = {}
        seen = 0
        while True:
            # Commands get their answers late and not in order; the last ones are looked at again.
            for sent in self._ledger.commands[max(0, seen - 50) :]:
                for one in sent.acknowledged:
                    newest[sent.search_id] = max(newest.get(sent.search_id, 0), one.version)
            seen = len(self._ledger.commands)
            now = time.monotonic()
            for number, phone in enumerate(self._phones):
                if phone.live and (phone.version or 0) < newest.get(phone.search_id, 0):
                    # Behind all the time, although perhaps not behind the same event.
                    since = self._since.setdefault(number, now)
                    self.longest_s = max(self.longest_s, now - since)
                else:
                    self._since.pop(number, None)
            await asyncio.sleep(LOOK_S)

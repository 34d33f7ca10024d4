"""Given five hundred people who come back in the same moment, all of them are live in the end."""

import asyncio
import json
import time
import uuid
from typing import Any

from websockets.asyncio.client import connect

from coordinator.accounts import Role
from tests.web.house import House, Person

WATCHERS, PHONES, OFFICERS = 400, 90, 10
WITHIN_S = 120.0


def session(here: House, role: Role, search_id: str, team_id: str | None = None) -> str:
    """The token of somebody who belongs to a search."""
    accounts = here.services.accounts
    made = accounts.add(uuid.uuid4().hex, role, None)
    accounts.memberships.add(made.account_id, search_id, team_id)
    return accounts.sign_in(made.account_id).token


def test_a_storm_of_reconnecting_screens_lets_everybody_in(
    here: House, commander: Person, search_id: str
) -> None:
    team = commander.did(f"/searches/{search_id}/teams", {"name": "Team", "mode": "foot"})
    tokens = [
        *(session(here, Role.WATCHER, search_id) for _ in range(WATCHERS)),
        *(session(here, Role.STREET, search_id, team) for _ in range(PHONES)),
        *(session(here, Role.VIDEO, search_id) for _ in range(OFFICERS)),
    ]
    version = commander.read(f"/searches/{search_id}")["version"]
    url = f"{here.address.replace('http', 'ws')}/api/v1/searches/{search_id}/live"
    changed = asyncio.Event()
    waited: dict[str, list[float]] = {}

    async def comes(token: str, live: asyncio.Barrier, begun: float) -> int:
        """The version that this screen has come to, once it has been told of the change."""
        header = {"Authorization": f"Bearer {token}"}
        async with connect(
            url, additional_headers=header, open_timeout=WITHIN_S, max_size=None
        ) as screen:
            hello = json.loads(await screen.recv())
            caught_up = json.loads(await screen.recv())
            assert (hello["type"], caught_up["type"]) == ("hello", "snapshot")
            waited.setdefault(hello["role"], []).append(time.monotonic() - begun)
            await live.wait()
            await changed.wait()
            while True:
                message = await screen.recv()
                told: dict[str, Any] = (
                    json.loads(message) if isinstance(message, str) else {"type": "frame"}
                )
                if told["type"] == "ping":
                    await screen.send('{"type": "pong"}')
                if told["type"] in ("events", "snapshot"):
                    reached: int = told.get("up_to") or told["version"]
                    return reached

    async def storm() -> list[int]:
        live = asyncio.Barrier(len(tokens) + 1)
        begun = time.monotonic()
        async with asyncio.timeout(WITHIN_S), asyncio.TaskGroup() as group:
            coming = [group.create_task(comes(token, live, begun)) for token in tokens]
            await live.wait()
            await asyncio.to_thread(
                commander.did, f"/searches/{search_id}/subject", {"mobility": "pushed"}
            )
            changed.set()
        return [each.result() for each in coming]

    assert asyncio.run(storm()) == [version + 1] * len(tokens)
    assert {role: len(times) for role, times in waited.items()} == {
        "watcher": WATCHERS, "street": PHONES, "video": OFFICERS,
    }  # fmt: skip

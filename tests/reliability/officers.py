"""Officers: clients that give commands without pause and repeat them until there is a verdict."""

import asyncio
import random
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from domain.moment import moment_text
from tests.reliability.installed import SearchHere
from tests.reliability.ledger import Acknowledged, Ledger, Sent
from tests.web.house import ago, lon_lat

Record = dict[str, Any]
AGAIN_S = 0.05
"""How long an officer waits after an answer that did not come."""


def call_of(search: SearchHere, chance: random.Random) -> tuple[str, Record]:
    """What an officer does next: a call below the search and its body."""
    place = lon_lat(chance.uniform(0, 5), chance.uniform(0, 5))
    since = datetime.now(UTC) - timedelta(minutes=chance.uniform(20, 50))
    window = {"from": moment_text(since), "until": moment_text(since + timedelta(minutes=9))}
    camera = f"C{chance.randint(1, 5)}"
    calls: list[tuple[int, str, Record]] = [
        (8, "notes", {"text": f"note {chance.randint(0, 10**9)}"}),
        (4, "clearances", {"camera_id": camera, "grade": "fair", **window}),
        (3, "claims", {"camera_id": camera, **window}),
        (3, "sightings", {**place, "at": ago(10), "source": "camera"}),
        (2, "sweeps", {"team_id": search.team_id, "segments": [1, 2], **window}),
        (3, "positions", {"team_id": search.team_id, "fixes": [{**place, "at": ago(0.1)}]}),
    ]
    (_, call, body) = chance.choices(calls, [weight for weight, _, _ in calls])[0]
    return call, body


async def keep_commanding(
    client: httpx.AsyncClient,
    token: str,
    searches: list[SearchHere],
    ledger: Ledger,
    chance: random.Random,
    ended: asyncio.Event,
) -> None:
    """Give commands until `ended`; one in eight is repeated although it was answered."""
    while not ended.is_set():
        search = chance.choice(searches)
        call, body = call_of(search, chance)
        sent = Sent(str(uuid.UUID(int=chance.getrandbits(128), version=4)), search.search_id,
                    call, body)  # fmt: skip
        ledger.commands.append(sent)
        await until_verdict(client, token, sent)
        # A refusal is not remembered: the same command may succeed later, which is no fault.
        if sent.acknowledged and chance.random() < 0.125:
            await asyncio.sleep(chance.uniform(0, 0.5))
            await until_verdict(client, token, sent)


async def until_verdict(
    client: httpx.AsyncClient,
    token: str,
    sent: Sent,
    unavailable: Callable[[httpx.Response], None] = lambda _: None,
) -> None:
    """Send a command, the same each time, until the answer is one; the ledger has it then.

    `unavailable` is told of every answer that says: later.
    """
    while True:
        try:
            answer = await client.post(
                f"/api/v1/searches/{sent.search_id}/{sent.call}", json=sent.body,
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": sent.key},
            )  # fmt: skip
            record = answer.json()
        except (httpx.TransportError, ValueError):
            sent.unanswered += 1
            await asyncio.sleep(AGAIN_S)
            continue
        if answer.status_code in (200, 201):
            first = answer.status_code == 201
            sent.acknowledged.append(Acknowledged(first, record["version"], record["id"]))
            return
        if answer.status_code in (409, 422):
            sent.refused = record["code"]
            return
        assert answer.status_code == 503, answer.text
        sent.unanswered += 1
        unavailable(answer)
        await asyncio.sleep(AGAIN_S)

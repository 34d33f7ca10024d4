"""Given a bad network, then nothing is lost or doubled and no screen is stale for long."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.reliability.bad_way import BadWay, bad_way
from tests.reliability.network import make, tortured

SECONDS = 10.0
LEAST = 50


@pytest.mark.postgres
def test_a_bad_network_loses_and_doubles_nothing(tmp_path: Path, postgresql_url: str) -> None:
    chance = random.Random(20261127)
    outcome = asyncio.run(tortured(postgresql_url, tmp_path, SECONDS, chance, least=LEAST))
    assert not outcome.faults, outcome
    assert sum(outcome.faulted.values()) >= 2
    assert outcome.acknowledgements >= LEAST
    assert outcome.unanswered or outcome.resets


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(100):
        writer.write(chunk)
    writer.close()


@pytest.mark.parametrize("kind", ["slow", "loss", "silence", "shut"])
def test_each_fault_is_one(kind: str) -> None:
    async def tried() -> None:
        chance = random.Random(1)
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with bad_way(("127.0.0.1", port), chance) as way:
            reader, writer = await asyncio.open_connection("127.0.0.1", way.port)
            assert await answered(reader, writer, 5) is True
            make(way, kind, chance)
            if kind == "slow":
                assert await answered(reader, writer, 5) is True
            elif kind == "silence":
                assert await answered(reader, writer, 0.3) is False
                way.good()
                assert await reader.read(1) == b"x", "silence is over, nothing was lost"
            else:
                assert await ends(reader, writer)
            writer.transport.abort()
            await new_one_works(way)
        server.close()

    asyncio.run(tried())


async def answered(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float
) -> bool:
    """Whether a byte comes back in time."""
    writer.write(b"x")
    try:
        async with asyncio.timeout(seconds):
            return await reader.read(1) == b"x"
    except TimeoutError:
        return False


async def ends(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Whether the connection is reset, after some bytes at the latest."""
    try:
        for _ in range(1000):
            writer.write(b"x")
            await writer.drain()
            if await reader.read(1) == b"":
                return True
    except ConnectionError:
        return True
    return False


async def new_one_works(way: BadWay) -> None:
    """Once the way is good again."""
    way.good()
    reader, writer = await asyncio.open_connection("127.0.0.1", way.port)
    assert await answered(reader, writer, 5)
    writer.transport.abort()

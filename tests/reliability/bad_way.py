"""A way between two programs that can be slow, lose connections, go silent or be shut."""

import asyncio
import random
import socket
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

CHUNK = 65_536
Target = tuple[str, int] | Path
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class BadWay:
    """Listens on a port of its own and passes bytes on, in order and none lost, as TCP does; a
    packet that is lost shows as a delay, one that never comes as silence, a router that restarts
    as connections that are reset."""

    def __init__(self, target: Target, chance: random.Random) -> None:
        self.port = 0
        self.connections = 0
        self.resets = 0
        self._target = target
        self._chance = chance
        self._delay_s = 0.0
        self._reset = 0.0
        self._shut = False
        self._passing = asyncio.Event()
        self._passing.set()
        self._open: set[asyncio.StreamWriter] = set()

    def good(self) -> None:
        """As if there were nothing between."""
        self._delay_s = self._reset = 0.0
        self._shut = False
        self._passing.set()

    def slow(self, delay_s: float) -> None:
        """Every piece comes up to so many seconds late."""
        self._delay_s = delay_s

    def lossy(self, share: float) -> None:
        """This share of all pieces ends the connection instead of arriving."""
        self._reset = share

    def silent(self) -> None:
        """Nothing gets through and nobody is told: connections look open to both ends."""
        self._passing.clear()

    def shut(self) -> None:
        """All connections are reset, and new ones too."""
        self._shut = True
        for writer in list(self._open):
            self._end(writer)

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass bytes both ways until one end is closed."""
        with suppress(asyncio.CancelledError):
            await self._accept(reader, writer)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        far = None
        try:
            if self._shut:
                return
            with suppress(OSError):
                far = await self._far()
            if far is None:
                return
            self._open |= {writer, far[1]}
            pumps = [
                asyncio.create_task(self._pump(reader, far[1])),
                asyncio.create_task(self._pump(far[0], writer)),
            ]
            try:
                await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for pump in pumps:
                    pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        finally:
            for end in [writer] if far is None else [writer, far[1]]:
                self._open.discard(end)
                if self._shut or far is None:
                    self._end(end)
                end.close()

    async def _far(self) -> Ends:
        if isinstance(self._target, Path):
            return await asyncio.open_unix_connection(str(self._target))
        return await asyncio.open_connection(*self._target)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await source.read(CHUNK):
                if self._delay_s:
                    await asyncio.sleep(self._chance.uniform(0, self._delay_s))
                await self._passing.wait()
                if self._reset and self._chance.random() < self._reset:
                    self.resets += 1
                    self._end(sink)
                    return
                sink.write(chunk)
                await sink.drain()

    @staticmethod
    def _end(writer: asyncio.StreamWriter) -> None:
        """With a reset, not with a farewell."""
        own: socket.socket | None = writer.get_extra_info("socket")
        with suppress(OSError):
            if own is not None and own.family != socket.AF_UNIX:
                own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()


@asynccontextmanager
async def bad_way(target: Target, chance: random.Random) -> AsyncGenerator[BadWay]:
    """A way to this target, good at first, until the block ends."""
    way = BadWay(target, chance)
    server = await asyncio.start_server(way.accept, "127.0.0.1", 0)
    way.port = server.sockets[0].getsockname()[1]
    try:
        yield way
    finally:
        server.close()
        way.good()
        way.shut()

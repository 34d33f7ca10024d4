"""The tally of messages handed to sockets: counted one by one, told to the measures together."""

import asyncio

from web.live.envelope import TEXT
from web.measures import SENT

TELL_AFTER_S = 0.5


class Tally:
    """Lives on the event loop. Counting must cost next to nothing beside writing the message."""

    def __init__(self) -> None:
        self._texts = self._frames = 0
        self._telling: asyncio.AbstractEventLoop | None = None
        """The loop that will tell; one that has ended never will."""

    def count(self, opcode: int) -> None:
        """One message more."""
        if opcode == TEXT:
            self._texts += 1
        else:
            self._frames += 1
        loop = asyncio.get_running_loop()
        if self._telling is not loop:
            self._telling = loop
            loop.call_later(TELL_AFTER_S, self._tell)

    def _tell(self) -> None:
        texts, frames = self._texts, self._frames
        self._texts = self._frames = 0
        self._telling = None
        SENT.labels("text").inc(texts)
        SENT.labels("frame").inc(frames)


TALLY = Tally()
"""Of this process."""

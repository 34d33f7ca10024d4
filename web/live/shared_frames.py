"""Shared frames: the one place that reaches into uvicorn, to write a frame made once to many.

ASGI can only say "send this text", and the server then encodes and deflates it anew for each
socket, which costs several times what it costs to write the same bytes. So sockets offer an
extension of their ASGI scope that takes messages and writes their finished frames. Where it is
missing, because another server runs the application, or uvicorn has become another, messages go
the usual way.

Frames are deflated each by itself: both sides agree on no context takeover, so it does not matter
which of them went past the server's own encoder.
"""

import socket
from asyncio.transports import BaseTransport
from collections.abc import Callable, Iterable, MutableMapping
from contextlib import suppress
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.base import Extension
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.http11 import Request

from web.live.envelope import Envelope
from web.live.line import EXTENSION

MOST_UNSENT = 32_768
"""Bytes that may wait below us; what comes later waits where it can still be replaced."""


_INSIDE = {"transport", "conn", "writable", "close_sent"}
if not set(WebSocketsSansIOProtocol.__init__.__code__.co_names) >= _INSIDE:
    raise ImportError("uvicorn's WebSocket is not the one that this was written for")


class SharedFramesProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, which is a Line by itself and agrees on no context takeover."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.window_bits: int | None = None
        self._paused = False
        self._tell_free: Callable[[], None] = lambda: None
        factory = ServerPerMessageDeflateFactory(
            server_no_context_takeover=True, client_no_context_takeover=True
        )
        self.conn.available_extensions = [factory]

    def offer(self, message: Envelope) -> bool:
        """Write a message without waiting, if what was written before has gone far enough."""
        if self._paused or self.close_sent or self.transport.is_closing():
            return False
        self.transport.write(message.frame(self.window_bits))
        return True

    @property
    def gone(self) -> bool:
        """Whether nothing can be written any more."""
        return self.close_sent or self.transport.is_closing()

    def when_free(self, tell: Callable[[], None]) -> None:
        """Call this whenever more can be written again."""
        self._tell_free = tell

    def abort(self) -> None:
        """Give the connection up at once, whatever waits to be sent."""
        self.transport.abort()

    def connection_made(self, transport: BaseTransport) -> None:
        """Let little wait in the system's buffers."""
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=MOST_UNSENT)
        connected = transport.get_extra_info("socket")
        if connected is not None and hasattr(socket, "TCP_NOTSENT_LOWAT"):
            # A connection that is no TCP has no such buffer.
            with suppress(OSError):
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, MOST_UNSENT)

    def handle_connect(self, event: Request) -> None:
        """Offer the extension to the application, which starts after this."""
        super().handle_connect(event)
        scope: MutableMapping[str, Any] | None = getattr(self, "scope", None)
        if scope is not None:
            self.window_bits = _window_bits(self.conn.extensions)
            scope["extensions"][EXTENSION] = self

    def pause_writing(self) -> None:
        """Too much waits below us."""
        super().pause_writing()
        self._paused = True

    def resume_writing(self) -> None:
        """Say so to who writes frames."""
        super().resume_writing()
        self._paused = False
        self._tell_free()


def _window_bits(agreed: Iterable[Extension]) -> int | None:
    """What deflated frames may look back on, as a power of two; None if none may be sent."""
    for extension in agreed:
        if isinstance(extension, PerMessageDeflate):
            assert extension.local_no_context_takeover
            return extension.local_max_window_bits
    return None

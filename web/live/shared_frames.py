"""Shared frames: the one place that reaches into uvicorn, to write a frame made once to many.

ASGI can only say "send this text", and the server then encodes and deflates it anew for each
socket, which costs five times what it costs to write the same bytes. So sockets offer an
extension of their ASGI scope that takes finished frames. Where it is missing, because another
server runs the application, or uvicorn has become another, messages go the usual way.

Frames are deflated each by itself: both sides agree on no context takeover, so it does not matter
which of them went past the server's own encoder.
"""

import socket
from asyncio.transports import BaseTransport
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.http11 import Request
from websockets.protocol import State

from web.live.line import EXTENSION

MOST_UNSENT = 32_768
"""Bytes that may wait below us; what comes later waits where it can still be replaced."""


_INSIDE = {"transport", "conn", "writable", "handshake_complete", "close_sent"}
if not set(WebSocketsSansIOProtocol.__init__.__code__.co_names) >= _INSIDE:
    raise ImportError("uvicorn's WebSocket is not the one that this was written for")


class FrameWriter:
    """Takes finished frames for one socket."""

    def __init__(self, protocol: "SharedFramesProtocol", window_bits: int | None) -> None:
        self._protocol = protocol
        self.window_bits = window_bits
        """What deflated frames may look back on, as a power of two; None if none may be sent."""

    @property
    def open(self) -> bool:
        """Whether frames may still be written."""
        here = self._protocol
        return (
            here.handshake_complete
            and not here.close_sent
            and not here.transport.is_closing()
            and here.conn.state is State.OPEN
        )

    @property
    def free(self) -> bool:
        """Whether what was written last has gone far enough that more should follow."""
        return self._protocol.writable.is_set() and self.open

    def write(self, frame: bytes) -> None:
        """Write a frame without waiting."""
        self._protocol.transport.write(frame)

    def when_free(self, tell: Callable[[], None]) -> None:
        """Call this whenever the socket has become free again."""
        self._protocol.tell_free = tell

    def abort(self) -> None:
        """Give the connection up at once, whatever waits to be sent."""
        self._protocol.transport.abort()


class SharedFramesProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, which offers the extension and agrees on no context takeover."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.tell_free: Callable[[], None] = lambda: None
        factory = ServerPerMessageDeflateFactory(
            server_no_context_takeover=True, client_no_context_takeover=True
        )
        self.conn.available_extensions = [factory]

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
            scope["extensions"][EXTENSION] = FrameWriter(self, self._window_bits())

    def resume_writing(self) -> None:
        """Say so to who writes frames."""
        super().resume_writing()
        self.tell_free()

    def _window_bits(self) -> int | None:
        for extension in self.conn.extensions:
            if isinstance(extension, PerMessageDeflate):
                assert extension.local_no_context_takeover
                return extension.local_max_window_bits
        return None

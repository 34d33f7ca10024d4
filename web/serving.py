"""Running the application with uvicorn."""

import asyncio
import logging
import socket

import uvicorn
from fastapi import FastAPI

from coordinator.command_line.failure import CommandFailed
from coordinator.settings import Settings

try:
    from web.live.shared_frames import SharedFramesProtocol
except ImportError:
    logging.getLogger(__name__).warning("messages go to each screen by themselves", exc_info=True)
    SOCKETS: "type[asyncio.Protocol] | str" = "websockets-sansio"
else:
    SOCKETS = SharedFramesProtocol

MOST_WAITING_S = 5
KEEP_ALIVE_S = 75
"""Longer than any proxy keeps an unused connection: whoever closes first, it must not be the side
to which a command is just being sent."""
MOST_HEARD = 65_536
"""Bytes of a message from a screen; the longest of the protocol are below a hundred."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 -- compared with, not bound to


def server_of(app: FastAPI, settings: Settings) -> uvicorn.Server:
    """The server for an application, not started."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            ssl_certfile=settings.tls_cert,
            ssl_keyfile=settings.tls_key,
            ws=SOCKETS,
            # Compressing each message anew for every socket costs five times the processor time:
            # shared frames are deflated once, and what goes the usual way is not.
            ws_per_message_deflate=False,
            ws_max_size=MOST_HEARD,
            ws_ping_interval=None,
            # Its lines go the way of all others; addresses of requests are no business of a log.
            log_config=None,
            access_log=False,
            log_level="warning",
            timeout_graceful_shutdown=MOST_WAITING_S,
            timeout_keep_alive=KEEP_ALIVE_S,
            server_header=False,
            proxy_headers=True,
        )
    )


def listening(settings: Settings) -> socket.socket:
    """The socket to serve on, port 0 meaning any free one; CommandFailed if it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as problem:
        raise CommandFailed(
            f"cannot listen on {settings.host}, port {settings.port}: {problem.strerror}"
        ) from problem


def address_of(settings: Settings, listener: socket.socket) -> str:
    """Where a browser on this machine finds the service."""
    scheme = "https" if settings.tls else "http"
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    host = f"[{host}]" if ":" in host else host
    return f"{scheme}://{host}:{listener.getsockname()[1]}"

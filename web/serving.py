"""Running the application with uvicorn."""

import uvicorn
from fastapi import FastAPI

from coordinator.settings import Settings

MOST_WAITING_S = 5


def server_of(app: FastAPI, settings: Settings) -> uvicorn.Server:
    """The server for an application, not started."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            ssl_certfile=settings.tls_cert,
            ssl_keyfile=settings.tls_key,
            ws="websockets-sansio",
            # Compressing each message anew for every socket costs five times the processor time.
            ws_per_message_deflate=False,
            ws_ping_interval=None,
            log_level="warning",
            timeout_graceful_shutdown=MOST_WAITING_S,
            server_header=False,
            proxy_headers=True,
        )
    )


def address_of(settings: Settings) -> str:
    """Where a browser on this machine finds the service."""
    scheme = "https" if settings.tls else "http"
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104
    return f"{scheme}://{host}:{settings.port}"

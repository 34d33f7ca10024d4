"""The WebSocket of a search."""

import asyncio
import time
from typing import Annotated

from fastapi import APIRouter, Query, WebSocket
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect

from coordinator.database import StorageUnavailableError
from coordinator.searches.directory import search_uuid
from domain.refusal import Unknown
from web.live.admission import Crowded
from web.live.client import RESYNC, Client
from web.live.hub import Hub
from web.live.messages import CLIENT, Shown
from web.live.room import Room
from web.live.views import view_of
from web.security.socket import NO_SUCH_SEARCH, admit_socket

COME_LATER = 1013
"""As registered for WebSockets."""

router = APIRouter(prefix="/searches/{search_id}")


@router.websocket("/live")
async def live(
    websocket: WebSocket,
    search_id: str,
    after: Annotated[str | None, Query()] = None,
    packed: Annotated[str | None, Query()] = None,
) -> None:
    """Hello, what is missing after version `after`, then everything as it happens; belief frames
    packed where that is asked for with `yes` and the reader is no desk."""
    hub: Hub = websocket.app.state.hub
    async with hub.admission.door:
        principal = await admit_socket(websocket, search_id)
    if principal is None:
        return
    view = view_of(principal, search_id)
    client = Client(websocket, principal, view, packed=packed == "yes")
    try:
        room = await hub.follow(client, search_uuid(search_id), version_of(after))
    except Unknown:
        await websocket.close(NO_SUCH_SEARCH, "there is no such search")
        return
    except Crowded:
        await websocket.close(COME_LATER, "too many come at once: come again later")
        return
    except StorageUnavailableError:
        await websocket.close(RESYNC, "the database does not answer: connect again")
        return
    if room is None:
        await client.say_why()
        return
    try:
        await client.serve(asyncio.create_task(_read(websocket, client, room)))
    finally:
        hub.leave(client, room)


def version_of(after: str | None) -> int | None:
    """The version a client has; None, so a snapshot, for what cannot be one."""
    if after is None or not (after.isascii() and after.isdigit() and len(after) < 10):
        return None
    return int(after)


async def _read(websocket: WebSocket, client: Client, room: Room) -> None:
    """Hear pongs and what was shown, until the socket ends; other messages say nothing."""
    while True:
        try:
            text = await websocket.receive_text()
            message = CLIENT.validate_json(text)
        except WebSocketDisconnect:
            return
        except (ValidationError, KeyError):
            continue
        client.heard_at = time.monotonic()
        if isinstance(message, Shown):
            await room.shown(client, message.redirect_id)

"""Who may open a WebSocket."""

from starlette.websockets import WebSocket

from coordinator.accounts import Action, Principal
from web.security.authenticate import principal_of
from web.security.credentials import SUBPROTOCOL
from web.security.deed import Deed, note
from web.security.origin import same_origin
from web.services import services_of

NOT_SIGNED_IN = 4401
NOT_A_MEMBER = 4403
NO_SUCH_SEARCH = 4404
REVOKED = 4410


async def admit_socket(websocket: WebSocket, search_id: str) -> Principal | None:
    """Accept the WebSocket of somebody who may follow this search, and say who it is.

    Otherwise it is closed and the answer is None: a page of another site gets HTTP 403; others
    get a close code, which browsers only show on an accepted socket. The caller must close it
    with REVOKED as soon as `accounts.sessions.listen` names `principal.session_id`, and at
    `principal.expires_at`.
    """
    if same_origin(websocket.headers) is False:
        await websocket.close()
        return None
    services = services_of(websocket)
    principal = await principal_of(websocket, services)
    offered = websocket.scope.get("subprotocols", ())
    await websocket.accept(SUBPROTOCOL if SUBPROTOCOL in offered else None)
    if principal is None:
        await websocket.close(NOT_SIGNED_IN, "sign in first")
        return None
    deed = Deed(principal.account_id, Action.LISTEN_LIVE, search_id)
    if not principal.may(Action.LISTEN_LIVE, search_id):
        await note(services, deed, "denied")
        await websocket.close(NOT_A_MEMBER, "you do not belong to this search")
        return None
    await note(services, deed, "done")
    return principal

"""Personal data: shown only to those who may see it, and only after the log says so."""

from collections.abc import Iterable

from coordinator.accounts import Action, Principal
from coordinator.vault import Json
from web.security.authenticate import require
from web.services import Services


def reveal(
    services: Services,
    principal: Principal,
    search_id: str,
    refs: Iterable[str],
    action: Action = Action.READ_PERSONAL,
) -> dict[str, Json]:
    """The sealed values behind these references, without those that are gone.

    The reading is durable in the audit log before anything is opened. Problem 403 when the
    principal may not; blocks, so call it from a worker thread.
    """
    wanted = set(refs)
    require(principal, action, search_id)
    if not wanted:
        return {}
    services.audit.record(principal.account_id, action, search_id)
    return services.vault.reveal_all(search_id, wanted)

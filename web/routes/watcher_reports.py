"""The inbox of watchers' reports, for officers."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from coordinator.accounts import Action, Principal
from coordinator.searches.vaulted import Texts
from web.live.reporting import MOST_REPORTS, told_reports
from web.routes.here import READING, SearchId, ServicesHere
from web.security.authenticate import permitted
from web.wire.watching import InboxAnswer

router = APIRouter(prefix="/searches/{search_id}", tags=["watching"], responses=READING)


@router.get("/watcher-reports", summary="What watchers reported")
def watcher_reports(
    search_id: SearchId,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.READ_WATCHER_REPORTS))],
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="a number")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_REPORTS)] = MOST_REPORTS,
) -> InboxAnswer:
    """Newest first; the next page is what came before the last number of this one."""

    def open_texts(refs: set[str]) -> Texts:
        # Also who reported is personal, so the log knows of every look, with or without texts.
        services.audit.record(principal.account_id, Action.READ_WATCHER_REPORTS, str(search_id))
        return services.vault.reveal_all(str(search_id), refs)

    told = told_reports(services, search_id, open_texts, before=before, limit=limit)
    return InboxAnswer.model_validate(told)

"""What the reading routes take from a request."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path

from coordinator.accounts import Action, Principal
from coordinator.searches.directory import search_uuid
from coordinator.searches.vaulted import Texts
from web.live.telling import Reveal
from web.problem import problem_responses
from web.search_services import SearchServices, search_services
from web.security.authenticate import permitted
from web.security.personal import reveal

READING = problem_responses(401, 403, 404, 422, 503)

ServicesHere = Annotated[SearchServices, Depends(search_services)]


async def _search_id(search_id: Annotated[str, Path(description="the id of the search")]) -> UUID:
    return search_uuid(search_id)


SearchId = Annotated[UUID, Depends(_search_id)]


def reader(action: Action) -> object:
    """The annotation of a principal who may do this in the search of the path."""
    return Annotated[Principal, Depends(permitted(action))]


def audited(services: SearchServices, principal: Principal, search_id: UUID) -> Reveal:
    """The texts behind references, opened only once the audit log says who looked."""

    def open_texts(refs: set[str]) -> Texts:
        return reveal(services, principal, str(search_id), refs)

    return open_texts

"""Summaries of searches as a reader may see them."""

from uuid import UUID

from coordinator.accounts import Action, Principal
from projections.search_summary import search_summary
from web.search_services import SearchServices
from web.security.personal import reveal
from web.wire.answers import SearchSummary

MOST_NAME = 40


def summary_for(
    services: SearchServices, principal: Principal, search_id: UUID, number: int
) -> SearchSummary:
    """How a search stands, with name and place while it runs and for those who may know them.

    `number` counts the searches of the installation in the order they were opened, from 1.
    """
    may_read = principal.may(Action.READ_SEARCH, str(search_id))
    with services.commanding.reading(search_id) as search:
        running = search.status != "closed"
        # The areas of all that is long over need not be read again.
        area = services.areas.of_search(search) if running and may_read else None
        imported = services.commanding.is_read_only(search_id)
        told = search_summary(search, area)
        summary = SearchSummary(number=number, imported=imported, **told)
        ref = search.description_ref
    if not may_read:
        summary.teams = summary.waiting = None
    if running and ref and principal.may(Action.READ_PERSONAL, str(search_id)):
        summary.subject = _name(reveal(services, principal, str(search_id), {ref}).get(ref))
    return summary


def _name(description: object) -> str | None:
    """What the subject is called, where the description says so."""
    name = description.get("name") if isinstance(description, dict) else None
    return name[:MOST_NAME] if isinstance(name, str) and name.strip() else None

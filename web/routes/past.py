"""Which past a request asks for: a version, a moment, as known then or as it really was."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query

from coordinator.searches.looking_back import Standpoint
from web.routes.here import SearchId, ServicesHere
from web.wire.moment import QueryMoment

Version = Annotated[
    int | None, Query(ge=0, le=2**53, description="what is known: everything recorded up to it")
]
HINDSIGHT = Query(
    description="as it really was at `at`, with all that is known at `version` (default: now), "
    "instead of as it was known then"
)


class AskedPast:
    """What of the past was asked for; None where a request asks for now."""

    def __init__(self, past: Standpoint | None, *, hindsight: bool) -> None:
        self.past = past
        self.hindsight = hindsight

    @property
    def version(self) -> int | None:
        """How much is to be known, None: all."""
        return None if self.past is None else self.past.version

    @property
    def at(self) -> datetime | None:
        """The moment, None: now."""
        return None if self.past is None else self.past.at

    @property
    def known_at(self) -> datetime | None:
        """Until when something must have been recorded to count, None: it counts whenever."""
        return None if self.hindsight else self.at


def _asked_past(
    search_id: SearchId,
    services: ServicesHere,
    version: Version = None,
    at: Annotated[QueryMoment | None, Query(description="a moment of the search")] = None,
    hindsight: Annotated[bool, HINDSIGHT] = False,
) -> AskedPast:
    looking_back = services.looking_back
    if version is None and at is None and not hindsight:
        return AskedPast(None, hindsight=False)
    find = looking_back.as_it_was if hindsight else looking_back.known_then
    return AskedPast(find(search_id, version, at), hindsight=hindsight)


AskedPastHere = Annotated[AskedPast, Depends(_asked_past)]

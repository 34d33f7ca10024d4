"""Storing and reading back, as the library does it, without a database."""

import copy
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    DatetimeAsISO,
    DecimalAsStr,
    JSONTranscoder,
    Mapper,
    UUIDAsHex,
)

from domain.event import SearchEvent
from domain.search import Search


def _mapper() -> Mapper[UUID]:
    transcoder = JSONTranscoder()
    for transcoding in (UUIDAsHex(), DecimalAsStr(), DatetimeAsISO()):
        transcoder.register(transcoding)
    return Mapper(transcoder)


MAPPER = _mapper()


def stored_and_read(event: DomainEventProtocol[UUID]) -> Any:
    """The event as another process reads it: by its topic, from JSON text."""
    return MAPPER.to_domain_event(MAPPER.to_stored_event(event))


def read_from_the_first_version(event: DomainEventProtocol[UUID], *without: str) -> Any:
    """The event as it is read where it was stored before it had these fields."""
    stored = MAPPER.to_stored_event(event)
    late = {"class_version", *without}
    early = {k: v for k, v in json.loads(stored.state).items() if k not in late}
    return MAPPER.to_domain_event(replace(stored, state=json.dumps(early).encode()))


def rebuilt(events: Iterable[SearchEvent]) -> Search:
    """The search that the stored events make, from nothing."""
    search: Search | None = None
    for event in events:
        search = stored_and_read(event).mutate(search)
    assert search is not None
    return search


def state_of(aggregate: object) -> dict[str, Any]:
    """Everything an aggregate knows, in a copy, but for what waits to be stored."""
    known = {k: v for k, v in vars(aggregate).items() if k != "_pending_events"}
    return copy.deepcopy(known)

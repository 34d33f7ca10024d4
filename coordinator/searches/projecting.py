"""Projecting: an aggregate from its stored events, without checking each of them again."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from eventsourcing.domain import Aggregate

A = TypeVar("A", bound=Aggregate)


def projected(
    aggregate: A | None, events: Iterable[Any], applied: Callable[[A, Any], None] | None = None
) -> A | None:
    """Apply stored events; the library's own way checks each again and takes three times as long.
    `applied` is told of each event but the one that made the aggregate.

    The primary key on (stream, version) is what guarantees that nothing is missing or doubled.
    """
    for event in events:
        if aggregate is None:
            aggregate = event.mutate(None)
            continue
        event.apply(aggregate)
        if applied is not None:
            applied(aggregate, event)
        aggregate.version = event.originator_version
        aggregate.modified_on = event.timestamp
    return aggregate

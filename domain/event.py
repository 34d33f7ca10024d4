"""The base of everything that is recorded about a search."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar

from eventsourcing.domain import AggregateEvent
from eventsourcing.utils import register_topic

from domain.moment import moment_of


class SearchEvent(AggregateEvent):
    """Something that happened in a search. `timestamp` says when it was recorded.

    All fields hold JSON primitives, so that a stream can be read without this program.
    """

    TOPIC: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    """The field that holds the id of what the event is about; empty: the search itself."""
    class_version: ClassVar[int] = 1
    """Goes up when fields come, go or change; `upcast_v1_v2` and so on then make new state of old.
    Stored events stay as they were: they are upcast whenever they are read."""
    LATER_FIELDS: ClassVar[Mapping[str, int]] = MappingProxyType({})
    """Fields that the first version did not have, and the version they came with."""

    occurred_at: str
    """RFC 3339, UTC: when it happened in the world."""
    command_id: str
    command_digest: str
    actor: str
    """Opaque account id."""
    late: bool
    """It arrived after the search was closed."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "TOPIC" in cls.__dict__:
            register_topic(cls.TOPIC, cls)

    def mutate(self, aggregate: Any) -> Any:
        """Change the search, and remember what answer the command got."""
        super().mutate(aggregate)
        aggregate.remember_answer(self)
        return aggregate

    @property
    def happened_at(self) -> datetime:
        """When it happened in the world, as an aware UTC datetime."""
        return moment_of(self.occurred_at)

    @property
    def about(self) -> str:
        """The id of what the event is about."""
        return str(getattr(self, self.ABOUT)) if self.ABOUT else str(self.originator_id)

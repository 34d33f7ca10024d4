"""Opening a search: from the report of a missing person to the first belief."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite
from typing import Any, ClassVar
from uuid import UUID

from domain.area import Area
from domain.command import Answer, Command, Issued
from domain.event import SearchEvent
from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.subject import DescribeSubject
from domain.moment import moment_of, moment_text
from domain.parameters import of_its_time
from domain.refusal import invalid
from domain.search import Search

MOST_SEED = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""


class SearchOpened(SearchEvent):
    """A search began, with everything about it that must not change later."""

    TOPIC: ClassVar[str] = "search.opened"
    class_version: ClassVar[int] = 2
    LATER_FIELDS: ClassVar[Mapping[str, int]] = {"reported_at": 2}
    area: str
    area_hash: str
    model_version: str
    parameters: dict[str, float]
    seed: int
    reported_at: str
    """When the station heard that he is missing."""

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked when it was reported: at the latest when the search was opened."""
        state["reported_at"] = state["occurred_at"]

    def mutate(self, aggregate: Any) -> Any:
        """Make the search that the rest of the stream speaks of."""
        if aggregate is not None:
            return super().mutate(aggregate)
        search = Search.__new__(Search)
        search.__base_init__(self.originator_id, self.originator_version, self.timestamp)
        Search.__init__(
            search, self.area, self.area_hash, self.model_version, of_its_time(self.parameters),
            self.seed, moment_of(self.reported_at),
        )  # fmt: skip
        search.remember_answer(self)
        return search


@dataclass(frozen=True, slots=True)
class OpenSearch:
    """Open a search in an area."""

    search_id: UUID
    subject: DescribeSubject
    last_known_point: SetLastKnownPoint
    familiar_places: tuple[AddFamiliarPlace, ...]
    model_version: str
    parameters: Mapping[str, float]
    seed: int
    reported_at: datetime | None = None
    """When the station heard that he is missing; None: just now."""

    def begin(self, by: Issued, area: Area) -> tuple[Search, Answer]:
        """The new search, its first events waiting to be stored."""
        if not 0 <= self.seed <= MOST_SEED:
            raise invalid(
                "seed",
                f"expected an integer from 0 to {MOST_SEED}",
                "out_of_range",
                at_least=0,
                at_most=MOST_SEED,
            )
        for name, value in self.parameters.items():
            if not isfinite(value):
                raise invalid(f"parameters.{name}", "expected a finite number", "not_a_number")
        if self.reported_at is not None and self.reported_at > by.now:
            raise invalid(
                "reported_at", "lies in the future: expected a past time", "in_the_future"
            )
        data: dict[str, Any] = {
            "originator_id": self.search_id,
            "originator_version": Search.INITIAL_VERSION,
            "timestamp": by.now,
            "occurred_at": moment_text(by.occurred_at),
            "command_id": by.command_id,
            "command_digest": by.digest,
            "actor": by.actor,
            "late": False,
            "area": area.name,
            "area_hash": area.content_hash,
            "model_version": self.model_version,
            "parameters": dict(self.parameters),
            "seed": self.seed,
            "reported_at": moment_text(self.reported_at or by.occurred_at),
        }
        opened = SearchOpened(**data)
        search: Search = opened.mutate(None)
        search.pending_events.append(opened)
        # Numbered here, since ids derive from the number and two alike would be one place.
        places = [replace(place, number=i) for i, place in enumerate(self.familiar_places)]
        parts: list[Command] = [self.subject, self.last_known_point, *places]
        for part in parts:
            search.record(part.decide(search, by, area), by)
        return search, Answer(search.version, str(search.id))

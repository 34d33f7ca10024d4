"""The find: the subject located; withdrawn when it was another old man."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.area import Area
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.knowledge.state import Find
from domain.moment import moment_of, moment_text
from domain.place import Place
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search

CONDITIONS = ("well", "injured", "critical", "dead", "unknown")


class SubjectFound(SearchEvent):
    """He was found here and then."""

    TOPIC: ClassVar[str] = "subject.found"
    ABOUT: ClassVar[str] = "find_id"
    find_id: str
    lon: float
    lat: float
    at: str
    condition: str | None
    team_id: str | None

    def apply(self, search: Search) -> None:
        """The newest report of a find holds."""
        search.find = Find(
            self.find_id, Place(self.lon, self.lat), moment_of(self.at), self.condition,
            self.team_id,
        )  # fmt: skip


class FindWithdrawn(SearchEvent):
    """It was somebody else; the search goes on."""

    TOPIC: ClassVar[str] = "subject.find_withdrawn"
    ABOUT: ClassVar[str] = "find_id"
    find_id: str
    reason_ref: str | None

    def apply(self, search: Search) -> None:
        """Nobody is found."""
        search.find = None


@dataclass(frozen=True, slots=True)
class RecordFind:
    """Record that he was found; anywhere on earth, since he may have left the area."""

    place: Place
    at: datetime
    condition: str | None = None
    team_id: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A fact: never refused for the state of the search."""
        if not (-180 <= self.place.lon <= 180 and -90 <= self.place.lat <= 90):
            raise invalid(
                "lon", "expected longitude then latitude in WGS 84 degrees", "not_a_place"
            )
        box = area.network.bounds
        if not box.holds(self.place, 1.0) and box.holds(Place(self.place.lat, self.place.lon), 1.0):
            raise invalid(
                "lon",
                "longitude and latitude look swapped: expected lon before lat",
                "swapped_place",
            )
        if self.at > by.now:
            raise invalid("at", "lies in the future: expected a past time", "in_the_future")
        if self.condition is not None and self.condition not in CONDITIONS:
            raise invalid(
                "condition",
                f"expected one of {', '.join(CONDITIONS)}",
                "not_one_of",
                one_of=list(CONDITIONS),
            )
        if self.team_id is not None and self.team_id not in search.teams:
            raise Unknown("team", self.team_id, "team_id")
        yield (
            SubjectFound,
            {
                "find_id": by.new_id("find"),
                "lon": self.place.lon,
                "lat": self.place.lat,
                "at": moment_text(self.at),
                "condition": self.condition,
                "team_id": self.team_id,
            },
        )


@dataclass(frozen=True, slots=True)
class WithdrawFind:
    """State that the person found was somebody else."""

    reason_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Only while a find stands."""
        if search.find is None:
            raise Conflict("not_found_yet", "there is no find to withdraw")
        yield FindWithdrawn, {"find_id": search.find.find_id, "reason_ref": self.reason_ref}

"""Familiar places: home, former home, market, clinic; he may be on the way there."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import ClassVar

from domain.area import Area
from domain.checks import checked_place
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.knowledge.state import KnownFamiliarPlace
from domain.place import Place
from domain.refusal import invalid
from domain.search import Search
from domain.subject import FamiliarPlace


class FamiliarPlaceAdded(SearchEvent):
    """A place he used to go to."""

    TOPIC: ClassVar[str] = "familiar_place.added"
    ABOUT: ClassVar[str] = "place_id"
    place_id: str
    lon: float
    lat: float
    weight: float
    label_ref: str | None

    def apply(self, search: Search) -> None:
        """Remember the place."""
        search.familiar_places[self.place_id] = KnownFamiliarPlace(
            FamiliarPlace(Place(self.lon, self.lat), self.weight), self.label_ref
        )


@dataclass(frozen=True, slots=True)
class AddFamiliarPlace:
    """Name a place he used to go to; `number` tells several of one command apart."""

    place: Place
    weight: float = 1.0
    label_ref: str | None = None
    number: int = 0

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """In the area, with a positive weight."""
        field = f"familiar_places.{self.number}"
        checked_place(self.place, area, f"{field}.lon")
        if not (isfinite(self.weight) and self.weight > 0):
            raise invalid(f"{field}.weight", "expected a number above 0", "out_of_range", above=0)
        yield (
            FamiliarPlaceAdded,
            {
                "place_id": by.new_id(f"familiar-place-{self.number}"),
                "lon": self.place.lon,
                "lat": self.place.lat,
                "weight": self.weight,
                "label_ref": self.label_ref,
            },
        )

"""Photos: of the subject, and of what was seen. The pictures lie in the vault, sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.refusal import Conflict, Unknown
from domain.search import Search


class SubjectPhotoAdded(SearchEvent):
    """This is how the subject looks."""

    TOPIC: ClassVar[str] = "subject.photo_added"
    ABOUT: ClassVar[str] = "photo_id"
    photo_id: str

    def apply(self, search: Search) -> None:
        """The newest photo is the one that is shown."""
        search.photos = (*search.photos, self.photo_id)


class SubjectPhotoWithdrawn(SearchEvent):
    """It showed somebody else, or was not to be shown."""

    TOPIC: ClassVar[str] = "subject.photo_withdrawn"
    ABOUT: ClassVar[str] = "photo_id"
    photo_id: str
    instead: str | None
    """The photo that is shown again."""

    def apply(self, search: Search) -> None:
        """The one before it, if any, is shown again."""
        search.photos = tuple(photo for photo in search.photos if photo != self.photo_id)


class SightingPhotoAdded(SearchEvent):
    """This is what was seen."""

    TOPIC: ClassVar[str] = "sighting.photo_added"
    ABOUT: ClassVar[str] = "photo_id"
    sighting_id: str
    photo_id: str

    def apply(self, search: Search) -> None:
        """The newest photo is the one that is shown."""
        search.sightings[self.sighting_id].photo_id = self.photo_id


@dataclass(frozen=True, slots=True)
class AddSubjectPhoto:
    """Show everybody what the subject looks like."""

    photo_id: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Whatever the state of the search."""
        yield SubjectPhotoAdded, {"photo_id": self.photo_id}


@dataclass(frozen=True, slots=True)
class WithdrawSubjectPhoto:
    """Take the photo that is shown away again."""

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Only while there is one."""
        if not search.photos:
            raise Conflict("no_photo", "there is no photo to take away")
        instead = search.photos[-2] if len(search.photos) > 1 else None
        yield SubjectPhotoWithdrawn, {"photo_id": search.photos[-1], "instead": instead}


@dataclass(frozen=True, slots=True)
class AddSightingPhoto:
    """Show what was seen."""

    sighting_id: str
    photo_id: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """To a sighting that was reported."""
        if self.sighting_id not in search.sightings:
            raise Unknown("sighting", self.sighting_id, "sighting_id")
        yield (
            SightingPhotoAdded,
            {"sighting_id": self.sighting_id, "photo_id": self.photo_id},
        )

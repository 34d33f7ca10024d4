"""What a demo is about: a fictional case in an area."""

from dataclasses import dataclass
from datetime import timedelta

from domain.place import Place

REPORTED_AFTER = timedelta(minutes=35)
"""From the last known point to the report; in the real case it was about as long."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A familiar place with its name."""

    label: str
    place: Place
    weight: float


@dataclass(frozen=True, slots=True)
class StoryTeam:
    """A street team at its start."""

    name: str
    mode: str
    place: Place


@dataclass(frozen=True, slots=True)
class Story:
    """A fictional case. Nobody in it exists."""

    mobility: str
    last_known_point: Place
    familiar_places: tuple[NamedPlace, ...]
    teams: tuple[StoryTeam, ...]
    end: Place | None
    """Where the story would like him to end; the simulated subject goes where he goes."""
    description: dict[str, str | dict[str, str]]
    """Of the person; sentences in zh and en."""
    words: dict[str, str]
    """The case in a few sentences, zh and en."""

"""Street teams and what they swept, as the search keeps them."""

from dataclasses import dataclass

from domain.place import Place
from domain.window import Window


@dataclass(slots=True)
class StreetTeam:
    """A team in the streets; `assignment` is the redirect it is bound by."""

    team_id: str
    name_ref: str
    mode: str
    beat: str | None
    place: Place | None
    """Where it was deployed."""
    deployed: bool = True
    assignment: str | None = None


@dataclass(slots=True)
class Sweep:
    """Segments that a team searched between two times."""

    sweep_id: str
    team_id: str
    segments: tuple[int, ...]
    window: Window
    pod: float
    version: int
    withdrawn: bool = False

"""What the people who search know. Policies are given this and nothing else."""

from dataclasses import dataclass, field

from coordinator.simulation.missing_report import MissingReport
from domain.area import Area
from domain.place import Place

# All times are seconds after the last known point.


@dataclass(frozen=True)
class Given:
    """What is known from the beginning."""

    report: MissingReport
    reported_s: float
    area: Area
    """With its cameras."""
    team_speed: float
    seed: int
    """For a policy that draws numbers itself."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A window of a camera that an officer watches."""

    camera_id: str
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Sweep:
    """Segments that a team went along, and when."""

    segments: tuple[int, ...]
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """An officer believes he saw him on a camera, after a second look, and where he went out of
    view, or was at the window's end."""

    camera_id: str
    place: Place
    at: float
    heading: float | None
    confirmed: bool
    in_view_since: float


@dataclass(frozen=True, slots=True)
class Order:
    """Streets that a team is to search, the nearest first, or a junction that it is to hold."""

    segments: tuple[int, ...]
    in_order: bool = False
    """In the order given instead."""
    hold: int = -1
    """The junction where it is to stand and see who comes through, -1 for none ..."""
    hold_s: float = 0.0
    """... and how long."""
    standing: bool = False
    """The team follows a standing instruction and need not be told."""


@dataclass
class TeamView:
    """What is known of a team."""

    junction: int
    """Where it is, or the junction it is coming to."""
    to_search: set[int] = field(default_factory=set)
    ordered_at: float = float("-inf")

    @property
    def idle(self) -> bool:
        """Whether it has nothing to do."""
        return not self.to_search


@dataclass
class KnownFacts:
    """What is known by now; it grows while the search goes on."""

    given: Given
    now: float
    teams: list[TeamView]
    cleared: list[Watch] = field(default_factory=list)
    watching: dict[int, Watch] = field(default_factory=dict)
    """By officer."""
    sightings: list[Sighting] = field(default_factory=list)
    sweeps: list[Sweep] = field(default_factory=list)

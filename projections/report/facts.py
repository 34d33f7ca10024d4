"""What the report is read from, and what it is asked again and again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from domain.area import Area
from domain.event import SearchEvent
from domain.evidence import Evidence
from domain.search import Search
from projections.belief.belief import Belief
from projections.belief.explanation import Effect, Source
from projections.belief.explanation_words import Sentence
from projections.place_curve import CurvePoint, PlaceOverTime, Surroundings
from projections.streets.nearest_segments import lines_of


@dataclass(frozen=True, slots=True)
class AtFind:
    """How the place of the find stood over time."""

    place: Surroundings
    as_known_then: PlaceOverTime
    with_hindsight: tuple[CurvePoint, ...]
    effects: tuple[Effect, ...]
    """What had changed its probability most when the known facts pointed there first."""


@dataclass(frozen=True, eq=False)
class Facts:
    """A search from its opening to the find, or to the last thing recorded."""

    search: Search
    """At the end, not to be changed."""
    events: tuple[SearchEvent, ...]
    area: Area
    begin: datetime
    end: datetime
    evidence: Evidence
    """All that was known in the end."""
    belief: Belief
    """Where he could be at the end, as it was known then."""
    passing: Mapping[str, float]
    """By camera: the probability that he had passed it by the end, given where he was found."""
    moved: Mapping[str, float]
    """By clearance: how much probability it moved in the end."""
    at_find: AtFind | None
    names: Mapping[Source, Sentence]
    """What people call the sources of evidence; may lack any of them."""
    teams: Mapping[str, Sentence] = field(default_factory=dict)
    """What teams are called."""

    def team(self, team_id: str | None) -> Sentence:
        """What a team is called."""
        return self.teams.get(team_id or "", {"zh": "某组", "en": "a team"})

    def camera(self, camera_id: str) -> str:
        """A camera by its id and, where it has one of its own, its name."""
        camera = self.area.camera(camera_id)
        named = camera is not None and camera.name not in ("", camera_id)
        return f"{camera_id} {camera.name}" if camera is not None and named else camera_id

    @cached_property
    def found_on(self) -> str:
        """The name of the street he was found on, empty without."""
        find = self.search.find
        if find is None:
            return ""
        spots = lines_of(self.area).within(find.place, 80.0)
        names = (self.area.network.name_of(spot.segment) for spot in spots)
        return next((name for name in names if name), "")

    @cached_property
    def recorded_at(self) -> dict[int, datetime]:
        """When each version was recorded."""
        return {event.originator_version: event.timestamp for event in self.events}

"""Street teams: deployed and stood down."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.checks import checked_place
from domain.command import Decision, Issued, Order
from domain.event import SearchEvent
from domain.place import Place
from domain.redirects.ending import supersede_open
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search
from domain.teams.state import StreetTeam

MODES = ("foot", "bicycle", "vehicle")


class StreetTeamDeployed(SearchEvent):
    """A team is in the streets."""

    TOPIC: ClassVar[str] = "street_team.deployed"
    ABOUT: ClassVar[str] = "team_id"
    team_id: str
    name_ref: str
    mode: str
    beat: str | None
    lon: float | None
    lat: float | None

    def apply(self, search: Search) -> None:
        """Remember the team."""
        here = None
        if self.lon is not None and self.lat is not None:
            here = Place(self.lon, self.lat)
        search.teams[self.team_id] = StreetTeam(
            self.team_id, self.name_ref, self.mode, self.beat, here
        )


class StreetTeamStoodDown(SearchEvent):
    """The team has gone home."""

    TOPIC: ClassVar[str] = "street_team.stood_down"
    ABOUT: ClassVar[str] = "team_id"
    team_id: str
    reason_ref: str | None

    def apply(self, search: Search) -> None:
        """It can be sent nowhere any more."""
        team = search.teams[self.team_id]
        team.deployed = False
        team.assignment = None


@dataclass(frozen=True, slots=True)
class DeployStreetTeam(Order):
    """Put a team into the streets."""

    name_ref: str
    mode: str
    beat: str | None = None
    place: Place | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A known mode, a beat of the area, a place in it."""
        if self.mode not in MODES:
            raise invalid(
                "mode", f"expected one of {', '.join(MODES)}", "not_one_of", one_of=list(MODES)
            )
        if self.beat is not None and self.beat not in {beat.name for beat in area.beats}:
            raise Unknown("beat", self.beat, "beat")
        if self.place is not None:
            checked_place(self.place, area)
        yield (
            StreetTeamDeployed,
            {
                "team_id": by.new_id("team"),
                "name_ref": self.name_ref,
                "mode": self.mode,
                "beat": self.beat,
                "lon": None if self.place is None else self.place.lon,
                "lat": None if self.place is None else self.place.lat,
            },
        )


@dataclass(frozen=True, slots=True)
class StandDownStreetTeam:
    """Send a team home."""

    team_id: str
    reason_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A deployed team; whatever it was sent to do is superseded."""
        team = deployed_team(search, self.team_id)
        yield StreetTeamStoodDown, {"team_id": self.team_id, "reason_ref": self.reason_ref}
        yield from supersede_open(search, team.team_id, by_redirect=None)


def known_team(search: Search, team_id: str) -> StreetTeam:
    """The team, or a refusal that names it."""
    team = search.teams.get(team_id)
    if team is None:
        raise Unknown("team", team_id, "team_id")
    return team


def deployed_team(search: Search, team_id: str) -> StreetTeam:
    """The team if it is in the streets."""
    team = known_team(search, team_id)
    if not team.deployed:
        raise Conflict("team_stood_down", f"team {team_id} has stood down", "team_id")
    return team

"""Long searches, made without the database of each command."""

from datetime import timedelta
from uuid import UUID

from coordinator.archive.stores import Stores
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.command import Command
from domain.event import SearchEvent
from domain.teams.sweep import SweepStreets
from domain.teams.team import DeployStreetTeam
from domain.teams.track import Fix, Track
from tests.coordinator.archive.told import REAL
from tests.domain.scenario import NINE, SEARCH_ID, Scenario, between
from tests.domain.town import IN_TOWN, TOWN

AT_ONCE = 300


def long_story(events: int) -> list[SearchEvent]:
    """Clearances, some of them withdrawn, and sweeps, until there are so many events."""
    s = Scenario(REAL)
    team = s.given(DeployStreetTeam("ref:team name", "foot"))
    while len(s.events) < events:
        number = len(s.events)
        since = number % 50 - 100
        window = between(since, since + 5)
        command: Command = ClearCameraZone("gate", window, "good")
        if number % 4 == 0:
            command = SweepStreets(team, (1, 2, number % 7), window)
        made = s.given(command, minute=number / 60)
        if number % 7 == 0 and isinstance(command, ClearCameraZone):
            s.given(WithdrawClearance(made))
    return s.events[:events]


def keep_long(stores: Stores, events: int, positions: int = 0) -> None:
    """Keep such a search, its events in batches; the team's phone sent so many positions."""
    told = long_story(events)
    stores.areas.keep(TOWN, NINE)
    for begin in range(0, len(told), AT_ONCE):
        stores.searches.events.put(told[begin : begin + AT_ONCE])
    team = next(e.about for e in told if e.TOPIC == "street_team.deployed")
    track = Track.begin(SEARCH_ID, team, NINE)
    for number in range(positions // 10):
        seconds = [timedelta(seconds=10 * number + i) for i in range(10)]
        fixes = [Fix(IN_TOWN.lon, IN_TOWN.lat + number * 1e-7, NINE + s, 8.5) for s in seconds]
        track.extend(fixes, str(UUID(int=number)), NINE + seconds[-1])
        if number % 100 == 99:
            stores.tracks.save(track)
    stores.tracks.save(track)

"""A what-if finds the earlier find that the simulation knows to exist."""

from pathlib import Path

import pytest

from coordinator.recorded_pasts import place_in
from coordinator.simulation.case import drawn
from coordinator.simulation.city import City, city_of_file
from coordinator.simulation.scenario import Scenario
from coordinator.what_if.change import Change
from coordinator.what_if.comparison import Comparison, WhatIf, compared, what_if
from coordinator.what_if.played_on import Hidden, PlayedOn, Terms, played_on
from domain.event import SearchEvent
from domain.knowledge.sighting import SightingReported
from domain.moment import moment_of
from projections.belief.engine import BeliefEngine
from projections.place_curve import CurvePoint, PlaceOverTime
from tests.coordinator.simulation.small_city import SMALL
from tests.coordinator.simulation.small_city import city as small_city
from tests.coordinator.what_if.recorded import played

WIDE = 0


class Sooner:
    """The newest place at which a camera truly recorded him is watched first of all."""

    def __init__(self, city: City, scenario: Scenario, seed: int) -> None:
        self.case, self.scenario = drawn(city, scenario, seed), scenario
        found = played(self.case, scenario, "practice")
        assert found is not None
        self.past = found.past
        self.seen = max(self._true(), key=lambda event: moment_of(event.at))
        self.earliest = max(self.past.begin, moment_of(self.seen.at))
        self.asked: WhatIf = what_if(self.past, [Change(self.earliest, self.seen.sighting_id)])

    def _true(self) -> list[SightingReported]:
        truth = self.case.truth()
        return [
            event
            for event in self.past.events
            if isinstance(event, SightingReported) and truth.passings(str(event.camera_id))
        ]

    def compared(self) -> Comparison:
        believe = BeliefEngine(self.past.area).believe
        return compared(self.asked, place_in(self.past), believe, lambda *_: None)

    def played_on(self, teams: int, chances: int) -> list[PlayedOn]:
        look = next(self.asked.altered.looks([self.earliest]))
        given = self.case.given
        network = given.area.network
        places = [network.junction_place(junction) for junction in self.case.team_junctions]
        hidden = Hidden(self.case.life, given.report.last_known_point.at)
        terms = Terms(teams, self.scenario.officers, chances, self.scenario.hours)
        return list(played_on(self.asked.altered, look, hidden, places, terms, lambda *_: None))


def first(over_time: PlaceOverTime, number: int) -> CurvePoint | None:
    return over_time.pointed[number].first


@pytest.fixture(scope="module")
def small() -> Sooner:
    return Sooner(small_city(), SMALL, 8)


def test_the_right_camera_first_points_at_the_place_earlier(small: Sooner) -> None:
    found = small.compared()
    recorded, altered = first(found.recorded, WIDE), first(found.altered, WIDE)
    assert recorded is not None
    assert altered is not None
    assert small.earliest < small.seen.timestamp
    assert altered.at < recorded.at


def test_the_simulation_finds_him_earlier_from_there(small: Sooner) -> None:
    plays = small.played_on(len(small.case.team_junctions), 2)
    assert len(plays) == 2
    for each in plays:
        assert each.found_at is not None
        assert small.earliest < each.found_at < small.past.end


def test_equal_terms_play_on_equally(
    small: Sooner,
) -> None:
    assert small.played_on(2, 1) == small.played_on(2, 1)


def test_the_recorded_past_is_what_it_was(small: Sooner) -> None:
    before: tuple[SearchEvent, ...] = tuple(small.past.events)
    small.compared()
    assert small.past.events == before


@pytest.mark.city
def test_in_munich_the_right_camera_first_points_at_the_place_earlier(areas_dir: Path) -> None:
    munich = city_of_file(areas_dir / "munich_centre.osm.pbf", "munich")
    sooner = Sooner(munich, Scenario(hours=4.0), 31)
    found = sooner.compared()
    recorded, altered = first(found.recorded, 1), first(found.altered, 1)
    assert recorded is not None
    assert altered is not None
    assert altered.at < recorded.at

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import coordinator.simulation
from coordinator.simulation.case import drawn
from coordinator.simulation.known_facts import Given, KnownFacts, Sighting, Sweep, Watch
from coordinator.simulation.policies.catalogue import POLICIES, policy_named
from coordinator.simulation.policies.evidence_told import EvidenceTold
from coordinator.simulation.policies.practice import Practice
from coordinator.simulation.policies.ring import Ring
from coordinator.simulation.population import simulated_parameters
from coordinator.simulation.world import play
from tests.coordinator.simulation.small_city import SIDE, SMALL, city, facts, given

HERE = Path(coordinator.simulation.__file__).parent
SECRET = {"truth", "hidden_subject", "trail", "true_motion", "case", "world"}
CENTRE = SIDE * 7 + 7
FEW = simulated_parameters(SMALL, 2000.0)


def imported(module: Path) -> set[str]:
    """Modules of the simulation that a file imports, by path below the package."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text())):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        prefix = "coordinator.simulation."
        found |= {name.removeprefix(prefix) for name in names if name.startswith(prefix)}
    return found


def test_no_policy_can_reach_the_truth_through_anything_it_imports() -> None:
    waiting = [HERE / "policy.py", *sorted((HERE / "policies").glob("*.py"))]
    reached: set[str] = set()
    while waiting:
        for name in imported(waiting.pop()) - reached:
            reached.add(name)
            waiting.append(HERE / f"{name.replace('.', '/')}.py")
    assert "known_facts" in reached
    assert not reached & SECRET


def streets_in_order(policy: Ring | Practice, known: KnownFacts, count: int) -> list[int]:
    chosen = []
    for _ in range(count):
        order = policy.send(known, 0)
        assert order is not None
        chosen.append(order.segments[0])
    return chosen


def test_ring_begins_with_the_streets_at_the_last_known_point() -> None:
    known = facts(given(), (CENTRE,) * 4)
    network = city().area.network
    (first,) = streets_in_order(Ring(given()), known, 1)
    assert CENTRE in (network.start[first], network.end[first])


def test_ring_keeps_its_teams_in_different_sectors() -> None:
    policy, known = Ring(given()), facts(given(), (CENTRE,) * 4)
    orders = [policy.send(known, team) for team in range(4)]
    assert len({order.segments for order in orders if order is not None}) == 4


def test_ring_does_not_send_a_team_where_one_has_been() -> None:
    first = streets_in_order(Ring(given()), facts(given(), (CENTRE,)), 1)
    known = facts(given(), (CENTRE,))
    known.sweeps.append(Sweep(tuple(first), 0.0, 1.0))
    assert first != streets_in_order(Ring(given()), known, 1)


def with_cameras() -> Given:
    case = drawn(city(), SMALL, 3)
    return case.given


def test_practice_watches_the_nearest_camera_over_the_whole_time_and_no_camera_twice() -> None:
    known = facts(with_cameras())
    policy = Practice(known.given)
    centre = known.given.report.last_known_point.place
    place = {camera.camera_id: camera.place for camera in known.given.area.cameras}
    watches = [policy.watch(known) for _ in range(5)]
    far = [place[watch.camera_id].distance_m(centre) for watch in watches if watch is not None]
    assert far == sorted(far)
    assert len({watch.camera_id for watch in watches if watch is not None}) == 5
    assert {(watch.since, watch.until) for watch in watches if watch} == {(0.0, known.now)}


def test_practice_turns_a_team_round_when_its_sector_is_two_cameras_ahead() -> None:
    known = facts(with_cameras())
    policy = Practice(known.given)
    cameras = [camera.camera_id for camera in known.given.area.cameras]
    turned: set[int] = set()
    for camera_id in cameras:
        known.cleared.append(Watch(camera_id, 0.0, known.now))
        turned |= policy.redirect(known).keys()
    assert turned


def test_practice_starts_anew_around_a_sighting() -> None:
    known = facts(with_cameras())
    policy = Practice(known.given)
    first = policy.watch(known)
    assert first is not None
    there = known.given.area.network.junction_place(0)
    known.sightings.append(Sighting("SIM-001", there, 1000.0, None, True, 900.0))
    assert policy.redirect(known).keys() == {0, 1, 2, 3}
    again = policy.watch(known)
    assert again is not None
    place = {camera.camera_id: camera.place for camera in known.given.area.cameras}
    assert place[again.camera_id] == min(place.values(), key=there.distance_m)
    assert again.since == 1000.0


def test_what_is_known_becomes_evidence() -> None:
    known = facts(with_cameras())
    told = EvidenceTold(known.given, FEW)
    assert told.evidence(known).clearances == frozenset()
    known.cleared.append(Watch("SIM-001", 60.0, 120.0))
    known.sweeps.append(Sweep((1, 2), 4000.0, 4100.0))
    seen = Sighting("SIM-001", known.given.area.cameras[0].place, 90.0, 10.0, False, 80.0)
    known.sightings.append(seen)
    evidence = told.evidence(known)
    (clearance,) = evidence.clearances
    assert (clearance.until - clearance.since).total_seconds() == 60
    assert {sweep.segments for sweep in evidence.sweeps} == {(1, 2)}
    (sighting,) = evidence.sightings
    assert sighting.credibility == FEW["credibility_camera"]
    assert told.evidence(known) is evidence


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_searches_and_finds_somebody(name: str) -> None:
    found = [
        play(drawn(city(), SMALL, seed), name, policy_named(name, FEW), SMALL).found_min
        for seed in (0, 3, 4)
    ]
    assert any(minutes is not None for minutes in found)


def test_the_advice_for_a_case_is_the_same_twice() -> None:
    short = replace(SMALL, hours=0.7)
    one, other = (
        play(drawn(city(), short, 2), "advice", policy_named("advice", FEW), short)
        for _ in range(2)
    )
    assert replace(one, seconds=0.0) == replace(other, seconds=0.0)

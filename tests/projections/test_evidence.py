import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.camera_zones.outage import ReportCameraOutage, WithdrawOutage
from domain.command import Command
from domain.evidence import ClearanceEvidence, Evidence
from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.rest_of_world import CheckRestOfWorld, WithdrawRestOfWorldCheck
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.lifecycle import CloseSearch
from domain.place import Place
from domain.teams.sweep import SweepStreets, WithdrawSweep
from domain.teams.team import DeployStreetTeam
from domain.window import Window
from projections.evidence import CHANGES_BELIEF, evidence_of
from tests.domain.scenario import PARAMETERS, Scenario, at, between
from tests.domain.town import IN_TOWN, TOWN
from tests.projections.full_story import full_story


def evidence(scenario: Scenario) -> Evidence:
    return evidence_of(scenario.search, TOWN)


def windows(scenario: Scenario) -> list[Window]:
    """The windows in force, in true time."""
    found = evidence(scenario).clearances
    return sorted((Window(c.since, c.until) for c in found), key=lambda window: window.since)


def test_a_new_search_has_its_opening_and_no_evidence() -> None:
    known = evidence(Scenario())
    assert known.last_known_point.place == IN_TOWN
    assert known.seed == 7
    assert known.parameters == PARAMETERS
    assert not known.clearances | known.sweeps | known.sightings | known.outside_checks


def test_a_clearance_counts_with_its_pod_and_a_withdrawn_one_not_at_all() -> None:
    scenario = Scenario()
    kept = scenario.given(ClearCameraZone("gate", between(-30, -20), pod=0.5), minute=1)
    lost = scenario.given(ClearCameraZone("gate", between(-20, -10)), minute=2)
    scenario.given(WithdrawClearance(lost))
    (found,) = evidence(scenario).clearances
    assert found == ClearanceEvidence(f"{kept}/0", "gate", at(-30), at(-20), 0.5)


def test_withdrawing_gives_back_the_evidence_there_was_before() -> None:
    scenario = Scenario()
    scenario.given(ClearCameraZone("gate", between(-30, -20)), minute=1)
    before = evidence(scenario)
    wrong = scenario.given(ClearCameraZone("shop", between(-20, -10)), minute=2)
    assert evidence(scenario) != before
    scenario.given(WithdrawClearance(wrong))
    assert evidence(scenario) == before


def test_a_withdrawn_check_outside_is_as_if_it_had_never_been_made() -> None:
    scenario = Scenario()
    kept = scenario.given(CheckRestOfWorld("bus", between(-30, 0), 0.3), minute=1)
    before = evidence(scenario)
    wrong = scenario.given(CheckRestOfWorld("hospital", between(-30, 0), 0.5))
    assert {check.id for check in evidence(scenario).outside_checks} == {kept, wrong}
    scenario.given(WithdrawRestOfWorldCheck(wrong))
    assert evidence(scenario) == before


def test_the_clock_of_the_camera_is_taken_off() -> None:
    scenario = Scenario()
    scenario.given(ClearCameraZone("shop", between(-30, -20)), minute=1)
    assert windows(scenario) == [between(-32, -22)], "the shop's clock is two minutes ahead"


def test_a_correction_moves_earlier_clearances_too() -> None:
    scenario = Scenario()
    scenario.given(ClearCameraZone("shop", between(-30, -20)), minute=1)
    scenario.given(ClearCameraZone("gate", between(-30, -20)))
    scenario.given(CorrectCameraClock("shop", -300.0))
    assert windows(scenario) == [between(-30, -20), between(-25, -15)]


def test_an_outage_cuts_a_window_into_the_parts_that_were_recorded() -> None:
    scenario = Scenario()
    scenario.given(ClearCameraZone("gate", between(-30, 0), pod=0.5), minute=1)
    scenario.given(ReportCameraOutage("gate", between(-20, -15)))
    scenario.given(ReportCameraOutage("gate", between(-35, -28)))
    scenario.given(ReportCameraOutage("shop", between(-30, 0)))
    assert windows(scenario) == [between(-28, -20), between(-15, 0)]
    assert {c.pod for c in evidence(scenario).clearances} == {0.5}
    assert len({c.id for c in evidence(scenario).clearances}) == 2


def test_an_outage_is_by_the_clock_of_its_camera() -> None:
    scenario = Scenario()
    scenario.given(ClearCameraZone("shop", between(-30, -10)), minute=1)
    scenario.given(ReportCameraOutage("shop", between(-20, -10)))
    assert windows(scenario) == [between(-32, -22)]


def test_a_window_wholly_without_recording_counts_for_nothing() -> None:
    scenario = Scenario()
    scenario.given(ClearCameraZone("gate", between(-30, -20)), minute=1)
    scenario.given(ReportCameraOutage("gate", between(-40, 0)))
    assert not evidence(scenario).clearances


def test_an_outage_taken_back_brings_the_whole_window_back() -> None:
    scenario = Scenario()
    scenario.given(ClearCameraZone("gate", between(-30, -20)), minute=1)
    outage = scenario.given(ReportCameraOutage("gate", between(-40, 0)))
    scenario.given(WithdrawOutage(outage))
    assert windows(scenario) == [between(-30, -20)]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("confirmed", PARAMETERS["credibility_confirmed"]),
        ("ruled_out", PARAMETERS["credibility_ruled_out"]),
        ("unconfirmed", 0.45),
    ],
)
def test_the_verdict_sets_the_credibility_of_a_sighting(verdict: str, expected: float) -> None:
    scenario = Scenario()
    seen = ReportSighting(IN_TOWN, at(-10), "witness", heading=90.0, credibility=0.45)
    sighting = scenario.given(seen, minute=1)
    assert {s.credibility for s in evidence(scenario).sightings} == {0.45}
    scenario.given(AssessSighting(sighting, verdict))
    (found,) = evidence(scenario).sightings
    assert found.credibility == expected
    assert (found.id, found.place, found.at, found.heading) == (sighting, IN_TOWN, at(-10), 90.0)


def test_the_newest_verdict_holds() -> None:
    scenario = Scenario()
    sighting = scenario.given(ReportSighting(IN_TOWN, at(-10), "witness"), minute=1)
    original = evidence(scenario).sightings
    scenario.given(AssessSighting(sighting, "confirmed"))
    scenario.given(AssessSighting(sighting, "unconfirmed"))
    assert evidence(scenario).sightings == original


def test_sweeps_in_force_and_checks_outside_count() -> None:
    scenario = Scenario()
    team = scenario.given(DeployStreetTeam("name", "foot"), minute=1)
    sweep = scenario.given(SweepStreets(team, (2, 1), between(-9, -5), pod=0.7))
    wrong = scenario.given(SweepStreets(team, (3,), between(-9, -5)))
    scenario.given(WithdrawSweep(wrong))
    check = scenario.given(CheckRestOfWorld("bus", between(-30, 0), 0.3))
    (swept,) = evidence(scenario).sweeps
    assert (swept.id, swept.segments, swept.since, swept.until, swept.pod) == (
        sweep, (1, 2), at(-9), at(-5), 0.7,
    )  # fmt: skip
    assert {(c.id, c.pod) for c in evidence(scenario).outside_checks} == {(check, 0.3)}


def test_facts_that_arrive_after_closure_count_like_others() -> None:
    early, late = Scenario(), Scenario()
    cleared = ClearCameraZone("gate", between(-30, -20))
    early.given(cleared, minute=1, number=50)
    late.given(CloseSearch("not_found"), minute=1, number=49)
    late.given(cleared, minute=2, number=50)
    assert late.events[-1].late
    assert evidence(late) == evidence(early)


FACTS: list[Callable[[], Command]] = [
    lambda: ClearCameraZone("gate", between(-30, -5), pod=0.5),
    lambda: ReportCameraOutage("gate", between(-12, -8)),
    lambda: CorrectCameraClock("gate", 60.0),
    lambda: AddFamiliarPlace(Place(11.571, 48.131), 2.0, "home"),
    lambda: AddFamiliarPlace(Place(11.579, 48.132), 1.0, "market"),
]


def test_the_order_in_which_facts_were_recorded_does_not_matter() -> None:
    found = []
    for order in permutations(range(len(FACTS))):
        scenario = Scenario()
        for number in order:
            scenario.given(FACTS[number](), minute=1, number=100 + number)
        found.append(evidence(scenario))
    assert all(known == found[0] for known in found)
    assert len(found[0].clearances) == 2
    assert len(found[0].familiar_places) == 2


def test_whatever_changes_the_evidence_is_among_the_topics_that_say_so() -> None:
    events = full_story().events
    search, before, changing = None, None, set()
    for event in events:
        search = event.mutate(search)
        if search.last_known_point is None:
            continue
        now = evidence_of(search, TOWN)
        if now != before:
            changing.add(event.TOPIC)
        before = now
    assert changing <= CHANGES_BELIEF
    assert {"rest_of_world.check_withdrawn", "streets.sweep_withdrawn"} <= changing
    client = (Path(__file__).resolve().parents[2] / "web/client/src/search/changing.ts").read_text()
    assert set(re.findall(r"^  '(.+)',$", client, re.MULTILINE)) == CHANGES_BELIEF

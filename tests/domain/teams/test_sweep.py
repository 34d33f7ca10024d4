from math import nan
from typing import Any

import numpy as np
import pytest

from domain.teams.sweep import StreetsThen, SweepStreets, SweepTrack, WithdrawSweep
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from tests.domain.scenario import PARAMETERS, Scenario, between, event

SPAN = between(-30, 0)


@pytest.fixture
def team(search: Scenario) -> str:
    return search.given(DeployStreetTeam("name-1", "foot"))


def test_a_sweep_is_recorded_with_segments_times_and_pod(search: Scenario, team: str) -> None:
    search.when(SweepStreets(team, (2, 5), SPAN, 0.8, "track"))
    search.then(
        event("streets.swept", team_id=team, segments=[2, 5], since="2026-03-02T08:30:00Z",
              until="2026-03-02T09:00:00Z", pod=0.8, derived_from="track")
    )  # fmt: skip


def test_a_pod_that_nobody_stated_is_the_searchs_own(search: Scenario, team: str) -> None:
    search.when(SweepStreets(team, (2,), SPAN))
    search.then(event("streets.swept", pod=PARAMETERS["pod_sweep"], derived_from="taps"))


def test_each_segment_counts_once_in_ascending_order(search: Scenario, team: str) -> None:
    search.when(SweepStreets(team, (5, 2, 5, 0), SPAN))
    search.then(event("streets.swept", segments=[0, 2, 5]))


def test_segments_out_of_an_array_can_be_stored_too(search: Scenario, team: str) -> None:
    search.when(SweepStreets(team, tuple(np.array([4, 1], dtype=np.int32)), SPAN))
    search.then(event("streets.swept", segments=[1, 4]))


def test_a_team_that_has_gone_home_may_still_say_what_it_swept(search: Scenario, team: str) -> None:
    search.given(StandDownStreetTeam(team))
    search.when(SweepStreets(team, (1,), SPAN))
    search.then(event("streets.swept"))


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"segments": ()}, "segments"),
        ({"segments": (7,)}, "segments"),
        ({"segments": (0, -1)}, "segments"),
        ({"window": between(-30, 0.01)}, "until"),
        ({"pod": 1.0}, "pod"),
        ({"pod": nan}, "pod"),
        ({"derived_from": "dream"}, "derived_from"),
    ],
)
def test_bad_input_is_refused_and_named(
    search: Scenario, team: str, bad: dict[str, Any], field: str
) -> None:
    sweep: dict[str, Any] = {"segments": (1,), "window": SPAN, **bad}
    search.when(SweepStreets(team, **sweep))
    search.then_refused("invalid_value", field)


def test_an_unknown_team_sweeps_nothing(search: Scenario) -> None:
    search.when(SweepStreets("nobody", (1,), SPAN))
    search.then_refused("unknown_team", "team_id")


def test_a_withdrawn_sweep_is_out_of_force_and_stays_on_record(search: Scenario, team: str) -> None:
    sweep = search.given(SweepStreets(team, (1,), SPAN))
    search.when(WithdrawSweep(sweep, "reason-1"))
    search.then(event("streets.sweep_withdrawn", sweep_id=sweep, reason_ref="reason-1"))
    assert search.search.sweeps[sweep].withdrawn


def test_a_sweep_is_withdrawn_once(search: Scenario, team: str) -> None:
    sweep = search.given(SweepStreets(team, (1,), SPAN))
    search.given(WithdrawSweep(sweep))
    search.when(WithdrawSweep(sweep))
    search.then_refused("already_withdrawn")


def test_an_unknown_sweep_cannot_be_withdrawn(search: Scenario) -> None:
    search.when(WithdrawSweep("nothing"))
    search.then_refused("unknown_sweep", "sweep_id")


def track(team: str, **more: Any) -> SweepTrack:
    parts = (StreetsThen((0, 1), between(-30, -28)), StreetsThen((2,), between(-28, -26)))
    return SweepTrack(team, parts, **{"tapped": (), "window": SPAN, **more})


def test_a_track_is_several_sweeps_each_at_its_own_time(search: Scenario, team: str) -> None:
    search.when(track(team, tapped=(5,)))
    search.then(
        event("streets.swept", segments=[0, 1], since="2026-03-02T08:30:00Z",
              until="2026-03-02T08:32:00Z", derived_from="track"),
        event("streets.swept", segments=[2], until="2026-03-02T08:34:00Z", derived_from="track"),
        event("streets.swept", segments=[5], until="2026-03-02T09:00:00Z", derived_from="taps"),
    )  # fmt: skip
    assert len(search.search.sweeps) == 3


def test_a_correction_takes_the_place_of_the_sweeps_it_corrects(
    search: Scenario, team: str
) -> None:
    wrong = search.given(SweepStreets(team, (1,), SPAN))
    search.when(track(team, replaces=(wrong, wrong)))
    search.then(
        event("streets.swept"), event("streets.swept"),
        event("streets.sweep_withdrawn", sweep_id=wrong),
    )  # fmt: skip
    search.when(track(team, replaces=(wrong,)))
    search.then_refused("already_withdrawn")


def test_only_sweeps_of_the_same_team_are_replaced(search: Scenario, team: str) -> None:
    other = search.given(DeployStreetTeam("name-2", "foot"))
    theirs = search.given(SweepStreets(other, (1,), SPAN))
    search.when(track(team, replaces=(theirs,)))
    search.then_refused("invalid_value", "replaces")
    search.when(track(team, replaces=("none",)))
    search.then_refused("unknown_sweep", "replaces")


def test_a_track_that_says_nothing_is_refused(search: Scenario, team: str) -> None:
    search.when(SweepTrack(team, (), (), SPAN))
    search.then_refused("invalid_value", "segments")

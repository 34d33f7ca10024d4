from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coordinator.simulation import study as study_module
from coordinator.simulation.comparison import ratio, times_of
from coordinator.simulation.outcome import Outcome
from coordinator.simulation.plot import found_over_time
from coordinator.simulation.study import Study, outcomes
from coordinator.simulation.study_record import study_record, study_tables
from tests.coordinator.simulation.small_city import SMALL, city

QUICK = replace(SMALL, hours=1.0)
STUDY = Study(city(), QUICK, ("ring", "practice"), (1, 2, 3, 4))


def by_case(found: Iterable[Outcome]) -> list[Outcome]:
    timeless = (replace(each, seconds=0.0) for each in found)
    return sorted(timeless, key=lambda each: (each.seed, each.policy))


def of(policy: str, minutes: list[float | None], *, left: bool = False) -> list[Outcome]:
    return [Outcome(policy, seed, found, left, 0, 0, 0) for seed, found in enumerate(minutes)]


def test_outcomes_are_the_same_whatever_the_number_of_workers() -> None:
    one = by_case(outcomes(STUDY, 1))
    assert len(one) == 8
    assert by_case(outcomes(STUDY, 2)) == one


def test_a_study_that_was_broken_off_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept.jsonl"
    half = replace(STUDY, seeds=(1, 2))
    begun = by_case(outcomes(half, 1, kept))
    with kept.open("ab") as file:
        file.write(b'\n{"study": "cut sho')
    played = study_module.played
    seeds: list[int] = []

    def counted(study: Study, task: tuple[int, tuple[str, ...]]) -> list[Outcome]:
        seeds.append(task[0])
        return played(study, task)

    monkeypatch.setattr(study_module, "played", counted)
    whole = by_case(outcomes(STUDY, 1, kept))
    assert seeds == [3, 4]
    assert whole[:4] == begun
    seeds.clear()
    assert by_case(outcomes(STUDY, 1, kept)) == whole
    assert seeds == []


def test_outcomes_of_another_scenario_are_not_taken_up(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    list(outcomes(replace(STUDY, seeds=(1,)), 1, kept))
    other = replace(STUDY, scenario=replace(QUICK, team_speed=1.0), seeds=(1,))
    assert study_module.read_kept(other, kept) == {}


def test_who_was_not_found_counts_as_the_whole_search() -> None:
    times = times_of(of("ring", [10.0, 20.0, None, None]), "ring", 360.0)
    assert times.restricted_mean == (10 + 20 + 360 + 360) / 4
    assert times.median == (20 + 360) / 2
    assert times.found == 0.5


def test_a_ratio_is_paired_by_subject() -> None:
    slow: list[float | None] = [10.0 * n for n in range(1, 31)]
    fast: list[float | None] = [5.0 * n for n in range(1, 31)]
    found = ratio([*of("a", fast), *of("b", slow)], "a", "b", 360.0)
    # Subject by subject exactly half, so that no resampling can change it.
    assert found.restricted_mean == pytest.approx((0.5, 0.5, 0.5))
    assert found.median == pytest.approx((0.5, 0.5, 0.5))


def test_an_interval_holds_its_estimate_and_is_wider_for_fewer_subjects() -> None:
    minutes: list[float | None] = [float((n * 37) % 200 + 1) for n in range(80)]
    turned = minutes[::-1]
    many = ratio([*of("a", minutes), *of("b", turned)], "a", "b", 360.0).restricted_mean
    few = ratio([*of("a", minutes[:10]), *of("b", turned[:10])], "a", "b", 360.0).restricted_mean
    assert many[1] <= many[0] <= many[2]
    assert few[2] - few[1] > many[2] - many[1]


def test_the_record_tells_those_who_left_apart() -> None:
    found = [*of("ring", [10.0, None]), *of("advice", [5.0, 6.0])]
    gone = [replace(each, seed=7, left=True) for each in found[:1] + found[2:3]]
    study = replace(STUDY, policies=("ring", "advice"))
    record = study_record(study, [*found, *gone])
    assert [each["subjects"] for each in record["policies"]] == [2, 2]
    assert [each["subjects"] for each in record["left_the_area"]] == [1, 1]
    assert record["ratios"][0]["against"] == "ring"
    assert len(study_tables(study, [*found, *gone])) == 3


def test_the_plot_has_a_line_for_every_policy() -> None:
    found = [*of("ring", [10.0, None]), *of("advice", [5.0, 6.0])]
    svg = ElementTree.fromstring(found_over_time(found, ("ring", "advice"), 360.0, "A & B"))
    lines = [each for each in svg.iter() if each.tag.endswith("polyline")]
    assert len(lines) == 2

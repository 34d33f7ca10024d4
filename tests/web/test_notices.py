"""Notices over HTTP: what the map of a search cannot honour is said, and nothing crashes."""

import statistics
import time
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.area import Area
from tests.web.house import House, Person, Record, ago, house, lon_lat
from tests.web.test_bad_input import problem_of


def window() -> Record:
    """Half an hour that began soon after he was last seen. Made anew for each test: a time fixed
    when tests are collected grows old while the others run."""
    return {"from": ago(55), "until": ago(20)}


def pair(commander: Person, here: House) -> tuple[str, str]:
    """Two searches alike to the microsecond, so that equal evidence gives equal maps."""
    body = here.opening()
    return commander.did("/searches", body), commander.did("/searches", body)


def told(person: Person, search_id: str, query: str = "") -> dict[str, Record]:
    """Notices by code."""
    answer = person.read(f"/searches/{search_id}/notices{query}")
    return {notice["code"]: notice for notice in answer["notices"]}


def opened(commander: Person, here: House, **more: Any) -> str:
    return commander.did("/searches", here.opening(**more))


def test_a_search_without_trouble_has_no_notices(commander: Person, search_id: str) -> None:
    answer = commander.read(f"/searches/{search_id}/notices")
    assert answer["notices"] == []
    assert answer["version"] == commander.read(f"/searches/{search_id}")["version"]


def test_a_last_known_point_off_the_network_is_accepted_and_told(
    commander: Person, here: House
) -> None:
    far = {**lon_lat(10, 2), "at": ago(60)}
    notice = told(commander, opened(commander, here, last_known_point=far))["origin_snapped"]
    assert notice["figures"]["metres"] == pytest.approx(350, abs=15)
    assert "Quiet End" in notice["says"]["en"]
    assert "Quiet End" in notice["says"]["zh"]
    assert notice["do"]["zh"]
    assert notice["do"]["en"]


def test_a_last_known_point_two_kilometres_outside_the_area_is_refused(
    commander: Person, here: House
) -> None:
    absurd = {**lon_lat(60, 2), "at": ago(60)}
    answer = commander.post("/searches", here.opening(last_known_point=absurd))
    problem = problem_of(answer, 422)
    assert problem["errors"][0]["field"].startswith("last_known_point")
    assert "outside the area" in problem["detail"]


def test_a_sighting_off_the_network_is_told_until_it_is_ruled_out(
    commander: Person, search_id: str
) -> None:
    body = {**lon_lat(2.5, 2.5), "at": ago(30), "source": "witness", "radius_m": 10}
    sighting = commander.did(f"/searches/{search_id}/sightings", body)
    notice = told(commander, search_id)["sighting_snapped"]
    assert notice["about"] == [sighting]
    assert notice["figures"]["metres"] == pytest.approx(50, abs=3)
    commander.did(f"/searches/{search_id}/sightings/{sighting}/assessment",
                  {"verdict": "ruled_out"})  # fmt: skip
    assert "sighting_snapped" not in told(commander, search_id)


def test_clearing_a_camera_that_sees_no_street_is_told_by_its_name(
    commander: Person, search_id: str
) -> None:
    commander.did(f"/searches/{search_id}/clearances", {"camera_id": "C6", **window()})
    notice = told(commander, search_id)["camera_sees_no_street"]
    assert notice["about"] == ["C6"]
    assert notice["figures"] == {"cameras": 1, "windows": 1}


def test_a_pod_of_0_999_is_accepted_and_counts_as_the_cap(commander: Person, here: House) -> None:
    first, second = pair(commander, here)
    seen = window()
    sure = commander.did(f"/searches/{first}/clearances",
                         {"camera_id": "C1", **seen, "pod": 0.999})  # fmt: skip
    commander.did(f"/searches/{second}/clearances", {"camera_id": "C1", **seen, "pod": 0.9})
    notice = told(commander, first)["pod_capped"]
    assert notice["about"] == [sure]
    assert notice["figures"] == {"count": 1, "highest": 0.999, "cap": 0.9}
    assert "pod_capped" not in told(commander, second)
    at = ago(10).replace("+", "%2B")
    maps = [commander.read(f"/searches/{each}/map?at={at}") for each in (first, second)]
    assert maps[0]["features"] == maps[1]["features"]


def test_clearances_without_recording_or_too_early_are_told(
    commander: Person, search_id: str
) -> None:
    early = commander.did(f"/searches/{search_id}/clearances",
                          {"camera_id": "C1", "from": ago(120), "until": ago(70)})  # fmt: skip
    commander.did(f"/searches/{search_id}/cameras/C2/outages",
                  {"from": ago(60), "until": ago(10)})  # fmt: skip
    blind = commander.did(f"/searches/{search_id}/clearances", {"camera_id": "C2", **window()})
    found = told(commander, search_id)
    assert found["evidence_too_early"]["about"] == [early]
    assert found["camera_without_recording"]["about"] == [blind]


def outdoors(here: House) -> Record:
    """Parameters of somebody who never goes indoors, where no search could see him."""
    parameters = here.opening()["parameters"]
    return {"parameters": {**parameters, "indoors_gap": 1e9, "goal_indoors": 0.0}}


def test_everything_searched_many_times_over_is_told_and_the_map_is_still_one(
    commander: Person, here: House, small_area: Area
) -> None:
    search_id = opened(commander, here, **outdoors(here))
    team = commander.did(f"/searches/{search_id}/teams", {"name": "Team 1", "mode": "foot"})
    everywhere = list(range(small_area.network.segments))
    for minute in range(55, 5, -5):
        body = {"team_id": team, "segments": everywhere, "from": ago(minute),
                "until": ago(minute - 5), "pod": 0.999}  # fmt: skip
        commander.did(f"/searches/{search_id}/sweeps", body)
    commander.did(f"/searches/{search_id}/outside-checks",
                  {"kind": "bus", "from": ago(60), "until": ago(0.1), "pod": 0.999})  # fmt: skip
    found = told(commander, search_id)
    assert {"evidence_leaves_little", "sample_limit_reached", "pod_capped"} <= found.keys()
    assert found["evidence_leaves_little"]["figures"]["log10_left"] < -3
    answer = commander.read(f"/searches/{search_id}/map")
    poa = [feature["properties"]["poa"] for feature in answer["features"]]
    assert np.isfinite(poa).all()
    assert sum(poa) + answer["rest_of_world"] == pytest.approx(1, abs=1e-9)


def test_a_sighting_against_what_the_teams_searched_is_named(
    commander: Person, here: House, small_area: Area
) -> None:
    search_id = opened(commander, here, **outdoors(here))
    team = commander.did(f"/searches/{search_id}/teams", {"name": "Team 7", "mode": "foot"})
    everywhere = list(range(small_area.network.segments))
    for _ in range(5):
        body = {"team_id": team, "segments": everywhere, "from": ago(36), "until": ago(24),
                "pod": 0.9}  # fmt: skip
        commander.did(f"/searches/{search_id}/sweeps", body)
    body = {**lon_lat(3, 2), "at": ago(30), "source": "officer"}
    sighting = commander.did(f"/searches/{search_id}/sightings", body)
    commander.did(f"/searches/{search_id}/sightings/{sighting}/assessment",
                  {"verdict": "confirmed"})  # fmt: skip
    disagrees = told(commander, search_id)["evidence_disagrees"]
    assert disagrees["about"][0] == sighting
    assert disagrees["figures"]["sources"][0]["kind"] == "sighting"
    assert disagrees["figures"]["sources"][0]["strain"] > 3
    assert "4th Column" in disagrees["says"]["en"]


def test_a_thousand_clearances_of_one_camera_count_once_and_stay_as_quick_as_the_first(
    commander: Person, here: House
) -> None:
    """Windows of one camera count once for each pass, so a thousand that overlap are one."""
    many, one = pair(commander, here)
    body = {"camera_id": "C1", "from": ago(55), "until": ago(20), "grade": "good"}
    took = []
    for _ in range(1000):
        begun = time.perf_counter()
        commander.did(f"/searches/{many}/clearances", body)
        took.append(time.perf_counter() - begun)
    # Medians, one against the other: whatever else the machine does slows both.
    assert statistics.median(took[-200:]) < 5 * statistics.median(took[:200])
    commander.did(f"/searches/{one}/clearances", body)
    at = ago(10).replace("+", "%2B")
    maps = [commander.read(f"/searches/{each}/map?at={at}") for each in (many, one)]
    assert maps[0]["features"] == maps[1]["features"]
    assert told(commander, many) == {}


def test_notices_are_of_a_version_and_a_moment(commander: Person, search_id: str) -> None:
    before = commander.read(f"/searches/{search_id}")["version"]
    commander.did(f"/searches/{search_id}/clearances", {"camera_id": "C6", **window()})
    assert told(commander, search_id, f"?version={before}") == {}
    assert "camera_sees_no_street" in told(commander, search_id, f"?version={before + 1}")
    later = ago(-60 * 24 * 6).replace("+", "%2B")
    assert "beyond_horizon" in told(commander, search_id, f"?at={later}")
    too_early = ago(90).replace("+", "%2B")
    problem = problem_of(commander.get(f"/searches/{search_id}/notices?at={too_early}"), 422)
    assert problem["code"] == "before_last_known_point"


def test_only_those_who_read_advice_read_notices(here: House, search_id: str) -> None:
    for role in (Role.VIDEO, Role.REVIEWER):
        person = here.person(role, search_id)
        assert person.get(f"/searches/{search_id}/notices").status_code == 200
    for role in (Role.STREET, Role.WATCHER):
        person = here.person(role, search_id)
        assert person.get(f"/searches/{search_id}/notices").status_code == 403


@pytest.fixture
def forced(tmp_path: Path, small_area: Area) -> Generator[House]:
    """A force with parameters of its own."""
    settings = replace(Settings(data_dir=tmp_path), parameters={"speed_manual": 0.7,
                       "pod_good": 0.8})  # fmt: skip
    with house(settings, small_area) as opened_house:
        yield opened_house


def test_a_force_sets_parameters_of_new_searches_and_a_search_overrules_them(forced: House) -> None:
    commander = forced.person(Role.COMMANDER)
    body = forced.opening()
    own = {**body["parameters"], "pod_good": 0.82}
    search_id = commander.did("/searches", {**body, "parameters": own})
    events = commander.read(f"/searches/{search_id}/events")
    stored = events[0]["data"]["parameters"]
    assert (stored["speed_manual"], stored["pod_good"], stored["pod_fair"]) == (0.7, 0.82, 0.7)

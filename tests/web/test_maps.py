"""Given a search, then its map at any version and moment is what the contract says."""

import hashlib
import math
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.area import Area
from domain.moment import moment_of, moment_text
from tests.web.house import House, Person, Record, ago, house, lon_lat
from tests.web.story import tell


def total(record: Record) -> float:
    poas = [feature["properties"]["poa"] for feature in record["features"]]
    return math.fsum([*poas, record["rest_of_world"]])


def test_the_map_has_all_segments_and_adds_up_to_one(
    here: House, commander: Person, search_id: str
) -> None:
    record = commander.read(f"/searches/{search_id}/map")
    assert record["type"] == "FeatureCollection"
    assert [f["properties"]["segment_id"] for f in record["features"]] == list(
        range(here.area.network.segments)
    )
    assert total(record) == pytest.approx(1, abs=1e-9)
    assert record["version"] == 4
    assert record["effective_sample_size"] > 0


def test_without_version_and_moment_the_map_is_of_now(commander: Person, search_id: str) -> None:
    first = commander.read(f"/searches/{search_id}/map")
    second = commander.read(f"/searches/{search_id}/map")
    assert moment_of(second["at"]) > moment_of(first["at"])


def test_a_version_alone_means_the_moment_it_was_recorded(
    commander: Person, search_id: str
) -> None:
    recorded = commander.read(f"/searches/{search_id}/events")[-1]["recorded_at"]
    record = commander.read(f"/searches/{search_id}/map?version=4")
    assert record["at"] == recorded


def test_the_horizon_is_added_to_the_moment(commander: Person, search_id: str) -> None:
    at = ago(30)
    path = f"/searches/{search_id}/map"
    later = commander.get(f"{path}?at={at}&horizon_min=15").content
    moment = moment_text(moment_of(at) + timedelta(minutes=15))
    assert commander.get(f"{path}?at={moment}").content == later


def test_a_clearance_moves_probability_and_its_withdrawal_moves_it_back_to_the_bit(
    commander: Person, search_id: str
) -> None:
    at = ago(15)
    path = f"/searches/{search_id}/map?at={at}"
    before = commander.read(path)
    body = {"camera_id": "C5", "from": ago(50), "until": ago(20), "pod": 0.9}
    clearance_id = commander.did(f"/searches/{search_id}/clearances", body)
    cleared = commander.read(path)
    commander.did(f"/searches/{search_id}/clearances/{clearance_id}/withdrawal", {})
    after = commander.read(path)
    assert cleared["features"] != before["features"]
    assert after["features"] == before["features"]
    assert after["rest_of_world"] == before["rest_of_world"]
    assert commander.read(f"{path}&version=5")["features"] == cleared["features"]


def test_the_same_question_gets_the_same_bytes(commander: Person, search_id: str) -> None:
    path = f"/searches/{search_id}/map?version=4&at={ago(10)}"
    assert commander.get(path).content == commander.get(path).content


def test_another_process_and_another_search_of_equal_input_give_equal_maps(
    here: House, commander: Person, tmp_path: Path, small_area: Area
) -> None:
    opening, at = here.opening(), ago(20)
    first = commander.did("/searches", opening)
    with house(Settings(data_dir=tmp_path / "other"), small_area) as other:
        elsewhere = other.person(Role.COMMANDER)
        second = elsewhere.did("/searches", opening)
        theirs = elsewhere.get(f"/searches/{second}/map?at={at}").content
    assert commander.get(f"/searches/{first}/map?at={at}").content == theirs


def test_a_seed_that_is_not_given_derives_from_the_command(here: House, commander: Person) -> None:
    opening = here.opening()
    del opening["seed"]
    key = str(uuid.uuid4())
    search_id = commander.post("/searches", opening, key).json()["id"]
    seed = commander.read(f"/searches/{search_id}/events")[0]["data"]["seed"]
    assert seed == uuid.UUID(key).int % 2**31


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("version=99", 404, "unknown_version"),
        ("version=0", 404, "unknown_version"),
        ("version=99999999999", 404, "unknown_version"),
        ("version=-1", 422, "invalid_fields"),
        ("version=four", 422, "invalid_fields"),
        ("version=4.5", 422, "invalid_fields"),
        ("at=2020-01-01T00:00:00Z", 422, "before_last_known_point"),
        ("version=1", 422, "before_last_known_point"),
        ("at=2026-03-01T09:00:00", 422, "invalid_fields"),
        ("at=noon", 422, "invalid_fields"),
        ("horizon_min=-1", 422, "invalid_fields"),
        ("horizon_min=nan", 422, "invalid_fields"),
        ("horizon_min=1e9", 422, "invalid_fields"),
    ],
)
def test_a_wrong_question_is_answered_by_a_problem(
    commander: Person, search_id: str, query: str, status: int, code: str
) -> None:
    for call in ("map", "frame"):
        answer = commander.get(f"/searches/{search_id}/{call}?{query}")
        assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_an_offset_whose_plus_was_not_escaped_is_understood(
    commander: Person, search_id: str
) -> None:
    at = moment_of(ago(10)).isoformat()
    assert at.endswith("+00:00")
    answer = commander.client.get(
        f"/api/v1/searches/{search_id}/map?at={at}", headers=commander.headers()
    )
    assert answer.status_code == 200


def test_an_installation_started_anew_shows_the_same_maps_at_every_version(
    tmp_path: Path, small_area: Area
) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with house(settings, small_area) as first:
        commander = first.person(Role.COMMANDER)
        search_id = first.search(commander)
        tell(commander, search_id)
        versions = range(3, commander.read(f"/searches/{search_id}")["version"] + 1)
        before = [map_hash(commander, search_id, version) for version in versions]
        state = commander.read(f"/searches/{search_id}")
    with house(settings, small_area) as second:
        commander = second.person(Role.COMMANDER)
        assert commander.read(f"/searches/{search_id}") == state
        # From the end to the beginning: what was asked before must not matter.
        after = [map_hash(commander, search_id, version) for version in reversed(versions)]
    assert after[::-1] == before
    assert len(set(before)) > 5


def map_hash(person: Person, search_id: str, version: int) -> str:
    answer = person.get(f"/searches/{search_id}/map?version={version}")
    assert answer.status_code == 200, answer.text
    return hashlib.sha256(answer.content).hexdigest()


def test_positions_up_to_a_moment(commander: Person, search_id: str) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    fixes = [{**lon_lat(column, 0), "at": ago(10 - column)} for column in (3, 1, 2)]
    commander.did(f"{path}/positions", {"team_id": team_id, "fixes": fixes})
    (then,) = commander.read(f"{path}/positions?until={ago(8.5)}")["positions"]
    (now,) = commander.read(f"{path}/positions")["positions"]
    assert (then["lon"], now["lon"]) == (lon_lat(1, 0)["lon"], lon_lat(3, 0)["lon"])
    assert now["heading"] == pytest.approx(90, abs=2)
    assert commander.read(f"{path}/positions?until={ago(60)}")["positions"] == []

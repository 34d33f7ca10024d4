"""When he can have passed a camera, over HTTP."""

from datetime import timedelta

import pytest

from coordinator.accounts import Role
from domain.moment import moment_of
from tests.web.house import House, Person, Record
from tests.web.test_bad_input import problem_of


def times(person: Person, search_id: str, camera_id: str = "C1") -> list[Record]:
    answer = person.read(f"/searches/{search_id}/cameras/{camera_id}/passing")
    assert answer["camera_id"] == camera_id
    assert answer["version"] == person.read(f"/searches/{search_id}")["version"]
    found: list[Record] = answer["times"]
    return found


def test_spans_are_told_in_order_and_none_is_empty(commander: Person, search_id: str) -> None:
    found = times(commander, search_id)
    assert found
    assert all(0 < each["share"] <= 1 for each in found)
    spans = [(moment_of(each["from"]), moment_of(each["until"])) for each in found]
    assert spans == sorted(spans)
    assert all(timedelta() < until - since <= timedelta(minutes=5) for since, until in spans)
    assert spans[0][0] >= moment_of(
        commander.read(f"/searches/{search_id}")["last_known_point"]["at"]
    )


def test_a_window_without_a_trace_makes_its_own_time_less_likely(
    commander: Person, search_id: str
) -> None:
    before = times(commander, search_id)
    likeliest = max(before, key=lambda each: each["share"])
    window = {"from": likeliest["from"], "until": likeliest["until"]}
    body = {"camera_id": "C1", **window, "grade": "good"}
    commander.did(f"/searches/{search_id}/clearances", body)
    after = {each["from"]: each["share"] for each in times(commander, search_id)}
    assert after.get(likeliest["from"], 0.0) < 0.6 * likeliest["share"]


def test_a_clock_that_is_ahead_moves_the_spans(commander: Person, search_id: str) -> None:
    before = times(commander, search_id)
    commander.did(f"/searches/{search_id}/cameras/C1/clock", {"offset_s": 90})
    after = times(commander, search_id)
    moved = moment_of(after[0]["from"]) - moment_of(before[0]["from"])
    assert moved == timedelta(seconds=90)
    assert after[0]["share"] == pytest.approx(before[0]["share"])


def test_who_may_not_see_advice_may_not_ask(here: House, commander: Person, search_id: str) -> None:
    team_id = commander.did(f"/searches/{search_id}/teams", {"name": "East", "mode": "foot"})
    phone = here.person(Role.STREET, search_id, team_id)
    assert phone.get(f"/searches/{search_id}/cameras/C1/passing").status_code == 403


def test_an_unknown_camera_is_not_there(commander: Person, search_id: str) -> None:
    answer = commander.get(f"/searches/{search_id}/cameras/none/passing")
    assert problem_of(answer, 404)["code"] == "unknown_camera"

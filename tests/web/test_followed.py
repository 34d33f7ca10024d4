"""Given advice, when a command says that it follows it, then its numbers are on record."""

import pytest

from coordinator.accounts import Role
from tests.web.house import House, Person, Record, ago, lon_lat

REVIEW = {"gain_bits": 0.21, "minutes": 6.0, "rank": 1}


def followed(person: Person, search_id: str) -> list[Record]:
    events = person.read(f"/searches/{search_id}/events")
    told = [each["data"] for each in events if each["topic"] == "advice.followed"]
    return [{"kind": each["kind"], "numbers": each["numbers"]} for each in told]


@pytest.mark.parametrize("call", ["claims", "clearances"])
def test_watching_an_advised_window_is_recorded_with_its_numbers(
    here: House, search_id: str, call: str
) -> None:
    officer = here.person(Role.VIDEO, search_id)
    window = {"camera_id": "C1", "from": ago(50), "until": ago(20)}
    officer.did(f"/searches/{search_id}/{call}", {**window, "followed": REVIEW})
    assert followed(officer, search_id) == [{"kind": "review", "numbers": REVIEW}]
    officer.did(f"/searches/{search_id}/{call}", {**window, "camera_id": "C2"})
    assert len(followed(officer, search_id)) == 1


def test_a_redirect_that_follows_advice_says_what_was_expected_of_it(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    order = {"target": lon_lat(3, 3), "followed": {"expected_pos": 0.12}}
    commander.did(f"{path}/teams/{team_id}/redirects", order)
    proposed = commander.did(
        f"{path}/teams/{team_id}/redirects", {"target": lon_lat(1, 1), "propose": True}
    )
    release = commander.did(
        f"{path}/redirects/{proposed}/release", {"followed": {"expected_pos": 0.2}}
    )
    assert release == proposed
    assert followed(commander, search_id) == [
        {"kind": "redirect", "numbers": {"expected_pos": 0.12}},
        {"kind": "redirect", "numbers": {"expected_pos": 0.2}},
    ]


@pytest.mark.parametrize("bad", [{"gain_bits": "much"}, {"Gain": 1}, 3])
def test_what_was_followed_is_numbers_by_name(
    commander: Person, search_id: str, bad: object
) -> None:
    body = {"camera_id": "C1", "from": ago(50), "until": ago(20), "followed": bad}
    answer = commander.post(f"/searches/{search_id}/claims", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("followed")
    assert followed(commander, search_id) == []

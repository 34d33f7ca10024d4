"""Given a service, then duties and checks outside are put on record and taken back again."""

from uuid import UUID

from coordinator.accounts import Role
from tests.web.house import House, Person, ago

SPAN = {"from": ago(50), "until": ago(20)}


def ticked(person: Person, search_id: str) -> list[tuple[str, str, str | None]]:
    """The duties that somebody sees as done."""
    state = person.read(f"/searches/{search_id}")
    return [(one["role"], one["item"], one["team_id"]) for one in state["checklist"]]


def test_a_withdrawn_check_gives_back_the_map_to_the_bit(commander: Person, search_id: str) -> None:
    path = f"/searches/{search_id}"
    now = f"at={ago(0)}"
    before = commander.read(f"{path}/map?{now}")
    check = commander.did(f"{path}/outside-checks", {"kind": "police", "pod": 0.75, **SPAN})
    asked = commander.read(f"{path}/map?{now}")
    assert asked["rest_of_world"] < before["rest_of_world"]
    commander.did(f"{path}/outside-checks/{check}/withdrawal", {"reason": "never reached them"})
    after = commander.read(f"{path}/map?{now}")
    assert (after["features"], after["rest_of_world"]) == (
        before["features"], before["rest_of_world"],
    )  # fmt: skip


def test_who_was_asked_is_told_to_desks_and_is_in_no_event(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    body = {"kind": "hospital", "pod": 0.25, "whom": "SECRET nurse", **SPAN}
    commander.did(f"{path}/outside-checks", body)
    (check,) = commander.read(path)["outside_checks"]
    assert (check["whom"], check["withdrawn"]) == ("SECRET nurse", False)
    assert "SECRET" not in repr(here.services.searches.events_of(UUID(search_id)))
    assert "SECRET" not in here.person(Role.ADMIN).get(path).text


def test_a_check_that_is_not_there_is_not_found_and_a_withdrawn_one_a_conflict(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}/outside-checks"
    answer = commander.post(f"{path}/none/withdrawal", {})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_check")
    check = commander.did(path, {"kind": "taxi", "pod": 0.25, **SPAN})
    commander.did(f"{path}/{check}/withdrawal", {})
    answer = commander.post(f"{path}/{check}/withdrawal", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "already_withdrawn")


def test_a_tick_comes_off_again(commander: Person, search_id: str) -> None:
    path, body = f"/searches/{search_id}/checklist", {"role": "commander", "item": "ask-routes"}
    commander.did(path, body)
    assert ticked(commander, search_id) == [("commander", "ask-routes", None)]
    commander.did(f"{path}/withdrawal", body)
    assert not ticked(commander, search_id)
    answer = commander.post(f"{path}/withdrawal", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_done")


def test_a_phone_ticks_the_card_of_its_own_team_and_sees_no_other(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    mine, other = (
        commander.did(f"{path}/teams", {"name": name, "mode": "foot"}) for name in ("A", "B")
    )
    phone = here.person(Role.STREET, search_id, mine)
    duty = {"role": "street", "item": "radio-tried"}
    with phone.live(search_id) as screen:
        screen.wait("snapshot")
        phone.did(f"{path}/checklist", {**duty, "team_id": other})
        commander.did(f"{path}/checklist", {**duty, "team_id": other})
        phone.did(f"{path}/checklist/withdrawal", duty)
        phone.did(f"{path}/checklist", duty)
        version = commander.read(path)["version"]
        told = [event["data"]["team_id"] for event in screen.reaches(version)]
    assert told == [mine, mine, mine]
    assert ticked(phone, search_id) == [("street", "radio-tried", mine)]
    assert sorted(ticked(commander, search_id)) == sorted(
        ("street", "radio-tried", team) for team in (mine, other)
    )


def test_a_watcher_sees_no_duties(here: House, commander: Person, search_id: str) -> None:
    commander.did(f"/searches/{search_id}/checklist", {"role": "commander", "item": "x"})
    watcher = here.person(Role.WATCHER, search_id)
    with watcher.live(search_id) as screen:
        assert screen.wait("snapshot")["state"]["checklist"] == []

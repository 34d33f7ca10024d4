"""Given several searches, then each is told apart from the others by those who may see it."""

from coordinator.accounts import Role
from tests.web.house import House, Person, ago, lon_lat


def test_a_search_is_told_by_number_name_place_and_what_waits(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team = commander.did(f"{path}/teams", {"name": "A", "mode": "foot"})
    commander.did(f"{path}/teams/{team}/redirects", {"target": lon_lat(3, 3)})
    summary = commander.read(f"{path}/summary")
    listed = commander.read("/searches")
    assert listed[summary["number"] - 1] == summary
    assert [one["number"] for one in listed] == list(range(1, len(listed) + 1))
    assert (summary["subject"], summary["status"]) == ("Li", "open")
    assert summary["place"] in {here.area.network.name_of(s) for s in
                                range(here.area.network.segments)}  # fmt: skip
    assert (summary["teams"], summary["waiting"]) == (1, 1)
    commander.did(f"{path}/redirects/{_only_redirect(commander, path)}/replies",
                  {"reply": "wilco", "on_behalf": True})  # fmt: skip
    assert commander.read(f"{path}/summary")["waiting"] == 0


def test_the_number_stays_when_others_are_opened(
    here: House, commander: Person, search_id: str
) -> None:
    before = commander.read(f"/searches/{search_id}/summary")["number"]
    other = here.search(commander)
    assert commander.read(f"/searches/{search_id}/summary")["number"] == before
    assert commander.read(f"/searches/{other}/summary")["number"] > before


def test_a_last_known_point_far_from_any_street_has_no_name(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    commander.did(f"{path}/last-known-point", {**lon_lat(-4, -4), "at": ago(70)})
    assert commander.read(f"{path}/summary")["place"] is None


def test_whoever_may_not_know_the_person_sees_no_name_and_a_watcher_no_place(
    here: House, commander: Person, search_id: str
) -> None:
    (admin,) = [one for one in here.person(Role.ADMIN).read("/searches")
                if one["search_id"] == search_id]  # fmt: skip
    assert admin["subject"] is None
    assert admin["place"] is not None
    watcher = here.person(Role.WATCHER, search_id)
    (seen,) = watcher.read("/searches")
    assert [seen[name] for name in ("subject", "place", "teams", "waiting")] == [None] * 4
    assert watcher.get(f"/searches/{search_id}/summary").status_code == 403


def test_the_name_is_no_longer_told_once_it_is_over_and_reading_it_is_audited(
    here: House, commander: Person, search_id: str
) -> None:
    officer = here.person(Role.VIDEO)
    officer.read(f"/searches/{search_id}/summary")
    noted = {(e.account_id, e.action) for _, e in here.services.audit.entries(search_id=search_id)}
    assert (officer.account_id, "read_personal") in noted
    commander.did(f"/searches/{search_id}/closure", {"outcome": "returned"})
    over = commander.read(f"/searches/{search_id}/summary")
    assert (over["subject"], over["place"], over["status"]) == (None, None, "closed")


def test_a_search_that_is_not_there_has_no_summary(commander: Person) -> None:
    answer = commander.get("/searches/00000000-0000-0000-0000-000000000000/summary")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_search")


def _only_redirect(commander: Person, path: str) -> str:
    (redirect,) = commander.read(path)["redirects"]
    return str(redirect["redirect_id"])

"""Given watchers who report, then officers see it at once, decide, and nobody else reads it."""

import threading
import uuid

import pytest

from coordinator.accounts import Role
from tests.coordinator.photos.pictures import from_a_phone, jpeg, opened
from tests.web.house import House, Person, Record, ago, lon_lat, until

SPOT = lon_lat(1, 1)


@pytest.fixture
def watcher(here: House, search_id: str) -> Person:
    return here.person(Role.WATCHER, search_id)


@pytest.fixture
def officer(here: House) -> Person:
    return here.person(Role.VIDEO)


def report(watcher: Person, search_id: str, **more: object) -> str:
    return watcher.did(f"/searches/{search_id}/watcher-reports", {**SPOT, **more})


def inbox(officer: Person, search_id: str) -> list[Record]:
    reports: list[Record] = officer.read(f"/searches/{search_id}/watcher-reports")["reports"]
    return reports


def test_a_report_lies_in_the_inbox_and_changes_nothing_of_the_search(
    commander: Person, watcher: Person, officer: Person, search_id: str
) -> None:
    before = commander.read(f"/searches/{search_id}/events")
    report_id = report(watcher, search_id, at=ago(4), note="by the kiosk, alone")
    (found,) = inbox(officer, search_id)
    assert found["report_id"] == report_id
    assert (found["note"], found["state"], found["number"]) == ("by the kiosk, alone", "waiting", 1)
    assert (found["lon"], found["lat"]) == (SPOT["lon"], SPOT["lat"])
    assert (found["actor"], found["late"]) == (watcher.account_id, False)
    assert found["actor_name"].startswith("watcher ")
    assert commander.read(f"/searches/{search_id}/events") == before


def test_officers_see_it_at_once_and_what_becomes_of_it(
    watcher: Person, officer: Person, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}/watcher-reports"
    with officer.live(search_id) as screen:
        assert screen.wait("watcher_reports") == {
            "type": "watcher_reports", "waiting": 0, "reports": [],
        }  # fmt: skip
        first = report(watcher, search_id, note="a man in a wheelchair")
        told = screen.wait("watcher_reports")
        assert told["waiting"] == 1
        assert told["reports"] == inbox(officer, search_id)
        assert watcher.upload(f"{path}/{first}/photo", jpeg()).status_code == 201
        assert screen.wait("watcher_reports")["reports"][0]["photo_id"]
        officer.did(f"{path}/{first}/aside", {"aside": True})
        told = screen.wait("watcher_reports")
        assert (told["waiting"], told["reports"][0]["state"]) == (0, "set_aside")
        commander.did(f"{path}/{first}/aside", {"aside": False})
        assert screen.wait("watcher_reports")["waiting"] == 1
        sighting_id = commander.did(f"{path}/{first}/sighting", {})
        told = screen.wait("watcher_reports")
        assert (told["waiting"], told["reports"][0]["sighting_id"]) == (0, sighting_id)
    with commander.live(search_id) as screen:
        assert screen.wait("watcher_reports")["reports"] == inbox(officer, search_id)


@pytest.mark.parametrize("role", [Role.WATCHER, Role.STREET, Role.REVIEWER])
def test_nobody_but_officers_is_told_of_reports(
    here: House, watcher: Person, commander: Person, search_id: str, role: Role
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team", "mode": "foot"})
    person = here.person(
        role,
        None if role is Role.REVIEWER else search_id,
        team_id if role is Role.STREET else None,
    )
    with person.live(search_id) as screen, commander.live(search_id) as desk:
        screen.wait("snapshot")
        report(watcher, search_id, note="SECRET note")
        desk.wait("watcher_reports", lambda message: message["waiting"] == 1)
        # What comes after it has come: so the report itself has not.
        commander.did(f"{path}/subject", {"mobility": "pushed", "clothing": "after it"})
        while "after it" not in str(screen.heard):
            screen.next()
        assert not [m for m in screen.heard if m["type"] == "watcher_reports"]
        assert "SECRET" not in str(screen.heard)
    answer = person.get(f"{path}/watcher-reports")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_taken_up_it_is_an_ordinary_sighting_with_note_and_photo(
    here: House, watcher: Person, officer: Person, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    seen_at = ago(7)
    report_id = report(watcher, search_id, at=seen_at, note="he waved")
    photo = f"{path}/watcher-reports/{report_id}/photo"
    assert watcher.upload(photo, from_a_phone()).status_code == 201
    sighting_id = officer.did(
        f"{path}/watcher-reports/{report_id}/sighting", {"credibility": 0.6, "radius_m": 15}
    )
    (sighting,) = commander.read(path)["sightings"]
    assert {k: sighting[k] for k in ("sighting_id", "source", "at", "note", "credibility")} == {
        "sighting_id": sighting_id, "source": "watcher", "at": seen_at, "note": "he waved",
        "credibility": 0.6,
    }  # fmt: skip
    reported, shown = commander.read(f"{path}/events")[-2:]
    assert (reported["topic"], reported["actor"]) == ("sighting.reported", officer.account_id)
    assert shown["topic"] == "sighting.photo_added"
    pictures = [person.get(f"{path}/sightings/{sighting_id}/photo") for person in (officer,)]
    assert pictures[0].content == officer.get(photo).content
    (found,) = inbox(officer, search_id)
    assert (found["state"], found["sighting_id"]) == ("taken_up", sighting_id)


def test_a_report_becomes_one_sighting_whoever_takes_it_up(
    here: House, watcher: Person, search_id: str, commander: Person
) -> None:
    path = f"/searches/{search_id}"
    report_id = report(watcher, search_id)
    officers = [here.person(Role.VIDEO) for _ in range(6)]
    statuses: list[int] = []

    def take(officer: Person) -> None:
        answer = officer.post(f"{path}/watcher-reports/{report_id}/sighting", {})
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=take, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201, *[409] * 5]
    assert len(commander.read(path)["sightings"]) == 1
    aside = officers[0].post(f"{path}/watcher-reports/{report_id}/aside", {"aside": True})
    assert (aside.status_code, aside.json()["code"]) == (409, "already_taken_up")


def test_a_photo_that_comes_after_the_report_was_taken_up_reaches_the_sighting(
    watcher: Person, officer: Person, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    report_id = report(watcher, search_id)
    sighting_id = officer.did(f"{path}/watcher-reports/{report_id}/sighting", {})
    key, photo = str(uuid.uuid4()), f"{path}/watcher-reports/{report_id}/photo"
    first, again = watcher.upload(photo, jpeg(), key), watcher.upload(photo, jpeg(), key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    (sighting,) = commander.read(path)["sightings"]
    assert (sighting["sighting_id"], sighting["photo_id"]) == (sighting_id, first.json()["id"])
    topics = [event["topic"] for event in commander.read(f"{path}/events")]
    assert topics.count("sighting.photo_added") == 1


def test_a_repeated_report_is_the_same_report(
    watcher: Person, officer: Person, search_id: str
) -> None:
    path, key = f"/searches/{search_id}/watcher-reports", str(uuid.uuid4())
    body = {**SPOT, "at": ago(3), "note": "once"}
    first, again = watcher.post(path, body, key), watcher.post(path, body, key)
    other = watcher.post(path, {**body, "note": "twice"}, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert [one["note"] for one in inbox(officer, search_id)] == ["once"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"lat": 1.0}, "lon"),
        ({**SPOT, "lon": 181}, "lon"),
        ({**SPOT, "lon": "here"}, "lon"),
        ({**SPOT, "at": ago(-24 * 60)}, "at"),
        ({**SPOT, "at": "just now"}, "at"),
        ({**SPOT, "note": ""}, "note"),
        ({**SPOT, "note": "x" * 5_000}, "note"),
        ({**SPOT, "colour": "green"}, "colour"),
    ],
)
def test_a_bad_report_is_refused_by_the_name_of_its_field(
    watcher: Person, officer: Person, search_id: str, body: Record, field: str
) -> None:
    answer = watcher.post(f"/searches/{search_id}/watcher-reports", body)
    assert answer.status_code == 422, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert inbox(officer, search_id) == []


@pytest.mark.parametrize("call", ["aside", "sighting", "photo"])
def test_a_report_that_nobody_sent_is_not_found(
    commander: Person, search_id: str, call: str
) -> None:
    path = f"/searches/{search_id}/watcher-reports/nothing/{call}"
    for _ in range(2):
        answer = (
            commander.upload(path, jpeg())
            if call == "photo"
            else commander.post(path, {"aside": True} if call == "aside" else {})
        )
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_report")
        report(commander, search_id)


def test_a_watcher_outside_the_area_is_heard_and_the_officer_is_told(
    watcher: Person, officer: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}/watcher-reports"
    report_id = watcher.did(
        path, {"lon": 8.7, "lat": 49.4, "note": "at the station of the next town"}
    )
    answer = officer.post(f"{path}/{report_id}/sighting", {})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "outside_area")
    assert inbox(officer, search_id)[0]["state"] == "waiting"


def test_who_reports_too_often_waits_and_others_do_not(
    here: House, watcher: Person, officer: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}/watcher-reports"
    key = str(uuid.uuid4())
    for _ in range(10):
        report(watcher, search_id)
    refused = watcher.post(path, SPOT, key)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_reports")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    report(here.person(Role.WATCHER, search_id), search_id)
    assert len(inbox(officer, search_id)) == 11


def test_a_report_after_closure_is_kept_and_marked_late(
    watcher: Person, officer: Person, commander: Person, search_id: str
) -> None:
    commander.did(f"/searches/{search_id}/closure", {"outcome": "returned"})
    report_id = report(watcher, search_id, at=ago(30))
    assert [one["late"] for one in inbox(officer, search_id)] == [True]
    officer.did(f"/searches/{search_id}/watcher-reports/{report_id}/sighting", {})
    assert commander.read(f"/searches/{search_id}/events")[-1]["data"]["late"] is True


def test_a_phone_with_a_wrong_clock_is_corrected(
    watcher: Person, officer: Person, search_id: str
) -> None:
    body = {**SPOT, "at": ago(-57)}
    headers = {"Client-Time": ago(-60)}
    answer = watcher.post(f"/searches/{search_id}/watcher-reports", body, **headers)
    assert answer.status_code == 201, answer.text
    seen = inbox(officer, search_id)[0]["at"]
    assert ago(4) < seen < ago(2)


def test_the_inbox_is_read_page_by_page(here: House, officer: Person, search_id: str) -> None:
    for _ in range(3):
        watcher = here.person(Role.WATCHER, search_id)
        report(watcher, search_id)
        report(watcher, search_id)
    path = f"/searches/{search_id}/watcher-reports"
    first = officer.read(f"{path}?limit=4")
    rest = officer.read(f"{path}?limit=4&before={first['reports'][-1]['number']}")
    assert [one["number"] for one in first["reports"] + rest["reports"]] == [6, 5, 4, 3, 2, 1]
    assert first["waiting"] == rest["waiting"] == 6


def test_only_who_sent_a_report_adds_its_photo_and_once(
    here: House, watcher: Person, officer: Person, search_id: str
) -> None:
    photo = f"/searches/{search_id}/watcher-reports/{report(watcher, search_id)}/photo"
    other = here.person(Role.WATCHER, search_id).upload(photo, jpeg())
    assert (other.status_code, other.json()["code"]) == (403, "not_your_report")
    assert watcher.upload(photo, jpeg()).status_code == 201
    second = watcher.upload(photo, jpeg(colour="red"))
    assert (second.status_code, second.json()["code"]) == (409, "photo_there")
    assert opened(officer.get(photo).content).size == (64, 48)


def test_every_look_is_in_the_audit_log_and_forgetting_leaves_no_word_and_no_picture(
    here: House, watcher: Person, officer: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}/watcher-reports"
    report_id = report(watcher, search_id, note="SECRET note")
    photo = f"{path}/{report_id}/photo"
    watcher.upload(photo, jpeg())
    inbox(officer, search_id)
    officer.get(photo)
    here.services.audit.record(None, "test_ended", None)
    looks = [
        entry.action
        for _, entry in here.services.audit.entries(search_id=search_id)
        if entry.account_id == officer.account_id
    ]
    assert looks == ["read_watcher_reports"] * 2
    here.services.vault.forget(search_id)
    (left,) = inbox(officer, search_id)
    assert (left["note"], left["lon"]) == (None, SPOT["lon"])
    gone = officer.get(photo)
    assert (gone.status_code, gone.json()["code"]) == (410, "search_forgotten")
    late = watcher.post(path, {**SPOT, "note": "too late for words"})
    assert (late.status_code, late.json()["code"]) == (410, "search_forgotten")


def test_no_free_text_is_in_any_stored_report(here: House, watcher: Person, search_id: str) -> None:
    report(watcher, search_id, note="SECRET note")
    stored = here.services.inboxes.recorder.select_notifications(1, 1000)
    assert stored
    assert all(b"SECRET" not in one.state for one in stored)


def test_hundreds_report_at_once_and_none_is_lost(
    here: House, commander: Person, search_id: str
) -> None:
    watchers = [here.person(Role.WATCHER, search_id) for _ in range(30)]

    def send(watcher: Person) -> None:
        for number in range(10):
            report(watcher, search_id, note=f"{watcher.account_id} {number}")

    with commander.live(search_id) as desk:
        desk.wait("watcher_reports")
        threads = [threading.Thread(target=send, args=(watcher,)) for watcher in watchers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        told: set[int] = set()
        while told != set(range(1, 301)):
            told |= {one["number"] for one in desk.wait("watcher_reports")["reports"]}
        assert desk.heard[-1]["waiting"] == 300
    until(lambda: len(inbox(commander, search_id)) == 200, "the newest page")

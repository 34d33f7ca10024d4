"""Given photos of the subject and of sightings, then those who may see them do, and no others."""

import uuid

import pytest
from PIL import Image

from coordinator.accounts import Role
from tests.coordinator.photos.pictures import encoded, from_a_phone, jpeg, opened
from tests.web.house import House, Person, ago, lon_lat


def phone(here: House, commander: Person, search_id: str) -> Person:
    team_id = commander.did(f"/searches/{search_id}/teams", {"name": "Team", "mode": "foot"})
    return here.person(Role.STREET, search_id, team_id)


def test_the_subjects_photo_is_shown_to_everybody_who_looks_for_him(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}/subject/photo"
    assert commander.get(path).json()["code"] == "no_photo"
    photo_id = commander.upload(path, from_a_phone(800, 600)).json()["id"]
    lookers = [
        commander, here.person(Role.VIDEO), here.person(Role.REVIEWER),
        here.person(Role.WATCHER, search_id), phone(here, commander, search_id),
    ]  # fmt: skip
    for looker in lookers:
        answer = looker.get(path)
        assert answer.status_code == 200, looker
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["cache-control"] == "private, no-store"
        assert opened(answer.content).size == (600, 800)
        assert opened(looker.get(f"{path}?size=small").content).size == (360, 480)
    assert commander.read(f"/searches/{search_id}")["subject"]["photo_id"] == photo_id


def test_nobody_else_sees_it(here: House, commander: Person, search_id: str) -> None:
    path = f"/searches/{search_id}/subject/photo"
    commander.upload(path, jpeg())
    other = here.search(commander)
    for person in (here.person(Role.ADMIN), here.person(Role.WATCHER, other)):
        assert person.get(path).status_code == 403
    anybody = commander.client.get(f"/api/v1{path}")
    assert anybody.status_code == 401


def test_watchers_are_told_at_once_that_there_is_a_photo(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}/subject/photo"
    with here.person(Role.WATCHER, search_id).live(search_id) as screen:
        assert screen.wait("snapshot")["state"]["subject"]["photo_id"] is None
        first = commander.upload(path, jpeg()).json()["id"]
        assert screen.wait("snapshot")["state"]["subject"]["photo_id"] == first
        second = commander.upload(path, jpeg(colour="red")).json()["id"]
        assert screen.wait("snapshot")["state"]["subject"]["photo_id"] == second
        commander.did(f"{path}/withdrawal", {})
        assert screen.wait("snapshot")["state"]["subject"]["photo_id"] == first
    blue = opened(commander.get(path).content).getpixel((5, 5))
    assert isinstance(blue, tuple)
    assert blue[2] > blue[0]


@pytest.mark.parametrize("role", [Role.VIDEO, Role.REVIEWER, Role.ADMIN])
def test_only_a_commander_sets_the_subjects_photo(
    here: House, commander: Person, search_id: str, role: Role
) -> None:
    answer = here.person(role).upload(f"/searches/{search_id}/subject/photo", jpeg())
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert commander.get(f"/searches/{search_id}/subject/photo").status_code == 404


def test_a_street_team_sends_the_photo_of_what_it_saw(
    here: House, commander: Person, search_id: str
) -> None:
    team = phone(here, commander, search_id)
    path = f"/searches/{search_id}"
    seen = team.did(f"{path}/sightings", {**lon_lat(1, 1), "at": ago(1), "source": "officer"})
    key = str(uuid.uuid4())
    photo = f"{path}/sightings/{seen}/photo"
    first, again = team.upload(photo, jpeg(), key), team.upload(photo, jpeg(), key)
    other = team.upload(photo, jpeg(colour="red"), key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert commander.read(path)["sightings"][0]["photo_id"] == first.json()["id"]
    assert team.get(photo).content == commander.get(photo).content
    assert here.person(Role.WATCHER, search_id).get(photo).status_code == 403


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"", 422, "not_a_photo"),
        (b"{}", 422, "not_a_photo"),
        (encoded(Image.new("P", (9, 9)), "GIF"), 422, "not_a_photo"),
        (jpeg(400, 300)[:-300], 422, "broken_photo"),
        (encoded(Image.new("1", (8_000, 8_000)), "PNG"), 422, "photo_too_large"),
        (b"\xff\xd8" + b"x" * 8_000_000, 413, "body_too_large"),
    ],
    ids=["nothing", "json", "gif", "cut off", "too many pixels", "too many bytes"],
)
def test_what_is_no_photo_is_refused_and_leaves_nothing(
    commander: Person, search_id: str, sent: bytes, status: int, code: str
) -> None:
    before = commander.read(f"/searches/{search_id}/events")
    answer = commander.upload(f"/searches/{search_id}/subject/photo", sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert code in (problem["code"], *(error["code"] for error in problem.get("errors", ())))
    if status == 422:
        assert [error["field"] for error in problem["errors"]] == ["photo"]
    assert commander.read(f"/searches/{search_id}/events") == before


def test_a_photo_of_eight_megabytes_is_taken(commander: Person, search_id: str) -> None:
    # Bytes after the end of the picture, as some phones append a film.
    sent = jpeg() + b"\0" * (8_000_000 - len(jpeg()))
    assert commander.upload(f"/searches/{search_id}/subject/photo", sent).status_code == 201


def test_an_upload_needs_a_key_and_something_to_belong_to(
    commander: Person, search_id: str
) -> None:
    path = f"/api/v1/searches/{search_id}/subject/photo"
    headers = {"Authorization": f"Bearer {commander.token}"}
    answer = commander.client.post(path, content=jpeg(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
    for missing, code in (
        (f"/searches/{search_id}/sightings/nothing/photo", "unknown_sighting"),
        (f"/searches/{uuid.uuid4()}/subject/photo", "unknown_search"),
    ):
        for answer in (commander.upload(missing, jpeg()), commander.get(missing)):
            assert (answer.status_code, answer.json()["code"]) == (404, code)


def test_a_size_that_there_is_not_is_refused(commander: Person, search_id: str) -> None:
    answer = commander.get(f"/searches/{search_id}/subject/photo?size=huge")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "size")


def test_every_look_is_in_the_audit_log_and_forgetting_destroys_the_picture(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}/subject/photo"
    commander.upload(path, jpeg())
    watcher = here.person(Role.WATCHER, search_id)
    watcher.get(path)
    here.services.audit.record(None, "test_ended", None)
    noted = [
        (entry.account_id, entry.action)
        for _, entry in here.services.audit.entries(search_id=search_id)
    ]
    assert (watcher.account_id, "read_description") in noted
    assert (commander.account_id, "set_subject_photo") in noted
    here.services.vault.forget(search_id)
    assert (watcher.get(path).status_code, watcher.get(path).json()["code"]) == (
        410, "search_forgotten",
    )  # fmt: skip
    assert commander.upload(path, jpeg()).status_code == 410


def test_no_picture_is_on_the_disk_unsealed(here: House, commander: Person, search_id: str) -> None:
    marked = from_a_phone()
    commander.upload(f"/searches/{search_id}/subject/photo", marked)
    shown = commander.get(f"/searches/{search_id}/subject/photo").content
    for path in here.services.settings.data_dir.iterdir():
        stored = path.read_bytes()
        assert b"SECRET" not in stored
        assert shown[200:260] not in stored

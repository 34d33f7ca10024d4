"""Given a running service, when commands come over HTTP, then they do what the contract says."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from coordinator.accounts import Role
from domain.moment import moment_of, moment_text
from tests.web.house import House, Person, Record, ago, lon_lat


def window(since: float = 50, until: float = 20) -> Record:
    return {"from": ago(since), "until": ago(until)}


def versions(person: Person, search_id: str) -> list[int]:
    return [event["version"] for event in person.read(f"/searches/{search_id}/events")]


def test_a_whole_search_is_played_and_every_step_is_an_event(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot", **lon_lat(0, 0)})
    clearance_id = commander.did(f"{path}/clearances", {"camera_id": "C1", **window()})
    sighting_id = commander.did(
        f"{path}/sightings", {**lon_lat(1, 2), "at": ago(10), "source": "witness", "note": "a hat"}
    )
    commander.did(f"{path}/sightings/{sighting_id}/assessment", {"verdict": "confirmed"})
    commander.did(f"{path}/clearances/{clearance_id}/withdrawal", {"reason": "wrong screen"})
    redirect_id = commander.did(
        f"{path}/teams/{team_id}/redirects",
        {"target": lon_lat(3, 3), "reason": "seen going north", "because": [6]},
    )
    for reply in ("received", "wilco", "executing"):
        commander.did(f"{path}/redirects/{redirect_id}/replies", {"reply": reply})
    commander.did(f"{path}/sweeps", {"team_id": team_id, "segments": [1, 2, 3], **window(8, 2)})
    commander.did(f"{path}/find", {**lon_lat(4, 4), "at": ago(1), "condition": "well"})
    commander.did(f"{path}/closure", {"outcome": "found_well"})

    state = commander.read(path)
    assert state["status"] == "closed"
    assert state["outcome"] == "found_well"
    assert state["clearances"][0]["withdrawn"] is True
    assert state["sightings"][0]["verdict"] == "confirmed"
    assert state["sightings"][0]["note"] == "a hat"
    assert state["redirects"][0]["reason"] == "seen going north"
    assert state["redirects"][0]["grounds"][0]["topic"] == "camera_zone.cleared"
    assert [reply["reply"] for reply in state["redirects"][0]["replies"]] == [
        "received", "wilco", "executing",
    ]  # fmt: skip
    assert versions(commander, search_id) == list(range(1, state["version"] + 1))


def test_a_repeated_command_gets_the_same_answer_and_no_second_event(
    commander: Person, search_id: str
) -> None:
    key, body = str(uuid.uuid4()), {"camera_id": "C1", **window()}
    first = commander.post(f"/searches/{search_id}/clearances", body, key)
    before = versions(commander, search_id)
    again = commander.post(f"/searches/{search_id}/clearances", body, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert versions(commander, search_id) == before


def test_a_key_used_again_for_another_body_is_refused(commander: Person, search_id: str) -> None:
    key = str(uuid.uuid4())
    path = f"/searches/{search_id}/notes"
    commander.post(path, {"text": "one thing"}, key)
    answer = commander.post(path, {"text": "another thing"}, key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_positions_are_idempotent_and_refuse_a_used_key_too(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    key, fix = str(uuid.uuid4()), {**lon_lat(1, 1), "at": ago(1)}
    first = commander.post(f"{path}/positions", {"team_id": team_id, "fixes": [fix]}, key)
    again = commander.post(f"{path}/positions", {"team_id": team_id, "fixes": [fix]}, key)
    other = commander.post(f"{path}/positions", {"team_id": team_id, "fixes": [fix, fix]}, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert commander.read(f"{path}/positions")["positions"] == [
        {"team_id": team_id, **lon_lat(1, 1), "at": fix["at"], "accuracy_m": None, "heading": None}
    ]


def test_opening_twice_with_one_key_is_one_search(here: House, commander: Person) -> None:
    key, body = str(uuid.uuid4()), here.opening()
    first, again = commander.post("/searches", body, key), commander.post("/searches", body, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["search_id"] == first.json()["id"]
    assert first.json()["id"] in commander.read("/me")["searches"]


def test_a_refused_command_may_be_given_again_with_the_same_key(
    commander: Person, search_id: str
) -> None:
    key, path = str(uuid.uuid4()), f"/searches/{search_id}/find/withdrawal"
    refused = commander.post(path, {"reason": "another man"}, key)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_found_yet")
    commander.did(f"/searches/{search_id}/find", {**lon_lat(1, 1), "at": ago(1)})
    assert commander.post(path, {"reason": "another man"}, key).status_code == 201


def test_a_device_with_a_wrong_clock_is_corrected_by_its_own_time(
    commander: Person, search_id: str
) -> None:
    ten_ahead = datetime.now(UTC) + timedelta(minutes=10)
    body = {"text": "surfaced", "occurred_at": moment_text(ten_ahead - timedelta(minutes=3))}
    answer = commander.post(
        f"/searches/{search_id}/notes", body, **{"Client-Time": moment_text(ten_ahead)}
    )
    assert answer.status_code == 201
    event = commander.read(f"/searches/{search_id}/events?after={answer.json()['version'] - 1}")[0]
    told = moment_of(event["recorded_at"]) - moment_of(event["occurred_at"])
    assert abs(told - timedelta(minutes=3)) < timedelta(seconds=5)


def test_what_happened_a_moment_in_the_future_counts_as_now(
    commander: Person, search_id: str
) -> None:
    answer = commander.post(
        f"/searches/{search_id}/notes", {"text": "soon", "occurred_at": ago(-0.5)}
    )
    event = commander.read(f"/searches/{search_id}/events?after={answer.json()['version'] - 1}")[0]
    assert event["occurred_at"] == event["recorded_at"]


def test_what_happened_later_than_a_minute_from_now_is_refused(
    commander: Person, search_id: str
) -> None:
    answer = commander.post(
        f"/searches/{search_id}/notes", {"text": "later", "occurred_at": ago(-2)}
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "occurred_at")


def test_a_fact_that_surfaces_after_closure_is_recorded_as_late(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    commander.did(f"{path}/closure", {"outcome": "returned"})
    commander.did(f"{path}/sweeps", {"team_id": team_id, "segments": [1], **window(30, 25)})
    assert commander.read(f"{path}/events")[-1]["data"]["late"] is True
    refused = commander.post(f"{path}/teams/{team_id}/redirects", {"target": lon_lat(1, 1)})
    assert (refused.status_code, refused.json()["code"]) == (409, "search_closed")


def test_an_outcome_in_words_is_kept_in_the_vault(commander: Person, search_id: str) -> None:
    commander.did(f"/searches/{search_id}/closure", {"outcome": "a neighbour had taken him in"})
    data = commander.read(f"/searches/{search_id}/events")[-1]["data"]
    assert data["outcome"] == "other"
    assert data["outcome_text"] == "a neighbour had taken him in"


def test_no_free_text_is_in_any_stored_event(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    commander.did(f"{path}/notes", {"text": "SECRET note"})
    commander.did(f"{path}/teams", {"name": "SECRET team", "mode": "foot"})
    commander.did(f"{path}/subject", {"mobility": "pushed", "hints": "SECRET illness"})
    for event in here.services.searches.events_of(uuid.UUID(search_id)):
        assert "SECRET" not in repr(event)
        assert "former home" not in repr(event)
        assert "dark green" not in repr(event)


def test_a_redirect_with_only_a_target_names_the_streets_around_it(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    commander.did(f"{path}/teams/{team_id}/redirects", {"target": lon_lat(3, 3)})
    redirect = commander.read(path)["redirects"][0]
    assert len(redirect["segments"]) >= 4
    assert redirect["target"] == lon_lat(3, 3)


def test_a_track_becomes_the_segments_it_went_along(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team_id = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    ends = lon_lat(0, 0), lon_lat(3, 0)
    track = [
        [end["lon"], end["lat"], ago(minute)] for end, minute in zip(ends, (9, 4), strict=True)
    ]
    commander.did(f"{path}/sweeps", {"team_id": team_id, "track": track, **window(9, 4)})
    events = commander.read(f"{path}/events")
    swept = [event["data"] for event in events if event["topic"] == "streets.swept"]
    assert {data["derived_from"] for data in swept} == {"track"}
    segments = [segment for data in swept for segment in data["segments"]]
    assert {here.area.network.name_of(segment) for segment in segments} == {"1st Row"}
    assert len(segments) == 3


@pytest.mark.parametrize(
    ("role", "path", "body"),
    [
        (Role.VIDEO, "closure", {"outcome": "returned"}),
        (Role.REVIEWER, "notes", {"text": "hm"}),
        (Role.WATCHER, "sightings", {**lon_lat(1, 1), "at": ago(1), "source": "watcher"}),
        (Role.STREET, "clearances", {"camera_id": "C1", **window()}),
        (Role.ADMIN, "notes", {"text": "hm"}),
    ],
)
def test_a_role_may_give_only_its_own_commands(
    here: House, commander: Person, search_id: str, role: Role, path: str, body: Record
) -> None:
    person = here.person(role, search_id, "t" if role is Role.STREET else None)
    before = versions(commander, search_id)
    answer = person.post(f"/searches/{search_id}/{path}", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert versions(commander, search_id) == before


def test_a_street_team_speaks_only_for_itself(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    mine, other = (
        commander.did(f"{path}/teams", {"name": name, "mode": "foot"}) for name in ("A", "B")
    )
    redirect_id = commander.did(f"{path}/teams/{other}/redirects", {"target": lon_lat(1, 1)})
    sweep_id = commander.did(f"{path}/sweeps", {"team_id": other, "segments": [1], **window()})
    phone = here.person(Role.STREET, search_id, mine)
    fix = {**lon_lat(1, 1), "at": ago(1)}
    for call, body in (
        (f"redirects/{redirect_id}/replies", {"reply": "wilco"}),
        ("sweeps", {"team_id": other, "segments": [1], **window()}),
        (f"sweeps/{sweep_id}/withdrawal", {}),
        ("positions", {"team_id": other, "fixes": [fix]}),
    ):
        answer = phone.post(f"{path}/{call}", body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_team"), call
    assert phone.post(f"{path}/positions", {"team_id": mine, "fixes": [fix]}).status_code == 201
    assert phone.post(f"{path}/find", {**lon_lat(1, 1), "at": ago(1)}).status_code == 201
    assert commander.read(path)["find"]["team_id"] == mine


def test_whoever_does_not_belong_to_a_search_is_kept_out(
    here: House, commander: Person, search_id: str
) -> None:
    stranger = here.person(Role.STREET, here.search(commander), "t")
    for path in ("", "/map", "/events", "/positions"):
        answer = stranger.get(f"/searches/{search_id}{path}")
        assert (answer.status_code, answer.json()["code"]) == (403, "not_a_member")
    assert search_id not in {one["search_id"] for one in stranger.read("/searches")}


def test_every_command_is_in_the_audit_log_with_how_it_ended(
    here: House, commander: Person, search_id: str
) -> None:
    commander.did(f"/searches/{search_id}/notes", {"text": "hm"})
    commander.post(f"/searches/{search_id}/find/withdrawal", {})
    here.services.audit.record(None, "test_ended", None)
    noted = [(e.action, e.outcome) for _, e in here.services.audit.entries(search_id=search_id)]
    assert ("add_note", "done") in noted
    assert ("withdraw_find", "refused") in noted

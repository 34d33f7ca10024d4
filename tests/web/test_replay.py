"""Given a search with a past, then any version and any moment of it is shown as it was."""

import struct
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coordinator.accounts import Role
from domain.moment import moment_of, moment_text
from tests.web.house import House, Person, Record, ago, lon_lat, until
from tests.web.reduced import reduced
from tests.web.story import tell


def moment_in(frame: bytes) -> str:
    """The moment a frame speaks of, which is in its header to the microsecond."""
    seconds: float = struct.unpack_from("<d", frame, 8)[0]
    return moment_text(datetime.fromtimestamp(seconds, UTC))


def version_in(frame: bytes) -> int:
    version: int = struct.unpack_from("<I", frame, 4)[0]
    return version


def clear(commander: Person, search_id: str, camera: str, **more: Any) -> tuple[str, int]:
    window = {"camera_id": camera, "from": ago(50), "until": ago(20)}
    answer = commander.post(f"/searches/{search_id}/clearances", {**window, **more}).json()
    return answer["id"], answer["version"]


def reported(commander: Person, search_id: str) -> tuple[str, int]:
    body = {**lon_lat(3, 1), "at": ago(15), "source": "witness"}
    answer = commander.post(f"/searches/{search_id}/sightings", body).json()
    return answer["id"], answer["version"]


def test_frames_and_advice_that_were_live_are_replayed_bit_for_bit(
    here: House, commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot", **lon_lat(0, 0)})
    fix = {**lon_lat(1, 0), "at": ago(0.5)}
    sent = commander.post(f"{path}/positions", {"team_id": team, "fixes": [fix]})
    assert sent.status_code in (200, 201), sent.text
    with here.person(Role.VIDEO).live(search_id) as desk:

        def seen(version: int) -> None:
            until(lambda: version_in(desk.frame()) >= version, f"a frame of version {version}")

        cleared, version = clear(commander, search_id, "C5", pod=0.9)
        seen(version)
        seen(clear(commander, search_id, "C2")[1])
        sighting, version = reported(commander, search_id)
        seen(version)
        withdrawal = commander.post(f"{path}/clearances/{cleared}/withdrawal", {})
        seen(withdrawal.json()["version"])
        verdict = {"verdict": "ruled_out"}
        assessed = commander.post(f"{path}/sightings/{sighting}/assessment", verdict)
        seen(assessed.json()["version"])
        desk.wait("advice", lambda m: m["version"] >= assessed.json()["version"])
        advised = [message for message in desk.heard if message["type"] == "advice"]
        live = list(desk.frames)
    assert len({version_in(frame) for frame in live}) >= 5
    # Backwards, so that nothing computed on the way can help.
    for frame in reversed(live):
        query = f"version={version_in(frame)}&at={moment_in(frame)}"
        assert commander.get(f"{path}/frame?{query}").content == frame
    for message in advised:
        query = f"version={message['version']}&at={message['at']}"
        then = commander.read(f"{path}/advice?{query}")
        for kind in ("reviews", "redirects"):
            for told in message[kind]:
                told["reason"] = told["reason"]["en"]
        assert then == {name: message[name] for name in then}


def test_the_state_at_every_version_is_what_the_events_up_to_it_make(
    commander: Person, search_id: str
) -> None:
    tell(commander, search_id)
    path = f"/searches/{search_id}"
    events = commander.read(f"{path}/events")
    state = commander.read(f"{path}?version=4")
    for event in events[4:]:
        state = reduced(state, [event])
        assert state == commander.read(f"{path}?version={event['version']}")
    assert state == commander.read(path)


def test_a_moment_means_the_newest_version_that_was_recorded_by_then(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    for camera in ("C1", "C2", "C3"):
        clear(commander, search_id, camera)
    for event in commander.read(f"{path}/events")[4:]:
        at, version = event["recorded_at"], event["version"]
        before = moment_text(moment_of(at) - timedelta(microseconds=1))
        assert commander.read(f"{path}?at={at}")["version"] == version
        assert commander.read(f"{path}?at={before}")["version"] == version - 1
        assert commander.read(f"{path}?version={version}&at={at}")["version"] == version


def test_a_version_is_still_the_newest_while_the_next_one_is_on_its_way_to_the_screens(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    clear(commander, search_id, "C1")
    *_, known, following = commander.read(f"{path}/events")
    shortly = moment_text(moment_of(following["recorded_at"]) + timedelta(microseconds=300))
    for call in ("", "/advice"):
        then = commander.read(f"{path}{call}?version={known['version']}&at={shortly}")
        assert then["version"] == known["version"]


@pytest.mark.parametrize("call", ["", "/advice", "/positions"])
@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ("version=99", 404, "unknown_version", "version"),
        ("version=0", 404, "unknown_version", "version"),
        ("version=99999999999", 404, "unknown_version", "version"),
        ("version=-1", 422, "invalid_fields", "version"),
        ("at=2020-01-01T00:00:00Z", 422, "before_the_opening", "at"),
        ("at=yesterday", 422, "invalid_fields", "at"),
        ("version=4&at=2026-01-01T00:00:00Z", 422, "version_and_moment_disagree", "at"),
        ("version=4&at={later}", 422, "version_and_moment_disagree", "at"),
    ],
)
def test_a_past_that_never_was_is_answered_by_a_problem_that_names_it(
    commander: Person, search_id: str, call: str, query: str, status: int, code: str, field: str
) -> None:
    clear(commander, search_id, "C1")
    later = moment_text(datetime.now(UTC) + timedelta(minutes=1))
    answer = commander.get(f"/searches/{search_id}{call}?{query.format(later=later)}")
    record = answer.json()
    assert (answer.status_code, record["code"]) == (status, code), record
    assert record["errors"][0]["field"] == field
    assert "expected" in record["detail"] or code == "invalid_fields"


def test_hindsight_before_the_opening_beyond_the_end_and_for_advice_is_refused(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    for query, status, code in (
        ("?hindsight=true&at=2020-01-01T00:00:00Z", 422, "before_the_opening"),
        ("?hindsight=true&version=99", 404, "unknown_version"),
        ("/happened?version=99", 404, "unknown_version"),
        ("/advice?hindsight=true", 422, "no_advice_in_hindsight"),
        ("?hindsight=perhaps", 422, "invalid_fields"),
    ):
        answer = commander.get(path + query)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_as_it_really_was_a_sweep_told_late_counts_from_when_it_happened(
    here: House, commander: Person
) -> None:
    search_id = commander.did("/searches", here.opening())
    path = f"/searches/{search_id}"
    team = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    opened = moment_of(commander.read(path)["opened_at"])
    cleared, _ = clear(commander, search_id, "C1")
    happened = moment_text(datetime.now(UTC))
    swept = {"team_id": team, "segments": [3, 4], "from": ago(30), "until": ago(20)}
    until(lambda: datetime.now(UTC) - moment_of(happened) > timedelta(seconds=1), "a second")
    late = commander.post(f"{path}/sweeps", {**swept, "occurred_at": happened}).json()["version"]
    commander.did(f"{path}/clearances/{cleared}/withdrawal", {"reason": "wrong tape"})
    then = moment_text(moment_of(happened) + timedelta(milliseconds=1))

    known = commander.read(f"{path}?at={then}")
    was = commander.read(f"{path}?at={then}&hindsight=true")
    assert known["sweeps"] == []
    assert [sweep["segments"] for sweep in was["sweeps"]] == [[3, 4]]
    # What was a mistake had been one from the beginning.
    assert [each["withdrawn"] for each in known["clearances"]] == [False]
    assert [each["withdrawn"] for each in was["clearances"]] == [True]
    assert was["version"] == commander.read(path)["version"]
    # With what was known before the sweep was told, it had not been there.
    less = commander.read(f"{path}?at={then}&hindsight=true&version={late - 1}")
    assert less["sweeps"] == []
    order = commander.read(f"{path}/happened")["happened"]
    assert [each["at"] for each in order] == sorted(each["at"] for each in order)
    assert {each["version"]: each["at"] for each in order}[late] == happened
    assert all(moment_of(each["at"]) >= opened - timedelta(seconds=1) for each in order)


def test_at_the_end_what_was_known_is_what_was(commander: Person, search_id: str) -> None:
    tell(commander, search_id)
    path = f"/searches/{search_id}"
    now = commander.read(path)
    was = commander.read(f"{path}?hindsight=true&at={ago(-60)}")
    for name, value in now.items():
        if isinstance(value, list) and name != "claims":
            key = {str(each): each for each in value}
            assert {str(each): each for each in was[name]} == key, name
    assert was["status"] == now["status"]


def moved(commander: Person, search_id: str, team: str, minute: float, column: float) -> None:
    fix = {**lon_lat(column, 0), "at": ago(minute)}
    body = {"team_id": team, "fixes": [fix]}
    assert commander.post(f"/searches/{search_id}/positions", body).status_code in (200, 201)


def test_where_a_team_was_is_not_where_it_was_known_to_be(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    team = commander.did(f"{path}/teams", {"name": "Team 1", "mode": "foot"})
    moved(commander, search_id, team, 0.02, 1)
    known_at = moment_text(datetime.now(UTC))
    start = time.monotonic()
    until(lambda: time.monotonic() - start > 0.05, "a moment")
    # Out of the net: told later, of a moment before.
    between = moment_text(moment_of(known_at) - timedelta(milliseconds=1))
    late = {"team_id": team, "fixes": [{**lon_lat(4, 0), "at": between}]}
    commander.post(f"{path}/positions", late)
    (known,) = commander.read(f"{path}/positions?at={known_at}")["positions"]
    (was,) = commander.read(f"{path}/positions?at={known_at}&hindsight=true")["positions"]
    assert known["lon"] == pytest.approx(lon_lat(1, 0)["lon"])
    assert was["lon"] == pytest.approx(lon_lat(4, 0)["lon"])
    (track,) = commander.read(f"{path}/tracks")["tracks"]
    assert [fix[2] for fix in track["fixes"]] == sorted(fix[2] for fix in track["fixes"])
    assert track["fixes"][-1][2] == between
    assert moment_of(track["fixes"][-1][3]) > moment_of(known_at)


def test_tracks_come_in_pages_that_together_have_every_fix_once(
    commander: Person, search_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.routes.positions.MOST_FIXES", 7)
    path = f"/searches/{search_id}"
    teams = [commander.did(f"{path}/teams", {"name": n, "mode": "foot"}) for n in ("A", "B")]
    sent = []
    for team in teams:
        fixes = [{**lon_lat(1, 0), "at": ago(40 - minute)} for minute in range(10)]
        commander.post(f"{path}/positions", {"team_id": team, "fixes": fixes})
        sent += [(team, fix["at"]) for fix in fixes]
    whole, query = [], ""
    while True:
        page: Record = commander.read(f"{path}/tracks{query}")
        whole += [(each["team_id"], fix[2]) for each in page["tracks"] for fix in each["fixes"]]
        if page["next"] is None:
            break
        query = f"?from={page['next']}"
    assert sorted(whole) == sorted(sent)
    answer = commander.get(f"{path}/tracks?from={ago(1)}&until={ago(2)}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "until")


def test_a_street_team_sees_only_its_own_past(
    here: House, commander: Person, search_id: str
) -> None:
    first, second = tell(commander, search_id)
    for team in (first, second):
        moved(commander, search_id, team, 1, 1)
    phone = here.person(Role.STREET, search_id, first)
    path = f"/searches/{search_id}"
    assert [each["team_id"] for each in phone.read(f"{path}/tracks")["tracks"]] == [first]
    was = phone.read(f"{path}?hindsight=true")
    assert [team["team_id"] for team in was["teams"]] == [first]
    assert was["clearances"] == []
    order = phone.read(f"{path}/happened")["happened"]
    seen = {event["version"] for event in phone.read(f"{path}/events")}
    assert {each["version"] for each in order} == seen


def test_how_likely_a_place_was_is_the_map_at_each_moment(
    commander: Person, search_id: str
) -> None:
    path = f"/searches/{search_id}"
    since = commander.read(f"{path}/events")[-1]["recorded_at"]
    clear(commander, search_id, "C5", pod=0.9)
    now = moment_text(datetime.now(UTC))
    spot = lon_lat(2, 2)
    query = f"from={since}&until={now}&points=5"
    around = f"{path}/place?lon={spot['lon']}&lat={spot['lat']}&{query}"
    for hindsight in ("", "&hindsight=true"):
        told = commander.read(around + hindsight)
        assert len(told["points"]) == 5
        assert all(0 <= point["probability"] <= 1 for point in told["points"])
        street = commander.read(f"{path}/place?segment=3&{query}{hindsight}")["points"]
        for point in street:
            shown = commander.read(f"{path}/map?version={point['version']}&at={point['at']}")
            assert shown["features"][3]["properties"]["poa"] == point["probability"]
    known = commander.read(f"{path}/place?segment=3&{query}")["points"]
    assert (known[0]["version"], known[-1]["version"]) == (4, 5)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from={a}&until={b}", "segment"),
        ("segment=3&lon=1&lat=1&from={a}&until={b}", "segment"),
        ("segment=99999&from={a}&until={b}", "segment"),
        ("lon=1&lat=1&from={a}&until={b}", "lon"),
        ("segment=3&from={b}&until={a}", "until"),
        ("segment=3&from={a}", "until"),
        ("segment=3&from={a}&until={b}&points=1", "points"),
        ("segment=3&from={a}&until={b}&points=100000", "points"),
    ],
)
def test_a_wrong_question_about_a_place_names_what_was_wrong(
    commander: Person, search_id: str, query: str, field: str
) -> None:
    asked = query.format(a=ago(10), b=ago(5))
    answer = commander.get(f"/searches/{search_id}/place?{asked}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field

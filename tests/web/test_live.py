"""Given screens that follow a search, then each gets what it may see, once, in order, at once."""

import struct
import threading
import uuid
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from coordinator.accounts import Role
from coordinator.database import StorageUnavailableError
from coordinator.settings import Settings
from domain.area import Area
from domain.catalogue import EVENTS
from tests.web.house import House, Person, Record, Screen, ago, house, lon_lat, until
from tests.web.reduced import reduced
from tests.web.story import tell
from web.live import client as live_client
from web.live import hub
from web.live.telling import told_fully

BY_POLICY = {"advice.followed", "redirect.expired", "redirect.escalated"}


def note(person: Person, search_id: str, text: str = "hm") -> int:
    """Record something; the version it led to."""
    answer = person.post(f"/searches/{search_id}/notes", {"text": text})
    assert answer.status_code == 201, answer.text
    version: int = answer.json()["version"]
    return version


def team(person: Person, search_id: str, name: str = "Team 1") -> str:
    return person.did(f"/searches/{search_id}/teams", {"name": name, "mode": "foot"})


def code_of(screen: Screen) -> int:
    """The code with which the service closes the socket, all before it read."""
    with suppress(ConnectionClosed):
        while True:
            screen.next()
    code = screen.socket.close_code
    assert code is not None
    return code


def test_a_newcomer_gets_hello_and_snapshot_and_then_what_happens(
    commander: Person, search_id: str
) -> None:
    with commander.live(search_id) as screen:
        hello = screen.wait("hello")
        snapshot = screen.wait("snapshot")
        assert screen.heard[:2] == [hello, snapshot]
        assert (hello["protocol"], hello["role"], hello["account_id"]) == (
            1, "commander", commander.account_id,
        )  # fmt: skip
        assert snapshot["version"] == hello["version"] == snapshot["state"]["version"]
        assert snapshot["state"] == commander.read(f"/searches/{search_id}")
        version = note(commander, search_id, "it rains")
        (event,) = screen.reaches(version)
        assert event == commander.read(f"/searches/{search_id}/events?after={version - 1}")[0]
        assert event["data"]["text"] == "it rains"
        assert event["actor_name"].startswith("commander")


def test_snapshot_and_events_are_the_state_after_every_command(
    commander: Person, search_id: str
) -> None:
    with commander.live(search_id) as screen:
        state = screen.wait("snapshot")["state"]
        tell(commander, search_id)
        commander.did(f"/searches/{search_id}/closure", {"outcome": "found_well"})
        fresh = commander.read(f"/searches/{search_id}")
        events = screen.reaches(fresh["version"])
    assert reduced(state, events) == fresh
    told = {event["topic"] for event in events} | {"search.opened"}
    assert set(EVENTS) - told <= BY_POLICY
    versions = [event["version"] for event in events]
    assert versions == list(range(state["version"] + 1, fresh["version"] + 1))


def test_the_state_at_any_point_and_what_follows_is_the_state_at_the_end(
    here: House, commander: Person, search_id: str
) -> None:
    phone_states: list[Record] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            phone_states.append(commander.read(f"/searches/{search_id}"))

    looking = threading.Thread(target=look)
    looking.start()
    tell(commander, search_id)
    stop.set()
    looking.join()
    fresh = commander.read(f"/searches/{search_id}")
    events = commander.read(f"/searches/{search_id}/events")
    assert len({state["version"] for state in phone_states}) > 3
    for state in phone_states:
        assert reduced(state, events)["version"] == fresh["version"]
        assert reduced(state, events) == fresh


def test_who_comes_back_gets_only_what_is_missing(commander: Person, search_id: str) -> None:
    before = commander.read(f"/searches/{search_id}")["version"]
    versions = [note(commander, search_id) for _ in range(3)]
    with commander.live(search_id, before) as screen:
        caught_up = screen.wait("events")
        assert [event["version"] for event in caught_up["events"]] == versions
        assert caught_up["up_to"] == versions[-1]
        assert [m["type"] for m in screen.heard[:2]] == ["hello", "events"]
        last = note(commander, search_id)
        assert [event["version"] for event in screen.reaches(last)] == [*versions, last]


def test_who_has_everything_is_told_so(commander: Person, search_id: str) -> None:
    version = commander.read(f"/searches/{search_id}")["version"]
    with commander.live(search_id, version) as screen:
        assert screen.wait("events") == {"type": "events", "up_to": version, "events": []}


@pytest.mark.parametrize("after", [999_999_999, -1])
def test_a_version_of_another_life_gets_a_snapshot(
    commander: Person, search_id: str, after: int
) -> None:
    with commander.live(search_id, after) as screen:
        assert screen.wait("hello")
        assert screen.wait("snapshot")["version"] == 4


def test_many_late_joiners_miss_nothing_while_much_happens(
    commander: Person, search_id: str
) -> None:
    last = 4 + 40
    seen: list[list[int]] = []

    def join() -> None:
        with commander.live(search_id) as screen:
            start = screen.wait("snapshot")["version"]
            events = screen.reaches(last)
            seen.append([*range(1, start + 1), *(event["version"] for event in events)])

    joining = []
    for number in range(40):
        if number % 4 == 0:
            joining.append(threading.Thread(target=join))
            joining[-1].start()
        note(commander, search_id)
    for thread in joining:
        thread.join()
    assert len(seen) == len(joining)
    assert all(versions == list(range(1, last + 1)) for versions in seen)


def test_a_street_team_sees_the_course_and_itself_and_no_other_team(
    here: House, commander: Person, search_id: str
) -> None:
    mine = team(commander, search_id, "Mine")
    phone = here.person(Role.STREET, search_id, mine)
    with phone.live(search_id) as screen:
        assert screen.wait("hello")["team_id"] == mine
        state = screen.wait("snapshot")["state"]
        assert [one["name"] for one in state["teams"]] == ["Mine"]
        first, second = tell(commander, search_id)
        commander.did(
            f"/searches/{search_id}/teams/{mine}/redirects",
            {"target": lon_lat(1, 1), "reason": "this way"},
        )
        commander.did(
            f"/searches/{search_id}/positions",
            {"team_id": first, "fixes": [{**lon_lat(1, 1), "at": ago(1)}]},
        )
        commander.did(
            f"/searches/{search_id}/positions",
            {"team_id": mine, "fixes": [{**lon_lat(1, 1), "at": ago(1)}]},
        )
        fresh = phone.read(f"/searches/{search_id}")
        events = screen.reaches(fresh["version"])
        positions = screen.wait("positions")["positions"]
    assert reduced(state, events) == fresh
    assert fresh["redirects"][0]["reason"] == "this way"
    assert {one["team_id"] for one in positions} == {mine}
    told = str([m for m in screen.heard if m["type"] != "hello"])
    for secret in ("Team 1", "Team 2", "flat tyre", "daughter", "former home", "market", "a hint"):
        assert secret not in told, secret
    assert all(e["data"].get("team_id") in (mine, None) for e in events)
    assert phone.read(f"/searches/{search_id}/events?after={state['version']}") == events
    assert first != second


def test_a_watcher_gets_no_events_no_positions_and_nothing_personal(
    here: House, commander: Person
) -> None:
    opening = here.opening(
        subject={"mobility": "manual", "name": "Li", "clothing": "green coat", "hints": "dementia"}
    )
    search_id = commander.did("/searches", opening)
    watcher = here.person(Role.WATCHER, search_id)
    with watcher.live(search_id) as screen:
        state = screen.wait("snapshot")["state"]
        assert state["subject"]["description"] == {"clothing": "green coat"}
        first, _ = tell(commander, search_id)
        commander.did(
            f"/searches/{search_id}/positions",
            {"team_id": first, "fixes": [{**lon_lat(1, 1), "at": ago(1)}]},
        )
        commander.did(f"/searches/{search_id}/closure", {"outcome": "found_well"})
        screen.wait("snapshot", lambda m: m["state"]["status"] == "closed")
        assert screen.frames or screen.frame()
    told = str([m for m in screen.heard if m["type"] != "hello"])
    for secret in ("Li'", "dementia", "Team 1", "daughter", "former home", first, "lon"):
        assert secret not in told, secret
    assert {m["type"] for m in screen.heard} <= {"hello", "snapshot", "ping"}
    for call in ("map", "events", "positions", "frame", "advice", "report"):
        assert watcher.get(f"/searches/{search_id}/{call}").status_code == 403


def test_desks_are_told_of_phones_that_come_show_orders_and_go(
    here: House, commander: Person, search_id: str
) -> None:
    mine, other = team(commander, search_id), team(commander, search_id, "Team 2")
    phone = here.person(Role.STREET, search_id, mine)
    with commander.live(search_id) as desk:
        desk.wait("presence", lambda m: m["teams"] == [])
        with phone.live(search_id) as screen:
            screen.wait("snapshot")
            come = desk.wait("presence")["teams"]
            assert [(one["team_id"], one["connected"]) for one in come] == [(mine, True)]
            calls = [
                commander.did(
                    f"/searches/{search_id}/teams/{team_id}/redirects", {"target": lon_lat(1, 1)}
                )
                for team_id in (other, mine)
            ]
            for redirect_id in (*calls, "nonsense"):
                screen.socket.send(f'{{"type": "delivered", "redirect_id": "{redirect_id}"}}')
            assert desk.wait("delivered")["redirect_id"] == calls[1]
        gone = desk.wait("presence")["teams"]
        assert [(one["team_id"], one["connected"]) for one in gone] == [(mine, False)]
        with commander.live(search_id) as later:
            assert later.wait("delivered")["redirect_id"] == calls[1]


def test_the_newest_positions_reach_the_desks(commander: Person, search_id: str) -> None:
    mine = team(commander, search_id)
    with commander.live(search_id) as desk:
        desk.wait("snapshot")
        for column in range(5):
            fix = {**lon_lat(column, 0), "at": ago(10 - column)}
            commander.did(f"/searches/{search_id}/positions", {"team_id": mine, "fixes": [fix]})
        place = lon_lat(4, 0)
        newest = desk.wait("positions", lambda m: m["positions"][0]["lon"] == place["lon"])
        assert newest["positions"][0]["heading"] == pytest.approx(90, abs=2)
    with commander.live(search_id) as later:
        assert later.wait("snapshot")["positions"][0]["lon"] == place["lon"]


def test_evidence_brings_a_new_frame_with_its_version_to_desks_and_advice(
    here: House, commander: Person, search_id: str
) -> None:
    with commander.live(search_id) as desk:
        first = parsed(desk.frame())
        assert first["count"] == here.area.network.segments
        answer = commander.post(
            f"/searches/{search_id}/clearances",
            {"camera_id": "C1", "from": ago(50), "until": ago(30), "pod": 0.9},
        )
        version = answer.json()["version"]
        frame = until(lambda: newer(desk, version), "a frame of the new version")
        assert frame["flags"] == 0
        assert 0.9 < sum(10 ** ((c - 255) / 40) for c in frame["codes"] if c) + frame["row"] < 1.1
        advice = desk.wait("advice", lambda m: m["version"] >= version)
        assert advice["reviews"]


def test_a_phone_gets_the_surroundings_as_a_sparse_frame(
    here: House, commander: Person, search_id: str
) -> None:
    mine = team(commander, search_id)
    with here.person(Role.STREET, search_id, mine).live(search_id) as phone:
        frame = parsed(phone.frame())
    assert frame["flags"] == 1
    assert 0 < frame["count"] <= here.area.network.segments
    assert frame["segments"] == sorted(set(frame["segments"]))


def test_a_phone_that_asks_for_it_gets_packed_frames_and_a_desk_does_not(
    here: House, commander: Person, search_id: str
) -> None:
    mine = team(commander, search_id)
    with here.person(Role.STREET, search_id, mine).live(search_id, packed=True) as phone:
        frame = phone.frame()
    assert struct.unpack_from("<H", frame, 2) == (3,)
    (count,) = struct.unpack_from("<I", frame, 24)
    assert len(zlib.decompress(frame[28:], -15)) == 5 * count
    with commander.live(search_id, packed=True) as desk:
        assert parsed(desk.frame())["flags"] == 0


def test_the_frame_over_http_is_the_map_in_bytes(commander: Person, search_id: str) -> None:
    body = commander.get(f"/searches/{search_id}/frame?version=4").content
    poas = [
        feature["properties"]["poa"]
        for feature in commander.read(f"/searches/{search_id}/map?version=4")["features"]
    ]
    for code, poa in zip(parsed(body)["codes"], poas, strict=True):
        assert (code == 0) == (poa < 5e-7)
        if code:
            assert 10 ** ((code - 255) / 40) == pytest.approx(poa, rel=0.03)


def test_a_screen_that_stops_reading_is_closed_with_resync_and_nobody_waits(
    commander: Person, search_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Beyond a few messages that wait here, what the system buffers decides.
    monkeypatch.setattr(live_client, "MOST_WAITING", 5)
    long = "街" * 3_900
    with commander.live(search_id, buffer=4096) as stuck, commander.live(search_id) as healthy:
        stuck.wait("snapshot")
        healthy.wait("snapshot")
        before, version = overflows(commander), 0
        while overflows(commander) == before:
            for _ in range(12):
                version = note(commander, search_id, long)
            healthy.reaches(version)
        assert overflows(commander) == before + 1
        assert code_of(stuck) == 4000
    last = max(m["up_to"] for m in stuck.heard if m["type"] == "events")
    with commander.live(search_id, last) as again:
        assert [event["version"] for event in again.reaches(version)] == list(
            range(last + 1, version + 1)
        )


def test_a_revoked_session_closes_its_open_socket(
    here: House, commander: Person, search_id: str
) -> None:
    phone = here.person(Role.STREET, search_id, "t")
    with phone.live(search_id) as screen:
        screen.wait("snapshot")
        here.services.accounts.sessions.revoke_account(phone.account_id)
        assert code_of(screen) == 4410


def test_the_wrong_people_are_told_why_they_may_not_follow(
    here: House, commander: Person, search_id: str
) -> None:
    address = here.address.replace("http", "ws")
    url = f"{address}/api/v1/searches/{search_id}/live"
    with connect(url) as nobody:
        assert code_of(Screen(nobody)) == 4401
    with here.person(Role.STREET, here.search(commander), "t").live(search_id) as stranger:
        assert code_of(stranger) == 4403
    for unknown in (str(uuid.uuid4()), "no-uuid"):
        with commander.live(unknown) as lost:
            assert code_of(lost) == 4404


def test_nonsense_from_a_screen_changes_nothing(commander: Person, search_id: str) -> None:
    with commander.live(search_id) as screen:
        screen.wait("snapshot")
        nonsense: list[Any] = ["{", "[]", '{"type": "closure"}', b"\x00\xff", '{"type": "pong"}']
        for message in nonsense:
            screen.socket.send(message)
        version = note(commander, search_id)
        assert [event["topic"] for event in screen.reaches(version)] == ["note.added"]


def test_what_could_not_be_told_at_first_is_told_later(
    commander: Person, search_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter([True, True])

    def sometimes(*arguments: Any) -> Any:
        if next(failures, False):
            raise StorageUnavailableError("the vault does not answer")
        return told_fully(*arguments)

    with commander.live(search_id) as screen:
        screen.wait("snapshot")
        monkeypatch.setattr("web.live.room.told_fully", sometimes)
        versions = [note(commander, search_id) for _ in range(3)]
        assert [event["version"] for event in screen.reaches(versions[-1])] == versions


def test_a_screen_that_does_not_answer_is_closed_and_one_that_does_stays(
    tmp_path: Path, small_area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "HEARTBEAT_S", 0.2)
    monkeypatch.setattr(hub, "SILENT_S", 1.0)
    with house(Settings(data_dir=tmp_path / "data"), small_area) as opened:
        commander = opened.person(Role.COMMANDER)
        search_id = opened.search(commander)
        with commander.live(search_id) as silent, commander.live(search_id) as answering:
            stopped = threading.Thread(target=code_of, args=(silent,))
            stopped.start()
            while stopped.is_alive():
                answering.wait("ping")
                answering.socket.send('{"type": "pong"}')
            assert silent.socket.close_code == 4000
            version = note(commander, search_id)
            assert [event["version"] for event in answering.reaches(version)] == [version]


def overflows(person: Person) -> int:
    """How many sockets this service has closed because they lagged."""
    text = person.client.get("/metrics").text
    line = next(x for x in text.splitlines() if x.startswith("coordinator_socket_overflows_total "))
    return int(float(line.split()[1]))


def newer(screen: Screen, version: int) -> Record | None:
    """The newest frame of a screen if it knows this version, after one more message."""
    screen.next()
    frame = parsed(screen.frames[-1]) if screen.frames else None
    return frame if frame is not None and frame["version"] >= version else None


def parsed(frame: bytes) -> Record:
    """A belief frame, read as the protocol page says."""
    magic, form, flags, version, at, row, ess, count = struct.unpack_from("<BBHIdffI", frame)
    assert (magic, form) == (0x42, 1)
    body = frame[28:]
    segments = list(struct.unpack_from(f"<{count}I", body)) if flags & 1 else list(range(count))
    codes = body[4 * count :] if flags & 1 else body
    assert len(codes) == count
    return {
        "flags": flags, "version": version, "at": at, "row": row, "ess": ess, "count": count,
        "segments": segments, "codes": codes,
    }  # fmt: skip

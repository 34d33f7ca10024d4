"""Given a service, when monitoring asks, then it learns the truth and nothing of any person."""

import re
import sqlite3
import threading
import time
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from eventsourcing.persistence import OperationalError

from coordinator.accounts import Role
from coordinator.database import FILE_NAME
from coordinator.readiness import NotReady
from coordinator.settings import Settings
from domain.area import Area
from tests.web.house import House, Person, ago, house, lon_lat, until
from tests.web.story import tell
from web import vital_signs

CHECKS = {"database", "disk", "feed searches", "feed tracks", "feed inboxes", "policies",
          "sessions"}  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, small_area: Area) -> Generator[House]:
    with house(Settings(data_dir=tmp_path / "data"), small_area) as opened:
        yield opened


@pytest.fixture
def commander(here: House) -> Person:
    return here.person(Role.COMMANDER)


def measured(person: Person) -> dict[str, float]:
    """Every sample of /metrics, by name and labels as they are written."""
    answer = person.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = {}
    for line in answer.text.splitlines():
        if not line.startswith("#"):
            assert re.fullmatch(r"[a-z_]+(\{[^}]*\})? [\d.eE+-]+", line), line
            name, _, value = line.rpartition(" ")
            samples[name] = float(value)
    return samples


def wrong(person: Person) -> dict[str, str]:
    """The checks that fail, with what they say; empty when it is ready."""
    answer = person.client.get("/readyz")
    if answer.status_code == 200:
        assert answer.json()["status"] == "ready"
        assert answer.json()["checks"] == dict.fromkeys(CHECKS, "ok")
        return {}
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (503, "not_ready")
    assert int(answer.headers["retry-after"]) >= 1
    return {error["field"]: error["message"] for error in problem["errors"]}


def test_a_service_that_is_well_is_alive_and_ready_and_asks_for_no_session(
    commander: Person,
) -> None:
    commander.client.headers.clear()
    assert commander.client.get("/livez").json() == {"status": "alive"}
    assert wrong(commander) == {}


def test_a_store_that_does_not_answer_is_named_and_measures_go_on(
    here: House, commander: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> int:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(here.services.searches.recorder, "max_notification_id", gone)
    assert wrong(commander) == {"feed searches": "failed: OperationalError"}
    samples = measured(commander)
    assert samples['coordinator_ready{check="feed searches"}'] == 0
    assert samples['coordinator_ready{check="feed tracks"}'] == 1
    monkeypatch.undo()
    assert wrong(commander) == {}


def test_a_store_that_hangs_is_told_in_time_also_when_all_requests_hang_in_it(
    here: House, commander: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go, hanging = threading.Event(), []

    def hangs() -> None:
        hanging.append(1)
        let_go.wait(60)

    monkeypatch.setattr(here.services.searches.recorder, "max_notification_id", hangs)
    monkeypatch.setattr(here.services.areas, "entries", hangs)
    asked = [threading.Thread(target=commander.get, args=("/areas",)) for _ in range(60)]
    for thread in asked:
        thread.start()
    try:
        until(lambda: len(hanging) >= 40, "all threads for requests to hang")
        begun = time.monotonic()
        assert wrong(commander) == {"feed searches": "no answer in time"}
        assert measured(commander)['coordinator_ready{check="feed searches"}'] == 0
        assert time.monotonic() - begun < 15
    finally:
        let_go.set()
        for thread in asked:
            thread.join()
    monkeypatch.undo()
    until(lambda: wrong(commander) == {}, "the service to be ready again")


def test_a_database_that_lets_nobody_write_is_told(
    here: House, commander: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.database.PROOF_LASTS_S", 0.0)
    file = here.services.settings.data_dir / FILE_NAME
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert wrong(commander) == {"database": "no answer in time"}
        other.execute("ROLLBACK")
    until(lambda: wrong(commander) == {}, "the database to be writable")


def test_a_disk_as_good_as_full_is_told(
    here: House, commander: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vital_signs, "LEAST_FREE_BYTES", 10**18)
    assert re.fullmatch(r"only \d+ MB free", wrong(commander)["disk"])


def test_policies_that_stopped_or_think_too_long_are_told(
    here: House, commander: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    vital_signs.looks_after(here.services.policy)
    monkeypatch.setattr(vital_signs, "LONGEST_THOUGHT_S", -1.0)
    with pytest.raises(NotReady, match="busy with one thought"):
        vital_signs.looks_after(here.services.policy)
    monkeypatch.undo()
    here.services.policy.stop()
    assert wrong(commander) == {"policies": "not running"}


def test_sessions_and_feeds_that_stopped_are_told(here: House, commander: Person) -> None:
    here.services.accounts.sessions.close()
    here.services.track_feed.stop()
    assert wrong(commander) == {
        "feed tracks": "not running",
        "sessions": "revocations at other processes go unseen",
    }


FRAMES = 'coordinator_socket_messages_total{kind="frame"}'


def all_told(now: dict[str, float], before: dict[str, float]) -> dict[str, float] | None:
    """What is measured, once the feed has told everything and a frame was counted."""
    behind = now['coordinator_feed_behind{feed="searches"}']
    return now if behind == 0 and now.get(FRAMES, 0.0) > before.get(FRAMES, 0.0) else None


def test_what_happens_is_counted(commander: Person, here: House) -> None:
    before = measured(commander)
    search_id = here.search(commander)
    with commander.live(search_id) as screen:
        screen.wait("snapshot")
        first, _ = tell(commander, search_id)
        fixes = [{**lon_lat(1, 1), "at": ago(1)}, {**lon_lat(1, 2), "at": ago(0.5)}]
        commander.did(f"/searches/{search_id}/positions", {"team_id": first, "fixes": fixes})
        screen.reaches(commander.read(f"/searches/{search_id}")["version"])
        screen.frame()
        here_now = until(lambda: all_told(measured(commander), before), "all to be counted")

    def more(name: str) -> float:
        return float(here_now[name] - before.get(name, 0.0))

    counted = 'coordinator_command_seconds_count{action="%s",outcome="done"}'
    assert more(counted % "open_search") == 1
    assert more(counted % "report_positions") == 1
    assert more('coordinator_append_seconds_count{application="searches"}') > 30
    assert more('coordinator_append_seconds_count{application="tracks"}') == 1
    assert more("coordinator_positions_accepted_total") == 2
    assert more("coordinator_push_seconds_count") > 30
    assert more("coordinator_belief_seconds_count") >= 1
    assert more("coordinator_belief_effective_sample_size_count") >= 1
    assert more(FRAMES) >= 1
    assert here_now['coordinator_sockets{role="commander"}'] == 1
    assert here_now['coordinator_sockets{role="watcher"}'] == 0
    assert here_now["process_resident_memory_bytes"] > 1e6
    text = commander.client.get("/metrics").text
    for never in (search_id, first, commander.account_id):
        assert never not in text
    refused = commander.post(f"/searches/{search_id}/clearances", {"camera_id": "C1"})
    assert refused.status_code == 422

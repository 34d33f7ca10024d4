"""Given several coordinators on one PostgreSQL, then it does not matter which of them one is at."""

import asyncio
import json
import uuid
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from coordinator.settings import Settings
from tests.new_database import new_database
from tests.reliability.checking import phone_faults
from tests.reliability.fleet import Fleet, fleet
from tests.reliability.installed import SearchHere
from tests.reliability.phones import Phone
from tests.web.house import ago, until

pytestmark = pytest.mark.postgres
Record = dict[str, Any]
EAGER = {
    "redirect_at_once": 1.0, "redirect_hold": 0.0, "redirect_least_pos": 0.0,
    "redirect_gain_ratio": 1.0, "redirect_escalate": 0.02,
}  # fmt: skip


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, postgresql_server: str) -> Generator[Fleet]:
    folder = tmp_path_factory.mktemp("fleet")
    with new_database(postgresql_server) as url:
        settings = Settings(data_dir=folder / "data", database_url=url)
        with fleet(settings, folder, [url, url]) as opened:
            yield opened
        for service in opened.services:
            assert_tidy_log(service.log)


def assert_tidy_log(log: Path) -> None:
    """Every line is JSON (but the first, which says where it serves), none an error."""
    lines = log.read_text().splitlines()
    told = [json.loads(line) for line in lines if not line.startswith("Search Coordinator at")]
    assert len(lines) - len(told) >= 1
    assert [one for one in told if one["level"] == "error"] == []
    assert any("command_id" in one for one in told)


class Listening:
    """A socket at one of the services, and all it has heard."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.heard: list[Record] = []

    def wait(self, kind: str, wanted: Any = lambda _: True) -> Record:
        """The next message of this kind that is as wanted."""

        def found() -> Record | None:
            message = self.socket.recv(timeout=20)
            if isinstance(message, bytes):
                return None
            record: Record = json.loads(message)
            self.heard.append(record)
            return record if record["type"] == kind and wanted(record) else None

        answer: Record = until(found, kind)
        return answer


def listening(fleet: Fleet, at: int, search_id: str, token: str) -> Any:
    """A socket, opened."""
    address = fleet.services[at].address.replace("http", "ws")
    return connect(
        f"{address}/api/v1/searches/{search_id}/live", max_size=None,
        additional_headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip


def closed(socket: ClientConnection) -> int | None:
    """The code with which the service ends this socket."""
    try:
        while True:
            socket.recv(timeout=20)
    except ConnectionClosed:
        return socket.close_code


def test_a_command_accepted_by_one_is_on_the_phone_at_the_other(two: Fleet) -> None:
    search = two.search(0)
    with listening(two, 1, search.search_id, search.phone) as socket:
        phone = Listening(socket)
        phone.wait("snapshot")
        target = {"target": {"lon": 106.502, "lat": 29.501}, "reason": "seen there"}
        path = f"/searches/{search.search_id}/teams/{search.team_id}/redirects"
        given = two.did(0, path, target)
        told = phone.wait("events", lambda m: m["up_to"] >= given["version"])
    topics = [event["topic"] for event in told["events"]]
    assert topics == ["street_team.redirected"]


def test_the_same_command_at_both_at_once_is_one_command(two: Fleet) -> None:
    search = two.search(0)
    path = f"/searches/{search.search_id}/notes"
    token = two.people.commanders[0]
    before = two.read(0, f"/searches/{search.search_id}")["version"]
    with ThreadPoolExecutor(4) as both:
        for number in range(15):
            key, body = str(uuid.uuid4()), {"text": f"note {number}"}
            asked = [both.submit(two.ask, i % 2, token, path, body, key) for i in range(4)]
            answers = [one.result() for one in asked]
            assert sorted(a.status_code for a in answers) == [200, 200, 200, 201]
            assert len({a.text for a in answers}) == 1
    assert two.read(1, f"/searches/{search.search_id}")["version"] == before + 15


def test_desks_see_phones_and_what_they_showed_whichever_process_they_are_at(two: Fleet) -> None:
    search = two.search(0)
    search_id, desk_token = search.search_id, two.people.desk
    path = f"/searches/{search_id}/teams/{search.team_id}/redirects"
    given = two.did(0, path, {"target": {"lon": 106.502, "lat": 29.501}})
    with listening(two, 0, search_id, desk_token) as socket:
        desk = Listening(socket)
        assert desk.wait("presence")["teams"] == []
        with listening(two, 1, search_id, search.phone) as phone_socket:
            phone = Listening(phone_socket)
            phone.wait("snapshot")
            (team,) = desk.wait("presence")["teams"]
            assert (team["team_id"], team["connected"]) == (search.team_id, True)
            phone.socket.send(json.dumps({"type": "delivered", "redirect_id": given["id"]}))
            shown = desk.wait("delivered")
            assert shown["redirect_id"] == given["id"]
            with listening(two, 0, search_id, search.phone) as second:
                Listening(second).wait("snapshot")
            # The phone at this process is gone, the one at the other is not: nothing to tell.
            with listening(two, 0, search_id, desk_token) as late:
                newcomer = Listening(late)
                (team,) = newcomer.wait("presence")["teams"]
                assert team["connected"]
                assert newcomer.wait("delivered")["at"] == shown["at"]
        (team,) = desk.wait("presence")["teams"]
        assert (team["team_id"], team["connected"]) == (search.team_id, False)


def test_who_is_signed_out_at_one_is_put_out_of_the_other(two: Fleet) -> None:
    search = two.search(0)
    with listening(two, 1, search.search_id, search.phone) as socket:
        Listening(socket).wait("snapshot")
        address = two.services[0].address
        gone = two.http.delete(
            f"{address}/api/v1/session", headers={"Authorization": f"Bearer {search.phone}"}
        )
        assert gone.status_code in (200, 204)
        assert closed(socket) == 4410
    until(
        lambda: two.ask(1, search.phone, f"/searches/{search.search_id}").status_code == 401,
        "the session to have ended at the other",
    )


def test_an_invitation_revoked_at_one_ends_the_phone_at_the_other(two: Fleet) -> None:
    search = two.search(0)
    path = f"/searches/{search.search_id}/invitations"
    invited = two.did(0, path, {"role": "street", "team_id": search.team_id})
    joining = {"token": invited["url"].rpartition("#")[2]}
    joined = two.http.post(f"{two.services[1].address}/api/v1/session/invitation", json=joining)
    token = joined.json()["token"]
    with listening(two, 1, search.search_id, token) as socket:
        Listening(socket).wait("snapshot")
        two.http.cookies.clear()
        answer = two.http.delete(
            f"{two.services[0].address}/api/v1{path}/{invited['invitation_id']}",
            headers={"Authorization": f"Bearer {two.people.commanders[0]}"},
        )
        assert answer.status_code < 300, answer.text
        assert closed(socket) == 4410


def clear_windows(two: Fleet, search: SearchHere, count: int) -> list[int]:
    """Clearances at both processes in turn; their versions."""
    versions = []
    for number in range(count):
        since = 50 - 2 * number
        window = {"camera_id": f"C{1 + number % 5}", "from": ago(since), "until": ago(since - 10)}
        path = f"/searches/{search.search_id}/clearances"
        versions.append(two.did(number % 2, path, {**window, "grade": "good"})["version"])
    return versions


def decided(two: Fleet) -> Counter[str]:
    """What the policies of all processes decided, too late or not."""
    found: Counter[str] = Counter()
    for at in range(len(two.services)):
        for name, value in two.counted(at).items():
            if name.startswith("coordinator_policy_decisions_total"):
                found[name.split('"')[1]] += int(value)
    return found


def test_policies_that_run_at_both_act_once(two: Fleet) -> None:
    before = decided(two)
    search = two.search(0, **EAGER)
    path = f"/searches/{search.search_id}"
    clear_windows(two, search, 12)

    def settled() -> list[Record]:
        events: list[Record] = two.read(1, f"{path}/events")
        sent = [e for e in events if e["topic"] == "street_team.redirected"]
        over = {e["data"]["redirect_id"] for e in events if e["topic"] in (
            "redirect.superseded", "redirect.escalated")}  # fmt: skip
        done = sent and {e["data"]["redirect_id"] for e in sent} <= over
        return events if done else []

    events = until(settled, "the policies to have sent somebody and to have asked for a call", 60)
    # Each has looked at everything that happened, and at what time brought, more than once.
    turns = [two.counted(at) for at in (0, 1)]
    until(lambda: [two.counted(at) for at in (0, 1)] != turns, "another turn of the policies")
    events = two.read(0, f"{path}/events")
    sent = [e["data"] for e in events if e["topic"] == "street_team.redirected"]
    assert all(one["issued_by"] == "policy" for one in sent)
    replaced = Counter((one["team_id"], one["replaces"]) for one in sent)
    assert sent
    assert set(replaced.values()) == {1}, "an assignment was replaced twice"
    grounds = Counter((one["team_id"], tuple(one["because"])) for one in sent)
    assert set(grounds.values()) == {1}, "the same evidence turned a team round twice"
    escalated = Counter(
        e["data"]["redirect_id"] for e in events if e["topic"] == "redirect.escalated"
    )
    assert set(escalated.values()) <= {1}, "somebody was asked to call twice"
    assert escalated
    now = decided(two)
    assert now["sent"] - before["sent"] == len(sent)
    assert now["escalated"] - before["escalated"] == len(escalated)


def test_proposals_of_policies_at_both_are_not_doubled(two: Fleet) -> None:
    search = two.search(0, **{**EAGER, "redirect_at_once": 0.0})
    path = f"/searches/{search.search_id}"
    for _ in range(4):
        clear_windows(two, search, 3)
    newest = two.read(0, path)["version"]
    with listening(two, 0, search.search_id, two.people.desk) as socket:
        desk = Listening(socket)
        desk.wait("snapshot")
        # What the policies make of the last evidence comes before the advice about it.
        desk.wait("advice", lambda m: m["version"] >= newest)
    events = two.read(1, f"{path}/events")
    proposed = [e["data"] for e in events if e["topic"] == "redirect.proposed"]
    assert proposed
    same = Counter(
        (one["team_id"], tuple(one["segments"]), tuple(one["because"])) for one in proposed
    )
    assert set(same.values()) == {1}, "the same was proposed twice"


def test_phones_of_a_killed_process_go_on_at_another_and_miss_nothing(two: Fleet) -> None:
    search = two.search(0)
    path = f"/searches/{search.search_id}"

    async def followed() -> list[Phone]:
        phones = [
            Phone(two.services[at].address, search.search_id, token)
            for at in (0, 1)
            for token in (two.people.desk, search.phone)
        ]
        async with following(phones):
            versions = []
            for number in range(60):
                if number == 30:
                    two.services[0].kill()
                    for phone in phones:
                        phone.address = two.services[1].address
                at = 1 if number >= 30 else number % 2
                body = {"text": f"note {number}"}
                given = await asyncio.to_thread(two.did, at, f"{path}/notes", body)
                versions.append(given["version"])
            window = {"segments": [1, 2], "from": ago(20), "until": ago(10)}
            swept = await asyncio.to_thread(
                two.did, 1, f"{path}/sweeps", {"team_id": search.team_id, **window}
            )
            for phone in phones:
                await asyncio.wait_for(phone.reaches(swept["version"]), 30)
        return phones

    try:
        phones = asyncio.run(followed())
    finally:
        two.services[0].start()
    for phone in phones:
        shown = two.ask(1, phone.token, f"{path}/events?limit=1000").json()
        assert phone_faults(phone, shown) == []
    assert phones[0].connections >= 2
    assert len(phones[0].events) >= 30
    assert len(phones[1].events) >= 1


@asynccontextmanager
async def following(phones: list[Phone]) -> AsyncGenerator[None]:
    """The phones follow until the block ends; it begins once each has a snapshot."""
    tasks = [asyncio.create_task(phone.follow()) for phone in phones]
    try:
        for phone in phones:
            await asyncio.wait_for(phone.reaches(1), 30)
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

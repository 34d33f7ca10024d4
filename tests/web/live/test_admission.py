"""Given more newcomers than can catch up at once, each has its turn, those at the station first."""

import asyncio
import threading
from contextlib import ExitStack
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from coordinator.accounts import Role
from tests.web.house import House, Person
from web.live.admission import AT_ONCE, Admission, Crowded
from web.live.catch_up import CaughtUp, caught_up
from web.live.views import Kind


async def settled() -> None:
    """Until nothing more happens by itself."""
    for _ in range(10):
        await asyncio.sleep(0)


class Crowd:
    """Newcomers who note when their turn comes, and end it when they are told to."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.in_turn: list[str] = []
        self.end: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def comes(self, name: str, kind: Kind) -> None:
        self.end[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._catch_up(name, kind))
        await settled()

    async def is_done(self, name: str) -> None:
        self.end[name].set()
        await settled()

    async def _catch_up(self, name: str, kind: Kind) -> None:
        async with self.admission.turn(kind):
            self.in_turn.append(name)
            await self.end[name].wait()


def test_officers_go_first_then_teams_then_watchers_each_in_order() -> None:
    async def story() -> list[str]:
        crowd = Crowd(Admission(at_once=1))
        coming = (
            ("w1", Kind.WATCHER), ("w2", Kind.WATCHER), ("s1", Kind.STREET), ("d1", Kind.DESK),
            ("s2", Kind.STREET), ("d2", Kind.DESK),
        )  # fmt: skip
        for name, kind in coming:
            await crowd.comes(name, kind)
        for number in range(len(coming)):
            await crowd.is_done(crowd.in_turn[number])
        return crowd.in_turn

    assert asyncio.run(story()) == ["w1", "d1", "d2", "s1", "s2", "w2"]


def test_no_more_than_so_many_catch_up_at_once_and_those_who_leave_give_their_turn_up() -> None:
    async def story() -> None:
        crowd = Crowd(Admission(at_once=2))
        for number in range(5):
            await crowd.comes(str(number), Kind.STREET)
        assert crowd.in_turn == ["0", "1"]
        crowd.tasks["2"].cancel()
        crowd.tasks["0"].cancel()
        await settled()
        assert crowd.in_turn == ["0", "1", "3"]
        await crowd.is_done("1")
        assert crowd.in_turn == ["0", "1", "3", "4"]
        for name in ("3", "4"):
            await crowd.is_done(name)
        await crowd.comes("later", Kind.WATCHER)
        assert crowd.in_turn[-1] == "later", "all turns were given back"
        await crowd.is_done("later")

    asyncio.run(story())


def test_one_who_leaves_in_the_moment_of_its_turn_hands_it_on() -> None:
    async def story() -> None:
        crowd = Crowd(Admission(at_once=1))
        for name in ("first", "second", "third"):
            await crowd.comes(name, Kind.STREET)
        crowd.end["first"].set()
        # One step of the loop: the first one has given its turn on, the second not yet begun.
        await asyncio.sleep(0)
        crowd.tasks["second"].cancel()
        await settled()
        assert crowd.in_turn[-1] == "third"
        await crowd.is_done("third")

    asyncio.run(story())


def test_beyond_the_longest_queue_newcomers_are_sent_away() -> None:
    async def story() -> None:
        crowd = Crowd(Admission(at_once=1, most_waiting=2))
        for name in ("in", "next", "last"):
            await crowd.comes(name, Kind.WATCHER)
        with pytest.raises(Crowded):
            async with crowd.admission.turn(Kind.WATCHER):
                raise AssertionError("there was no room")
        for name in ("in", "next", "last"):
            await crowd.is_done(name)
        assert crowd.in_turn == ["in", "next", "last"]

    asyncio.run(story())


def test_whose_session_ends_while_it_waits_is_sent_away(
    here: House, commander: Person, search_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, busy = threading.Event(), threading.Semaphore(0)

    def slowly(*arguments: Any) -> CaughtUp:
        busy.release()
        assert go_on.wait(30)
        return caught_up(*arguments)

    monkeypatch.setattr("web.live.room.caught_up", slowly)
    phone = here.person(Role.STREET, search_id, "t")
    with ExitStack() as stack:
        first = [stack.enter_context(commander.live(search_id)) for _ in range(AT_ONCE)]
        stack.callback(go_on.set)
        for _ in first:
            assert busy.acquire(timeout=20)
        screen = stack.enter_context(phone.live(search_id))
        here.services.accounts.sessions.revoke_account(phone.account_id)
        go_on.set()
        with pytest.raises(ConnectionClosed):
            screen.next()
        assert screen.socket.close_code == 4410
        for desk in first:
            desk.wait("snapshot")

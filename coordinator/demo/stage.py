"""The stage: plays one search after the other, and tells visitors what part is free."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import Any

from httpx import TransportError

from coordinator.accounts.role import Role
from coordinator.area_store import AreaStore
from coordinator.clock import Clock
from coordinator.demo.caller import Caller, Refused, answering
from coordinator.demo.cast import Cast, Part, parts
from coordinator.demo.direction import Direction
from coordinator.demo.play import Play, opened
from coordinator.demo.scenery import Scenery
from coordinator.demo.street_team import StreetTeam
from coordinator.demo.video_officer import VideoOfficer
from coordinator.demo.walker import Walker
from coordinator.demo.working_time import NONE_LEFT, WorkingTime
from domain.moment import moment_of, moment_text
from domain.place import Place

SPEEDS = (1, 5, 10, 20, 40, 60)
BEFORE_VISITORS = 0.001
"""The clock all but stands still until somebody comes to look."""
FOUND_WITHIN_M = 100.0
"""A find further from him than this is not true."""
LOOKS_EVERY_S = 0.5
NOT_HIM = "不是他。 It is not him."

log = logging.getLogger(__name__)


class Stage:
    """Plays in a thread of its own, over HTTP and WebSocket like everybody else."""

    def __init__(
        self,
        scenery: Scenery,
        areas: AreaStore,
        cast: Cast,
        clock: Clock,
        seed: int,
        direction: Direction,
    ) -> None:
        self.scenery = scenery
        self.clock = clock
        self.parts = parts(
            tuple(team.name for team in scenery.story.teams),
            direction.officers,
            direction.may_be_watched,
        )
        self.present: Callable[[str, str], bool] = lambda _account_id, _search_id: False
        """Whether this account follows this search just now; set by whoever serves."""
        self.working_time = WorkingTime(clock, direction)
        self._story_begins = clock.now()
        self._direction = direction
        self._cast = cast
        self._seed = seed
        self._base_url = ""
        self._ready: Callable[[], None] = lambda: None
        self._play: Play | None = None
        self._over = True
        self._again = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False
        self.entered: set[str] = set()
        """Keys of the parts that visitors took in the present search."""
        self._thread = Thread(target=self._run, name="demo", daemon=True)
        areas.keep(scenery.area, clock.now())

    @property
    def play(self) -> Play | None:
        """The search that is being played, None until it is open."""
        return self._play

    @property
    def over(self) -> bool:
        """Whether he has been found."""
        return self._over

    def start(self, base_url: str, ready: Callable[[], None]) -> None:
        """Begin to play as soon as the coordinator answers at this address; then call `ready`."""
        self._base_url = base_url
        self._ready = ready
        self._thread.start()

    def stop(self) -> None:
        """End the play."""
        self._stopping = self._over = True
        if self._loop is not None and self._loop.is_running():
            self._loop.call_soon_threadsafe(self._end)
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def visit(self) -> None:
        """Somebody came to look: the clock begins to run."""
        self.working_time.looked_at()

    def finish(self) -> None:
        """The present search is over, whatever has come of it; none follows by itself."""
        self._over = True

    def restart(self) -> None:
        """Play another search once the present one is over or given up."""
        self._over = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        """On the loop, so that a play that is about to go on notices it."""
        self._over = True
        self._again.set()

    def visitor(self, part: Part) -> str:
        """The account of whoever takes this part."""
        return self._cast.visitor(part)

    def visitor_token(self, part: Part) -> str:
        """A session for a visitor in this part of the present search."""
        play = self._play
        account_id = self._cast.visitor(part)
        if play is not None:
            self.entered.add(part.key)
            team_id = None if part.team is None else play.team_ids[part.team]
            self._cast.join(account_id, play.search_id, team_id)
        return self._cast.token(account_id)

    def _run(self) -> None:
        self._loop = asyncio.new_event_loop()
        try:
            self._loop.run_until_complete(self._play_on())
        except Exception:
            log.exception("the demo stopped")
        finally:
            self._loop.close()

    async def _play_on(self) -> None:
        await answering(self._base_url, lambda: self._stopping)
        number = 0
        while not self._stopping:
            self._again.clear()
            self.entered.clear()
            if number:
                self.clock.set_time(self._story_begins)
            self.working_time.begin()
            self._over = False
            await self._play_one(self._seed + number)
            self._over = True
            number += 1
            if not self._stopping:
                await self._again.wait()

    async def _play_one(self, seed: int) -> None:
        commander = self._caller("commander", Role.COMMANDER)
        callers = [commander]
        try:
            play = await opened(commander, self.scenery, self._direction, self.clock, seed)
            people: list[Callable[[], Coroutine[Any, Any, None]]] = [
                partial(self._watch, commander, play),
                partial(self._attend, play),
            ]
            for key in (part.key for part in self.parts if part.role is Role.VIDEO):
                officer = self._caller(key, Role.VIDEO, play.search_id)
                callers.append(officer)
                simulated_officer = VideoOfficer(
                    officer, self.clock, self.scenery.area, play.truth, play.search_id, seed
                )
                replaced = self._present(key, play)
                people.append(partial(simulated_officer.work, self._is_over, replaced))
            for number, team in enumerate(self.scenery.story.teams):
                team_id = play.team_ids[number]
                key = f"team{number + 1}"
                caller = self._caller(key, Role.STREET, play.search_id, team_id)
                callers.append(caller)
                walker = Walker(
                    self.scenery.area.network, self.scenery.lines, team.place, team.mode,
                    self.clock.now(),
                )  # fmt: skip
                simulated = StreetTeam(
                    caller, self.clock, walker, play.truth, play.search_id, team_id, seed + number,
                    self._direction.may_take_s, self._may_be_found,
                )  # fmt: skip
                play.players[team_id] = simulated
                replaced = self._present(key, play)
                people.append(partial(simulated.work, self._is_over, replaced))
            self._play = play
            self._ready()
            await self._act(people)
            while await self._goes_on(commander, play):
                self.working_time.grant()
                self._over = False
                await self._act(people)
        finally:
            for caller in callers:
                await caller.close()

    async def _act(self, people: list[Callable[[], Coroutine[Any, Any, None]]]) -> None:
        """Everybody plays until it is over."""
        tasks = [asyncio.create_task(person()) for person in people]
        await asyncio.wait(tasks)
        for task in tasks:
            if task.exception() is not None:
                log.error("a simulated person gave up", exc_info=task.exception())

    async def _goes_on(self, commander: Caller, play: Play) -> bool:
        """Wait for what follows: whether it was somebody else, so that the play goes on. A play
        that is given up is closed: whoever looks at it sees that nobody searches any more."""
        search = f"/searches/{play.search_id}"
        while self._direction.repeats and not self._stopping:
            try:
                status = (await commander.get(search))["status"]
            except (Refused, TransportError):
                await asyncio.sleep(LOOKS_EVERY_S)
                continue
            if self._again.is_set():
                if status in ("open", "suspended"):
                    await commander.command(f"{search}/closure", {"outcome": "called_off"})
                return False
            if status == "open":
                return True
            with suppress(TimeoutError):
                await asyncio.wait_for(self._again.wait(), LOOKS_EVERY_S)
        return False

    async def _attend(self, play: Play) -> None:
        """Notice that a visitor has taken a part."""
        taken = [self._present(part.key, play) for part in self.parts]
        while not self._over:
            if any(present() for present in taken):
                self.working_time.taken()
            await asyncio.sleep(LOOKS_EVERY_S)

    def _may_be_found(self) -> bool:
        return self.working_time.left == NONE_LEFT

    async def _watch(self, commander: Caller, play: Play) -> None:
        """Notice the end, whoever brought it about."""
        lasts, search = self._direction.lasts, f"/searches/{play.search_id}"
        while not self._over:
            state = await commander.get(search)
            if state["status"] == "found" and not self._believed(play, state["find"]):
                await commander.command(f"{search}/find/withdrawal", {"reason": NOT_HIM})
                continue
            late = lasts is not None and self.clock.now() - play.begun_at >= lasts
            if late or state["status"] in ("found", "closed"):
                self._over = True
            await asyncio.sleep(LOOKS_EVERY_S)
        if lasts is not None and (await commander.get(search))["status"] == "open":
            await commander.command(f"{search}/closure", {"outcome": "called_off"})

    def _believed(self, play: Play, find: dict[str, Any]) -> bool:
        if not self._direction.checks_finds:
            return True
        here = play.truth.place_at(moment_of(find["at"]))
        there = Place(find["lon"], find["lat"])
        return here is not None and here.distance_m(there) <= FOUND_WITHIN_M

    def _is_over(self) -> bool:
        return self._over

    def _present(self, key: str, play: Play) -> Callable[[], bool]:
        account_id = self._cast.visitor(next(part for part in self.parts if part.key == key))
        return lambda: self.present(account_id, play.search_id)

    def _caller(
        self, key: str, role: Role, search_id: str | None = None, team_id: str | None = None
    ) -> Caller:
        account_id = self._cast.simulated(key, role)
        if search_id is not None:
            self._cast.join(account_id, search_id, team_id)
        return Caller(self._base_url, self._cast.token(account_id), self.clock)

    def record(self) -> dict[str, Any]:
        """What a visitor needs to know, without the links."""
        play = self._play
        return {
            "speed": self.clock.speed,
            "speeds": list(SPEEDS),
            "started_at": None if play is None else moment_text(play.begun_at),
            "now": moment_text(self.clock.now()),
            "search_id": None if play is None else play.search_id,
            "story": self.scenery.story.words,
            "placed_cameras": self.scenery.placed_cameras,
            "over": play is not None and self._over,
        }

"""The stage: plays one search after the other, and tells visitors what part is free."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from typing import Any

from coordinator.accounts.role import Role
from coordinator.area_store import AreaStore
from coordinator.clock import Clock
from coordinator.demo.caller import Caller, answering
from coordinator.demo.cast import Cast, Part, parts
from coordinator.demo.direction import Direction
from coordinator.demo.scenery import Scenery
from coordinator.demo.street_team import StreetTeam
from coordinator.demo.truth import HiddenTruth
from coordinator.demo.video_officer import VideoOfficer
from coordinator.demo.walker import Walker
from domain.moment import moment_of, moment_text
from domain.place import Place

SPEEDS = (1, 5, 10, 20, 40, 60)
BEFORE_VISITORS = 0.001
"""The clock all but stands still until somebody comes to look."""
FOUND_WITHIN_M = 100.0
"""A find further from him than this is not true."""
NOT_HIM = "不是他。 It is not him."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Play:
    """One search of the demo."""

    search_id: str
    team_ids: tuple[str, ...]
    truth: HiddenTruth
    begun_at: datetime
    players: dict[str, StreetTeam]
    """By team id."""


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
        self.parts = parts(tuple(team.name for team in scenery.story.teams), direction.officers)
        self.present: Callable[[str], bool] = lambda _account_id: False
        """Whether this account is connected just now; set by whoever serves."""
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
        self._visited = False
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
            self._loop.call_soon_threadsafe(self._again.set)
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def visit(self) -> None:
        """Somebody came to look: the clock begins to run."""
        if not self._visited:
            self._visited = True
            self.clock.set_speed(self._direction.first_speed)

    def finish(self) -> None:
        """The present search is over, whatever has come of it; none follows by itself."""
        self._over = True

    def restart(self) -> None:
        """Play another search once the present one is over or given up."""
        self._over = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._again.set)

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
            play = await self._open(commander, seed)
            tasks = [asyncio.create_task(self._watch(commander, play))]
            for key in (part.key for part in self.parts if part.role is Role.VIDEO):
                officer = self._caller(key, Role.VIDEO, play.search_id)
                callers.append(officer)
                work = VideoOfficer(
                    officer, self.clock, self.scenery.area, play.truth, play.search_id, seed
                ).work(self._is_over, self._present(key))
                tasks.append(asyncio.create_task(work))
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
                    self._direction.may_take_s,
                )  # fmt: skip
                play.players[team_id] = simulated
                work = simulated.work(self._is_over, self._present(key))
                tasks.append(asyncio.create_task(work))
            self._play = play
            self._ready()
            await asyncio.wait(tasks)
            for task in tasks:
                if task.exception() is not None:
                    log.error("a simulated person gave up", exc_info=task.exception())
        finally:
            for caller in callers:
                await caller.close()

    async def _open(self, commander: Caller, seed: int) -> Play:
        story = self.scenery.story
        begin = self.clock.now().replace(microsecond=0) - self._direction.reported_after
        truth = await asyncio.to_thread(self._direction.truth_of, begin, seed)
        opened = await commander.command(
            "/searches",
            {
                "area": self.scenery.area.name,
                "subject": {"mobility": story.mobility, **story.description},
                "last_known_point": {
                    "lon": story.last_known_point.lon,
                    "lat": story.last_known_point.lat,
                    "at": moment_text(begin),
                },
                "parameters": {"redirect_at_once": 1.0},
                "familiar_places": [
                    {"lon": p.place.lon, "lat": p.place.lat, "label": p.label, "weight": p.weight}
                    for p in story.familiar_places
                ],
            },
        )
        search_id = str(opened["search_id"])
        team_ids = []
        for team in story.teams:
            body = {
                "name": team.name,
                "mode": team.mode,
                "lon": team.place.lon,
                "lat": team.place.lat,
            }
            answer = await commander.command(f"/searches/{search_id}/teams", body)
            team_ids.append(str(answer["id"]))
        return Play(search_id, tuple(team_ids), truth, self.clock.now(), {})

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
            await asyncio.sleep(0.5)
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

    def _present(self, key: str) -> Callable[[], bool]:
        account_id = self._cast.visitor(next(part for part in self.parts if part.key == key))
        return lambda: self.present(account_id)

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

"""A simulated street team: goes where it is sent, says what it searched, and finds him."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

from coordinator.clock import Clock
from coordinator.demo.caller import Caller, Refused
from coordinator.demo.pace import pause
from coordinator.demo.truth import HiddenTruth
from coordinator.demo.walker import Walker
from domain.moment import moment_text
from domain.place import Place

SIGHT_M = 25.0
"""At dusk among parked cars; assumption, no published source."""
REPORT_EVERY_S = 10.0
LEAST_REPORT_GAP_S = 1.0
"""Of real time, so that a fast exercise does not flood the coordinator."""
WAITING = ("sent", "received", "wilco", "executing")


class StreetTeam:
    """Moves by itself; answers only while no visitor holds its phone."""

    def __init__(
        self,
        caller: Caller,
        clock: Clock,
        walker: Walker,
        truth: HiddenTruth,
        search_id: str,
        team_id: str,
        seed: int,
        may_take_s: float,
        may_find: Callable[[], bool] = lambda: True,
    ) -> None:
        self._caller = caller
        self._clock = clock
        self._walker = walker
        self._truth = truth
        self._search_id = search_id
        self._search = f"/searches/{search_id}"
        self._team_id = team_id
        self._random = random.Random(seed)
        self._may_take_s = may_take_s
        self._may_find = may_find
        self._spared: set[int] = set()
        self._answered: set[str] = set()
        self.walked: Place | None = None
        """Where a visitor who walks himself is; None while the machine walks for the team."""
        self._order: dict[str, Any] | None = None
        self._going: str | None = None
        self._in_sight_since: datetime | None = None

    @property
    def place(self) -> Place:
        """Where the team is."""
        return self.walked or self._walker.place

    @property
    def meets_him(self) -> bool:
        """Whether it has him in sight, in the open."""
        return self._in_sight_since is not None

    async def work(self, over: Callable[[], bool], replaced: Callable[[], bool]) -> None:
        """Until the search is over; again when it goes on."""
        self._walker.stood_still(self._clock.now())
        self._in_sight_since = None
        listening = asyncio.create_task(self._listen(over))
        try:
            await self._walk(over, replaced)
        finally:
            listening.cancel()

    async def _listen(self, over: Callable[[], bool]) -> None:
        while not over():
            async for message in self._caller.listen(self._search_id):
                if message["type"] == "snapshot":
                    self._read(message["state"])
                elif message["type"] == "events":
                    for event in message["events"]:
                        self._heard(event["topic"], event["data"])
            await asyncio.sleep(0.5)

    def _read(self, state: dict[str, Any]) -> None:
        """Take up what was ordered before this phone was connected."""
        for redirect in state["redirects"]:
            if redirect["team_id"] == self._team_id and redirect["status"] in WAITING:
                self._order = redirect
                if redirect["status"] in ("wilco", "executing"):
                    self._set_out(redirect["redirect_id"])

    def _heard(self, topic: str, data: dict[str, Any]) -> None:
        if data.get("team_id") != self._team_id:
            return
        if topic == "street_team.redirected":
            self._order = data
        elif topic == "redirect.replied" and data["reply"] in ("wilco", "executing"):
            self._set_out(data["redirect_id"])

    def _set_out(self, redirect_id: str) -> None:
        order = self._order
        if order is None or order["redirect_id"] != redirect_id or self._going == redirect_id:
            return
        self._going = redirect_id
        target = order["target"]
        self._walker.assign(
            None if target is None else Place(target["lon"], target["lat"]),
            tuple(order["segments"]),
        )

    async def _walk(self, over: Callable[[], bool], replaced: Callable[[], bool]) -> None:
        loop = asyncio.get_running_loop()
        reported, reported_at = self._clock.now(), loop.time() - LEAST_REPORT_GAP_S
        while not over():
            now = self._clock.now()
            if self.walked is None:
                self._walker.advance(now)
            else:
                self._walker.carried_to(self.walked, now)
            due = (now - reported).total_seconds() >= REPORT_EVERY_S
            if self.walked is None and due and loop.time() - reported_at >= LEAST_REPORT_GAP_S:
                reported, reported_at = now, loop.time()
                await self._report_position(now)
            try:
                if await self._found(now, replaced()):
                    return
                order = self._order
                if order is not None and not replaced():
                    await self._answer(str(order["redirect_id"]), over)
            except Refused:
                # Superseded while it was being answered: the next order is on its way.
                await asyncio.sleep(0.1)
            await asyncio.sleep(0.1)

    async def _answer(self, redirect_id: str, over: Callable[[], bool]) -> None:
        answered = self._answered
        if redirect_id not in answered:
            answered.add(redirect_id)
            await pause(self._clock, self._random.uniform(4, 15), over)
            await self._reply(redirect_id, "received")
            await pause(self._clock, self._random.uniform(3, 12), over)
            await self._reply(redirect_id, "wilco")
            self._set_out(redirect_id)
        if self._going != redirect_id:
            return
        if (
            self._walker.searching_since is not None
            and ("executing " + redirect_id) not in answered
        ):
            answered.add("executing " + redirect_id)
            await self._reply(redirect_id, "executing")
        if self._walker.done and ("completed " + redirect_id) not in answered:
            answered.add("completed " + redirect_id)
            await self._swept()
            await self._reply(redirect_id, "completed")

    async def _swept(self) -> None:
        searched = {
            segment: at
            for segment, at in self._walker.searched.items()
            if segment not in self._spared
        }
        since = self._walker.searching_since
        if not searched or since is None:
            return
        until = max(searched.values())
        if until <= since:
            return
        await self._caller.command(
            f"{self._search}/sweeps",
            {
                "team_id": self._team_id,
                "segments": sorted(searched),
                "from": moment_text(since),
                "until": moment_text(until),
            },
        )

    async def _reply(self, redirect_id: str, reply: str) -> None:
        path = f"{self._search}/redirects/{redirect_id}/replies"
        await self._caller.command(path, {"reply": reply})

    async def _report_position(self, now: datetime) -> None:
        place = self._walker.place
        fix = {"lon": place.lon, "lat": place.lat, "at": moment_text(now), "accuracy_m": 8.0}
        body = {"team_id": self._team_id, "fixes": [fix]}
        await self._caller.command(f"{self._search}/positions", body)

    async def _found(self, now: datetime, replaced: bool) -> bool:
        if not self._truth.seen_from(self.place, now, SIGHT_M):
            self._in_sight_since = None
            return False
        self._in_sight_since = self._in_sight_since or now
        if not self._may_find():
            # Nobody says that he is not there, or the advice would lead everybody away from him.
            segment = self._truth.segment_at(now)
            if segment is not None:
                self._spared.add(segment)
            return False
        self._spared.clear()
        in_sight_s = (now - self._in_sight_since).total_seconds()
        if replaced and in_sight_s < self._may_take_s:
            return False
        place = self._truth.place_at(now)
        if place is None:
            return False
        await self._swept()
        body = {"lon": place.lon, "lat": place.lat, "at": moment_text(now), "condition": "well"}
        await self._caller.command(f"{self._search}/find", body)
        return True

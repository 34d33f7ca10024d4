"""The simulated video officer: watches what is advised and says what the recording shows."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from coordinator.clock import Clock
from coordinator.demo.caller import Caller, Refused
from coordinator.demo.pace import pause
from coordinator.demo.truth import HiddenTruth
from domain.area import Area
from domain.moment import moment_of, moment_text
from domain.window import Window

PLAYBACK_SPEED = 8.0
SEES_HIM = 0.85
"""How often the officer notices him on a recording that shows him."""


class VideoOfficer:
    """Works the review queue while no visitor does."""

    def __init__(
        self,
        caller: Caller,
        clock: Clock,
        area: Area,
        truth: HiddenTruth,
        search_id: str,
        seed: int,
    ) -> None:
        self._caller = caller
        self._clock = clock
        self._area = area
        self._truth = truth
        self._search = f"/searches/{search_id}"
        self._random = random.Random(seed)

    async def work(self, over: Callable[[], bool], replaced: Callable[[], bool]) -> None:
        """Review windows until the search is over; rest while a visitor sits at the desk."""
        while not over():
            if replaced():
                await asyncio.sleep(0.5)
                continue
            try:
                advice = await self._caller.get(f"{self._search}/advice")
                reviews = advice["reviews"]
                if not reviews:
                    await pause(self._clock, 60, over)
                    continue
                await self._review(reviews[0], lambda: over() or replaced())
            except Refused:
                # A colleague claimed it, or the search has just ended: look again.
                await pause(self._clock, 10, over)

    async def _review(self, review: dict[str, Any], stopped: Callable[[], bool]) -> None:
        window = {name: review[name] for name in ("from", "until")}
        camera_id = review["camera_id"]
        claim = await self._caller.command(
            f"{self._search}/claims", {"camera_id": camera_id, **window}
        )
        span = Window(moment_of(window["from"]), moment_of(window["until"]))
        lasting_s = (span.until - span.since).total_seconds()
        await pause(self._clock, 20 + lasting_s / PLAYBACK_SPEED, stopped)
        if stopped():
            # The visitor who took the desk over may want this very window.
            await self._caller.command(f"{self._search}/claims/{claim['id']}/release", {})
            return
        camera = self._area.camera(camera_id)
        ahead = timedelta(seconds=camera.clock_offset_s if camera else 0.0)
        shown = self._truth.recorded(camera_id, span.moved(-ahead))
        if shown and self._random.random() < SEES_HIM:
            middle = shown[0].since + (shown[0].until - shown[0].since) / 2
            await self._sighted(camera_id, middle, shown[0].heading)
        else:
            body = {
                "camera_id": camera_id,
                **window,
                "grade": "good",
                "playback_speed": PLAYBACK_SPEED,
            }
            await self._caller.command(f"{self._search}/clearances", body)

    async def _sighted(self, camera_id: str, at: datetime, heading: float) -> None:
        place = self._truth.place_at(at)
        if place is None:
            return
        answer = await self._caller.command(
            f"{self._search}/sightings",
            {
                "lon": place.lon,
                "lat": place.lat,
                "at": moment_text(at),
                "heading": heading,
                "source": "camera",
                "camera_id": camera_id,
            },
        )
        await pause(self._clock, 60)
        await self._caller.command(
            f"{self._search}/sightings/{answer['id']}/assessment", {"verdict": "confirmed"}
        )

"""Waiting in the time of an exercise."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from coordinator.clock import Clock

LONGEST_NAP_S = 0.25
SHORTEST_NAP_S = 0.02


async def pause(clock: Clock, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
    """Wait so many seconds of the exercise clock, whose speed may change; or until something."""
    end = clock.now() + timedelta(seconds=seconds)
    while not until():
        left = (end - clock.now()).total_seconds() / clock.speed
        if left <= 0:
            return
        await asyncio.sleep(min(max(left, SHORTEST_NAP_S), LONGEST_NAP_S))

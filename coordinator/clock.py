"""The time the coordinator lives in: real, or that of an exercise."""

import math
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from coordinator.settings import FASTEST_CLOCK, Settings


class Clock:
    """Tells the present moment, never an earlier one than it has told before.

    Without arguments it is the machine's own UTC time. With `start` or a `speed` other than 1 it
    is an exercise clock: it begins at `start` (default: now) and runs `speed` times as fast.
    Safe to use from several threads. `steady` gives seconds that only grow, `wall` Unix seconds;
    tests may put their own in.
    """

    def __init__(
        self,
        start: datetime | None = None,
        speed: float = 1.0,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("the start of a clock needs a time zone")
        self._steady = steady
        self._wall = wall
        self._lock = threading.Lock()
        self._speed = _checked(speed)
        self._exercise = start is not None or speed != 1.0
        self._from = steady()
        self._start = start.astimezone(UTC) if start is not None else self._wall_now()
        self._latest = self._start

    @classmethod
    def of(cls, settings: Settings) -> "Clock":
        """The clock that the settings ask for."""
        return cls(settings.clock_start, settings.clock_speed)

    @property
    def speed(self) -> float:
        """How many seconds of this clock pass in one real second."""
        with self._lock:
            return self._speed

    @property
    def exercise(self) -> bool:
        """Whether this clock has left real time."""
        with self._lock:
            return self._exercise

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        with self._lock:
            return self._tell()

    def set_speed(self, speed: float) -> None:
        """Run `speed` times as fast from now on, without a jump; 0 stands still.

        A real clock becomes an exercise clock. ValueError outside 0 to 3600.
        """
        speed = _checked(speed)
        with self._lock:
            self._start = self._tell()
            self._from = self._steady()
            self._speed = speed
            self._exercise = True

    def set_time(self, moment: datetime) -> None:
        """Begin anew at `moment`, which may be earlier: for the restart of an exercise only."""
        if moment.tzinfo is None:
            raise ValueError("the start of a clock needs a time zone")
        with self._lock:
            self._start = self._latest = moment.astimezone(UTC)
            self._from = self._steady()
            self._exercise = True

    def _tell(self) -> datetime:
        if self._exercise:
            passed = (self._steady() - self._from) * self._speed
            moment = self._start + timedelta(seconds=passed)
        else:
            moment = self._wall_now()
        self._latest = max(self._latest, moment)
        return self._latest

    def _wall_now(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), UTC)


def _checked(speed: float) -> float:
    if not (math.isfinite(speed) and 0 <= speed <= FASTEST_CLOCK):
        raise ValueError(f"the speed of a clock is from 0 to {FASTEST_CLOCK:g}, not {speed!r}")
    return speed

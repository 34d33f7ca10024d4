"""Login throttling: after some wrong passwords in a row, wait."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_S = 900.0
PER_NAME_AND_ADDRESS = 5
PER_ADDRESS = 100
REMEMBERED = 10_000


class LoginThrottle:
    """Counts failed logins of the last quarter of an hour, by name and address and by address.

    Nobody can lock an officer out from elsewhere, since a name alone is never counted. Memory is
    bounded: beyond `remembered` keys the one that failed longest ago is dropped. Each process
    counts for itself. Safe to use from several threads.
    """

    def __init__(
        self, *, remembered: int = REMEMBERED, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = remembered
        self._steady = steady
        self._failures: OrderedDict[tuple[str, ...], deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def remembered(self) -> int:
        """How many keys are remembered now."""
        with self._lock:
            return len(self._failures)

    def attempt(self, name: str, address: str) -> float:
        """0 when a password may be tried now, else the seconds to wait.

        An attempt counts as failed until `succeeded` says otherwise, so that many at the same
        time do not slip through together.
        """
        with self._lock:
            now = self._steady()
            keys = _keys(name, address)
            wait = max(self._wait(key, limit, now) for key, limit in keys)
            if wait > 0:
                return wait
            for key, limit in keys:
                times = self._failures.setdefault(key, deque(maxlen=limit))
                times.append(now)
                self._failures.move_to_end(key)
            while len(self._failures) > self._most:
                self._failures.popitem(last=False)
            return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """Forget the wrong passwords of this name at this address."""
        with self._lock:
            self._failures.pop((name, address), None)
            times = self._failures.get((address,))
            if times:
                times.pop()

    def _wait(self, key: tuple[str, ...], limit: int, now: float) -> float:
        times = self._failures.get(key)
        if times is None or len(times) < limit:
            return 0.0
        return max(0.0, times[0] + WINDOW_S - now)


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    return ((name, address), PER_NAME_AND_ADDRESS), ((address,), PER_ADDRESS)

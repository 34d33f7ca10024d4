"""Checkpoints: searches at some places of a way through their events, so that no look back starts
at the beginning. A place is how many events lie behind: the version, where it is the stream.

Derived from the events and disposable: without them the same comes out, only later. Events are
never changed, so a checkpoint never goes stale.
"""

import pickle
from bisect import bisect_right, insort
from collections.abc import Callable, Hashable, Iterable
from threading import Lock

from coordinator.searches.projecting import projected
from domain.event import SearchEvent
from domain.search import Search

EVERY = 500
"""Applying so many events takes a few milliseconds; keeping one more checkpoint takes longer."""
STRETCH = 1_000
"""On the way one is kept every so many events: applying those between takes some twenty
milliseconds."""
MEMORY = 100_000_000


class Checkpoints:
    """Within a budget of memory; the search looked at longest ago is forgotten first."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._kept: dict[Hashable, dict[int, bytes]] = {}
        self._places: dict[Hashable, list[int]] = {}
        self._nbytes = 0
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """Memory of all that is kept."""
        return self._nbytes

    def before(self, way: Hashable, place: int) -> tuple[Search | None, int]:
        """A copy of the search at the latest place kept that is not after this one, and that
        place; None and 0 where there is none."""
        with self._lock:
            places = self._places.get(way, [])
            index = bisect_right(places, place)
            if index == 0:
                return None, 0
            kept = self._kept[way] = self._kept.pop(way)
            found = kept[places[index - 1]]
        search: Search = pickle.loads(found)  # noqa: S301 -- pickled below, never stored
        return search, places[index - 1]

    def offer(self, way: Hashable, place: int, search: Search, began: int) -> None:
        """Keep a search that was reached from the place `began`, if that was far away."""
        if place - began < EVERY:
            return
        content = pickle.dumps(search, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            kept = self._kept.setdefault(way, {})
            if place in kept or len(content) > self._memory:
                return
            kept[place] = content
            insort(self._places.setdefault(way, []), place)
            self._nbytes += len(content)
            while self._nbytes > self._memory:
                self._forget(next(iter(self._kept)))

    def _forget(self, way: Hashable) -> None:
        kept, places = self._kept[way], self._places[way]
        self._nbytes -= len(kept.pop(places.pop()))
        if not places:
            del self._kept[way], self._places[way]


def walked(
    checkpoints: Checkpoints,
    way: Hashable,
    place: int,
    events: Callable[[int, int], Iterable[SearchEvent]],
) -> Search | None:
    """The search at a place of a way through its events, from the nearest checkpoint on;
    `events` gives those after one place up to another. None where there are no events."""
    search, reached = checkpoints.before(way, place)
    # One stretch at a time, so that the next look anywhere finds a checkpoint near.
    for end in [*range(reached - reached % STRETCH + STRETCH, place, STRETCH), place]:
        came = list(events(reached, end))
        search = projected_search(search, came)
        if search is None or len(came) < end - reached:
            break
        checkpoints.offer(way, end, search, reached)
        reached = end
    return search


def projected_search(search: Search | None, events: Iterable[SearchEvent]) -> Search | None:
    """A search from stored events, with the answers it gave to their commands."""
    return projected(search, events, Search.remember_answer)

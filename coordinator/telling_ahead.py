"""Telling ahead: whoever looks back on a search will want to see any moment of it, and the stories
of each are told in the background, before they are asked for."""

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from datetime import datetime, timedelta
from threading import Condition, Thread
from uuid import UUID

from coordinator.beliefs import Beliefs
from coordinator.database import StorageUnavailableError
from coordinator.past import Past
from coordinator.recorded_pasts import RecordedPasts
from coordinator.stepping_back import step_back
from domain.refusal import Refusal
from projections.belief.belief import BeforeLastKnownPoint

MOST_LOOKS = 512
"""At so many changes of a search, at most, the belief is told ahead; some ten to fifty milliseconds
each once the stories are there."""
COARSEST = 64
"""The first time round only each so many-th change is looked at, then four times as many, ..."""
GROWN = 200
"""A search that goes on is told again after so many more events."""
FULL = 0.75
"""Of the memory for beliefs: what is told ahead must not push out what others look at."""
GIVE_WAY_S = 0.005
"""Between two looks, so that whoever asks meanwhile is answered."""

log = logging.getLogger(__name__)


class TellingAhead:
    """One thread for all searches; the one looked back on last comes first. What it tells changes
    no answer: only how soon it is there."""

    def __init__(self, pasts: RecordedPasts, beliefs: Beliefs) -> None:
        self._pasts = pasts
        self._beliefs = beliefs
        self._wanted: list[UUID] = []
        self._told: dict[UUID, int] = {}
        self._busy = False
        self._stopping = False
        self._changed = Condition()
        self._thread: Thread | None = None

    def looked_back(self, search_id: UUID, version: int) -> None:
        """Somebody looked at a search as it was at a version; returns at once."""
        with self._changed:
            told = self._told.get(search_id)
            if self._stopping or search_id in self._wanted:
                return
            if told is not None and version < told + GROWN:
                return
            self._wanted.append(search_id)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="telling ahead", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def wait(self, timeout_s: float) -> bool:
        """Wait until all is told; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._wanted and not self._busy, timeout_s)

    def stop(self) -> None:
        """End it, after the look that it is just taking."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self) -> None:
        step_back()
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._stopping or self._wanted)
                if self._stopping:
                    return
                search_id = self._wanted.pop()
                self._busy = True
            try:
                self._tell(search_id)
            except CancelledError:
                return
            except (Refusal, StorageUnavailableError) as problem:
                log.info("not told ahead: %s", problem)
            except Exception:
                log.exception("a search could not be told ahead")

    def _tell(self, search_id: UUID) -> None:
        past = self._pasts.past(search_id)
        with self._changed:
            self._told[search_id] = past.version
        engine = self._pasts.engine(past)
        self._pasts.mark_the_way(past)
        for moments in rounds(past):
            for look in past.looks(moments):
                if self._full() or self._interrupted():
                    return
                try:
                    engine.believe(look.evidence, look.at)
                except BeforeLastKnownPoint:
                    continue

    def _full(self) -> bool:
        return self._beliefs.nbytes > FULL * self._beliefs.memory

    def _interrupted(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._stopping, GIVE_WAY_S)


def rounds(past: Past) -> Iterator[list[datetime]]:
    """Moments of a past to look at, in rounds: the end, from where trajectories reach over all of
    it; then around all that was said of having seen him; then all changes, more and more
    closely. Each round is in order of time, and no moment comes twice."""
    seen: set[datetime] = set()

    def fresh(moments: Iterable[datetime]) -> list[datetime]:
        new = sorted({m for m in moments if past.begin <= m <= past.end} - seen)
        seen.update(new)
        return new

    yield fresh([past.end])
    sightings = [e.timestamp for e in past.events if e.TOPIC.startswith("sighting.")]
    yield fresh(each for at in sightings for each in (at, at - timedelta.resolution))
    changes = past.changes_between(past.begin, past.end)
    changes = changes[:: max(1, -(-len(changes) // MOST_LOOKS))]
    step = COARSEST
    while step >= 1:
        yield fresh(changes[::step])
        step //= 4

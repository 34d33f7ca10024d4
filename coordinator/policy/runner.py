"""Runs the policies in a thread of their own, after what happens and as time passes."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from threading import Condition, Thread
from typing import cast
from uuid import UUID

from eventsourcing.persistence import PersistenceError

from coordinator.database import StorageUnavailableError
from coordinator.log_lines import about
from coordinator.policy.redirecting import OCCASIONS, Redirecting
from coordinator.policy.reminding import Reminding
from coordinator.searches.application import Searches
from coordinator.stepping_back import step_back
from domain.event import SearchEvent
from domain.lifecycle import SearchClosed
from domain.refusal import Refusal

LOOK_EVERY_S = 1.0
GIVE_WAY_S = 0.05
"""What happened is told to everybody before it is thought about, which takes the same processor;
and what comes in one go is considered together."""
LOOK_BACK = 100
"""So many of the newest events of a search are looked at when a process starts."""

log = logging.getLogger(__name__)


class PolicyRunner:
    """A follower of the event feed. What happens while it thinks is considered together next;
    what could not be answered at once is considered once more."""

    def __init__(self, searches: Searches, redirecting: Redirecting, reminding: Reminding) -> None:
        self._searches = searches
        self._redirecting = redirecting
        self._reminding = reminding
        self._occasions: dict[UUID, list[SearchEvent]] = {}
        self._later: dict[UUID, tuple[datetime, list[SearchEvent]]] = {}
        self._open: set[UUID] = set()
        self._changed = Condition()
        self._stopping = False
        self._turned_at = time.monotonic()
        self._thread = Thread(target=self._run, name="policies", daemon=True)

    @property
    def running(self) -> bool:
        """Whether it looks after the searches."""
        return self._thread.is_alive()

    @property
    def busy_s(self) -> float:
        """For how long it has been with the same work, in seconds."""
        return time.monotonic() - self._turned_at

    def start(self) -> None:
        """Begin; searches that were open before are looked after too, and what happened last in
        them, which nobody may have answered."""
        self._thread.start()

    def stop(self) -> None:
        """End it, after what it is just doing."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def told(self, event: SearchEvent) -> None:
        """Follow the feed: returns at once."""
        search_id = event.originator_id
        with self._changed:
            if event.late or event.TOPIC == SearchClosed.TOPIC:
                self._open.discard(search_id)
                return
            self._open.add(search_id)
            if event.TOPIC in OCCASIONS:
                self._occasions.setdefault(search_id, []).append(event)
                self._changed.notify()

    def _run(self) -> None:
        step_back()
        begun = False
        while True:
            self._turned_at = time.monotonic()
            begun = begun or self._begin()
            with self._changed:
                if not self._occasions and not self._stopping:
                    self._changed.wait(LOOK_EVERY_S)
                if self._occasions:
                    self._changed.wait_for(lambda: self._stopping, GIVE_WAY_S)
                if self._stopping:
                    return
                occasions, self._occasions = self._occasions, {}
                watched = list(self._open)
            for search_id, events in self._due().items():
                if search_id in occasions:
                    occasions[search_id] = events + occasions[search_id]
                else:
                    self._consider(search_id, events, hold=False)
            for search_id, events in occasions.items():
                self._consider(search_id, events, hold=True)
            for search_id in watched:
                self._guarded(search_id, partial(self._reminding.look, search_id))

    def _begin(self) -> bool:
        """Look back once; False if the store does not answer."""
        try:
            for search_id in self._searches.ids():
                newest = list(self._searches.events.get(search_id, desc=True, limit=LOOK_BACK))
                events = [cast(SearchEvent, event) for event in reversed(newest)]
                if not any(event.late or event.TOPIC == SearchClosed.TOPIC for event in events):
                    self._look_back(search_id, events)
        except (PersistenceError, StorageUnavailableError) as problem:
            log.warning("the policies cannot begin yet: %s", problem)
            return False
        except Exception:
            log.exception("the policies look after new searches only")
        return True

    def _look_back(self, search_id: UUID, events: list[SearchEvent]) -> None:
        with self._changed:
            self._open.add(search_id)
            told = self._occasions.get(search_id, [])
            versions = {event.originator_version for event in told}
            missed = [
                event
                for event in events
                if event.TOPIC in OCCASIONS and event.originator_version not in versions
            ]
            if missed:
                self._occasions[search_id] = missed + told

    def _due(self) -> dict[UUID, list[SearchEvent]]:
        now = self._redirecting.now()
        due = {search_id: events for search_id, (at, events) in self._later.items() if at <= now}
        for search_id in due:
            del self._later[search_id]
        return due

    def _consider(self, search_id: UUID, events: list[SearchEvent], *, hold: bool) -> None:
        """Once more at once if the store did not answer; once more, if `hold`, when the teams
        that were sent somewhere only just may be turned round."""
        _, earlier = self._later.pop(search_id, (None, []))
        events = [*earlier, *events][-LOOK_BACK:]
        if not self._guarded(search_id, partial(self._redirecting.consider, search_id, events)):
            self._later[search_id] = self._redirecting.now(), events
        elif hold:
            self._guarded(search_id, partial(self._hold, search_id, events))

    def _hold(self, search_id: UUID, events: list[SearchEvent]) -> None:
        until = self._redirecting.held_until(search_id)
        if until is not None:
            self._later[search_id] = until, events

    def _guarded(self, search_id: UUID, work: Callable[[], object]) -> bool:
        """Do it, whatever comes of it; False if it is worth another attempt."""
        try:
            with about(search_id=str(search_id)):
                work()
        except Refusal as problem:
            log.warning("policy on search %s given up: %s", search_id, problem)
        except StorageUnavailableError as problem:
            log.warning("policy on search %s put off: %s", search_id, problem)
            return False
        except Exception:
            log.exception("a policy failed on search %s", search_id)
        return True

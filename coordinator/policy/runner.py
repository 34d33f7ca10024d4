"""Runs the policies in a thread of their own, after what happens and as time passes."""

import logging
from collections import defaultdict
from threading import Condition, Thread
from uuid import UUID

from coordinator.database import StorageUnavailableError
from coordinator.policy.redirecting import OCCASIONS, Redirecting
from coordinator.policy.reminding import Reminding
from coordinator.searches.application import Searches
from domain.event import SearchEvent
from domain.refusal import Refusal

LOOK_EVERY_S = 1.0

log = logging.getLogger(__name__)


class PolicyRunner:
    """A follower of the event feed. What happens while it thinks is considered together next."""

    def __init__(self, searches: Searches, redirecting: Redirecting, reminding: Reminding) -> None:
        self._searches = searches
        self._redirecting = redirecting
        self._reminding = reminding
        self._occasions: dict[UUID, list[SearchEvent]] = defaultdict(list)
        self._open: set[UUID] = set()
        self._changed = Condition()
        self._stopping = False
        self._thread = Thread(target=self._run, name="policies", daemon=True)

    def start(self) -> None:
        """Begin; searches that were open before are looked after too."""
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
        with self._changed:
            if event.TOPIC == "search.closed":
                self._open.discard(event.originator_id)
            else:
                self._open.add(event.originator_id)
            if event.TOPIC in OCCASIONS:
                self._occasions[event.originator_id].append(event)
                self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            self._open.update(self._searches.ids())
        while True:
            with self._changed:
                if not self._occasions and not self._stopping:
                    self._changed.wait(LOOK_EVERY_S)
                if self._stopping:
                    return
                occasions, self._occasions = self._occasions, defaultdict(list)
                watched = list(self._open)
            for search_id, events in occasions.items():
                self._guarded(search_id, events)
            for search_id in watched:
                self._guarded(search_id, [])

    def _guarded(self, search_id: UUID, events: list[SearchEvent]) -> None:
        try:
            if events:
                self._redirecting.consider(search_id, events)
            else:
                self._reminding.look(search_id)
        except (Refusal, StorageUnavailableError) as problem:
            log.warning("policy on search %s put off: %s", search_id, problem)
        except Exception:
            log.exception("a policy failed on search %s", search_id)

"""The belief of any search at any version and moment."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from coordinator.allocation import memory_for_beliefs
from coordinator.area_store import AreaStore
from coordinator.clock import Clock
from coordinator.searches.commanding import Commanding
from domain.area import Area
from domain.evidence import Evidence
from domain.refusal import Refusal
from projections.belief.belief import BeforeLastKnownPoint, Belief
from projections.belief.engine import BeliefEngine
from projections.belief.shelf import Shelf
from projections.evidence import evidence_of


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a search at a version."""

    search_id: UUID
    version: int
    recorded_at: datetime
    """When that version was recorded, UTC."""
    area: Area
    evidence: Evidence


class Beliefs:
    """Asks one engine for each area; engines are shared by all searches there, and share the
    memory for all."""

    def __init__(self, commanding: Commanding, areas: AreaStore, clock: Clock) -> None:
        self._commanding = commanding
        self._areas = areas
        self._clock = clock
        self._engines: dict[str, BeliefEngine] = {}
        self._shelf = Shelf(memory_for_beliefs())
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """Memory of the trajectories of all searches, about."""
        return self._shelf.nbytes

    @property
    def memory(self) -> int:
        """Bytes that they may take."""
        return self._shelf.memory

    def known(self, search_id: UUID, version: int | None = None) -> Known:
        """What is known of a search now, or was known at a version; Unknown without one."""
        with self._commanding.reading(search_id, version) as search:
            if search.last_known_point is None:
                # The first event of an opening comes before the one that says where.
                detail = "at this version it was not yet recorded where he was seen last"
                raise Refusal("before_last_known_point", f"version: {detail}", "version")
            area = self._areas.of_search(search)
            return Known(
                search_id, search.version, search.modified_on, area, evidence_of(search, area)
            )

    def engine(self, area: Area) -> BeliefEngine:
        """The engine of an area."""
        with self._lock:
            engine = self._engines.get(area.content_hash)
            if engine is None:
                engine = self._engines[area.content_hash] = BeliefEngine(area, self._shelf)
            return engine

    def belief(self, known: Known, at: datetime) -> Belief:
        """Where he is at a moment, given what is known; a Refusal before the last known point."""
        try:
            return self.engine(known.area).believe(known.evidence, at)
        except BeforeLastKnownPoint as problem:
            raise Refusal("before_last_known_point", f"at: {problem}", "at") from problem

    def close(self) -> None:
        """Compute nothing more: who waits for a belief gets a CancelledError."""
        with self._lock:
            for engine in self._engines.values():
                engine.close()

    def now(self) -> datetime:
        """The time the service lives at, UTC."""
        return self._clock.now()

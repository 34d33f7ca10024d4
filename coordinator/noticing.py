"""What the map of a search cannot honour: the part of it that takes a while."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from uuid import UUID

from coordinator.beliefs import Beliefs, Known
from coordinator.searches.locks import SearchLocks
from domain.evidence import Evidence
from projections.belief.belief import Belief
from projections.belief.disagreement import Disagreement

KEPT = 64
"""Searches whose last answer is kept: every desk asks after every change."""


class Noticing:
    """Asks the belief what it is worth and whether the evidence fits together."""

    def __init__(self, beliefs: Beliefs) -> None:
        self._beliefs = beliefs
        self._kept: OrderedDict[UUID, tuple[Evidence, Disagreement]] = OrderedDict()
        self._searches = SearchLocks()
        self._guard = Lock()

    def believed(self, known: Known, at: datetime) -> tuple[Belief, Disagreement]:
        """The belief at a moment and what does not fit together in it; a Refusal for a moment
        before the last known point. What does not fit is found once for each set of evidence."""
        belief = self._beliefs.belief(known, at)
        with self._searches.of(known.search_id):
            with self._guard:
                kept = self._kept.get(known.search_id)
            if kept is not None and kept[0] == known.evidence:
                return belief, kept[1]
            found = self._beliefs.engine(known.area).disagreement(known.evidence, at)
            with self._guard:
                self._kept[known.search_id] = known.evidence, found
                self._kept.move_to_end(known.search_id)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return belief, found

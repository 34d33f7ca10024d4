"""Explanations of the belief of any search at any version and moment."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import TypeVar
from uuid import UUID

from coordinator.beliefs import Beliefs, Known
from domain.evidence import Evidence
from domain.refusal import Refusal, invalid
from projections.belief.belief import BeforeLastKnownPoint
from projections.belief.explanation import ROW, Moved, PlaceExplanation

KEPT = 64
"""Several desks ask what moved how much about the same belief: answers that are kept."""
Given = TypeVar("Given")


class Explaining:
    """Says how a place came to its probability, and what each piece of evidence moved."""

    def __init__(self, beliefs: Beliefs) -> None:
        self._beliefs = beliefs
        self._kept: OrderedDict[tuple[UUID, int, datetime], tuple[Moved, ...]] = OrderedDict()
        self._lock = Lock()

    def place(self, known: Known, at: datetime, segment: int) -> PlaceExplanation:
        """How a segment (-1: the rest of the world) came to its probability; a Refusal for a
        segment that is not there or a moment before the last known point."""
        last = known.area.network.segments - 1
        if not ROW <= segment <= last:
            raise invalid("segment", f"expected {ROW} to {last}, or rest_of_world")
        engine = self._beliefs.engine(known.area)
        return _after_begin(lambda: engine.explain(whole(known.evidence), at, segment))

    def moved(self, known: Known, at: datetime) -> tuple[Moved, ...]:
        """How much probability every piece of evidence moved, the most first; a Refusal for a
        moment before the last known point."""
        key = known.search_id, known.version, at
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                return found
        engine = self._beliefs.engine(known.area)
        found = _after_begin(lambda: engine.moved(whole(known.evidence), at))
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found


def whole(evidence: Evidence) -> Evidence:
    """The evidence with the parts of a clearance, which outages cut it into, under its own id:
    a person gave one clearance, and it is told of as one."""
    return replace(
        evidence,
        clearances=frozenset(
            replace(each, id=each.id.rpartition("/")[0]) for each in evidence.clearances
        ),
    )


def _after_begin(asked: Callable[[], Given]) -> Given:
    try:
        return asked()
    except BeforeLastKnownPoint as problem:
        raise Refusal("before_last_known_point", f"at: {problem}", "at") from problem

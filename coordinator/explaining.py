"""Explanations of the belief of any search at any version and moment."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import TypeVar
from uuid import UUID

from coordinator.beliefs import Beliefs, Known
from coordinator.searches.commanding import Commanding
from domain.camera_zones.state import Clearance
from domain.evidence import Evidence
from domain.refusal import Refusal, invalid
from projections.belief.belief import BeforeLastKnownPoint
from projections.belief.explanation import ROW, Moved, PlaceExplanation

KEPT = 64
"""Several desks ask what moved how much about the same belief: answers that are kept."""
AS_IT_WAS = 1.0
"""The playback speed of somebody who watches live."""
Given = TypeVar("Given")


class Explaining:
    """Says how a place came to its probability, and what each piece of evidence moved."""

    def __init__(self, commanding: Commanding, beliefs: Beliefs) -> None:
        self._commanding = commanding
        self._beliefs = beliefs
        self._kept: OrderedDict[tuple[UUID, int, datetime], tuple[Moved, ...]] = OrderedDict()
        self._lock = Lock()

    def evidence(self, known: Known) -> tuple[Evidence, Mapping[str, tuple[str, ...]]]:
        """The evidence as it is told of, and the ids of the clearances behind each id in it.

        A person gave one clearance, whatever outages cut out of it; and who watched on and on
        gave one, however often it was written down.
        """
        with self._commanding.reading(known.search_id, known.version) as search:
            runs = watched_on(search.camera_zones.clearances.values())
        return whole(known.evidence, runs), _members(runs)

    def place(self, known: Known, at: datetime, segment: int) -> PlaceExplanation:
        """How a segment (-1: the rest of the world) came to its probability; a Refusal for a
        segment that is not there or a moment before the last known point."""
        last = known.area.network.segments - 1
        if not ROW <= segment <= last:
            raise invalid(
                "segment",
                f"expected {ROW} to {last}, or rest_of_world",
                "out_of_range",
                at_least=ROW,
                at_most=last,
            )
        engine = self._beliefs.engine(known.area)
        return _after_begin(lambda: engine.explain(self.evidence(known)[0], at, segment))

    def moved(self, known: Known, at: datetime) -> tuple[Moved, ...]:
        """How much probability every piece of evidence moved, the most first; a Refusal for a
        moment before the last known point."""
        key = known.search_id, known.version, at
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                return found
        engine = self._beliefs.engine(known.area)
        found = _after_begin(lambda: engine.moved(self.evidence(known)[0], at))
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found


def watched_on(clearances: Iterable[Clearance]) -> dict[str, str]:
    """By clearance in force: the first of those that one officer gave without a gap at the speed
    of life, as live watching does; itself where there is no other."""
    runs: dict[str, str] = {}
    ends: dict[tuple[str, str, datetime], str] = {}
    in_force = (each for each in clearances if not each.withdrawn)
    for each in sorted(in_force, key=lambda one: (one.window.since, one.clearance_id)):
        own = each.camera_id, each.actor
        alone = each.playback_speed != AS_IT_WAS
        before = None if alone else ends.get((*own, each.window.since))
        runs[each.clearance_id] = runs[before] if before else each.clearance_id
        if not alone:
            ends[*own, each.window.until] = each.clearance_id
    return runs


def whole(evidence: Evidence, runs: Mapping[str, str]) -> Evidence:
    """The evidence with what belongs together under one id."""

    def told(part: str) -> str:
        clearance_id = part.rpartition("/")[0]
        return runs.get(clearance_id, clearance_id)

    return replace(
        evidence,
        clearances=frozenset(replace(each, id=told(each.id)) for each in evidence.clearances),
    )


def _members(runs: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    members: dict[str, tuple[str, ...]] = {}
    for clearance_id, first in runs.items():
        members[first] = (*members.get(first, ()), clearance_id)
    return members


def _after_begin(asked: Callable[[], Given]) -> Given:
    try:
        return asked()
    except BeforeLastKnownPoint as problem:
        raise Refusal("before_last_known_point", f"at: {problem}", "at") from problem

"""After the action: what the report says that takes a while to compute."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

import numpy as np

from coordinator.explaining import whole
from coordinator.past import Past
from coordinator.place_over_time import Tell, as_known_then, moments_of, with_hindsight
from coordinator.progress import Progress
from coordinator.recorded_pasts import RecordedPasts, in_area, place_in
from coordinator.searches.locks import SearchLocks
from domain.evidence import Evidence
from projections.belief.belief import Belief
from projections.belief.engine import BeliefEngine
from projections.belief.explanation import Effect, Kind
from projections.place_curve import PlaceOverTime, Surroundings
from projections.report.facts import AtFind
from projections.streets.nearest_segments import lines_of

KEPT = 16
LEAST_THERE = 30
"""Trajectories at the find that say where he had passed; with fewer all of them are asked."""
BESIDES = 3
"""Steps beside the looks at single moments: what moved the map, who passed, the map at the end."""


@dataclass(frozen=True)
class AfterAction:
    """Of one search up to one version; nobody changes it."""

    past: Past
    evidence: Evidence
    """All that was known in the end, a clearance as one piece whatever outages cut out of it."""
    belief: Belief
    passing: Mapping[str, float]
    moved: Mapping[str, float]
    at_find: AtFind | None


class AfterActions:
    """Computes them, and keeps the last ones: a report is read more than once."""

    def __init__(self, pasts: RecordedPasts) -> None:
        self._pasts = pasts
        self._kept: OrderedDict[tuple[UUID, int], AfterAction] = OrderedDict()
        self._lock = Lock()
        self._working = SearchLocks()

    def of(self, search_id: UUID, progress: Progress | None = None) -> AfterAction:
        """That of a search as it stands, computed once however many ask for it at the same time.

        Unknown for an unknown search, a Refusal before it was recorded where he was seen last.
        """
        past = self._pasts.past(search_id)
        key = search_id, past.version
        with self._working.of(search_id):
            with self._lock:
                if (found := self._kept.get(key)) is not None:
                    return found
            found = _after_action(past, self._pasts.engine(past), _Steps(progress))
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return found


class _Steps:
    """Counts the steps of the work."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done = 0
        self.total = BESIDES

    def __call__(self) -> None:
        self._done += 1
        if self._progress is not None:
            # Moments are looked at between those of the curve too, and how many is not known.
            self._progress(min(self._done, self.total), self.total)


def _after_action(past: Past, engine: BeliefEngine, step: _Steps) -> AfterAction:
    recorded = past.evidence()
    find = past.last.find
    place = None if find is None or not in_area(past, find.place) else place_in(past)
    moments = [] if place is None else moments_of(past)
    step.total += 2 * len(moments)
    # A search whose last known point was moved after the find has no belief before it.
    end = max(past.end, recorded.last_known_point.at)
    evidence = whole(recorded, {})
    moved = engine.moved(recorded, end, {Kind.CLEARANCE})
    step()
    by_clearance: dict[str, float] = {}
    for each in moved:
        clearance_id = each.source.id.rpartition("/")[0]
        by_clearance[clearance_id] = by_clearance.get(clearance_id, 0.0) + each.probability
    at_find = None if place is None else _at_find(past, place, moments, engine, step)
    passing = _passing(past, recorded, end, place, engine)
    step()
    belief = engine.believe(recorded, end)
    step()
    return AfterAction(past, evidence, belief, passing, by_clearance, at_find)


def _at_find(
    past: Past, place: Surroundings, moments: list[datetime], engine: BeliefEngine, step: Tell
) -> AtFind:
    # What is simulated for the last moment reaches far enough for all others.
    hindsight = with_hindsight(past, place, moments[::-1], engine.believe, step)[::-1]
    then = as_known_then(past, place, moments, engine.believe, step)
    return AtFind(place, then, hindsight, _effects(past, then, engine))


def _effects(past: Past, then: PlaceOverTime, engine: BeliefEngine) -> tuple[Effect, ...]:
    """What had changed the place's probability when it was first among the best."""
    first, find = then.pointed[0].first, past.last.find
    if first is None or find is None:
        return ()
    look = next(past.looks([first.at]))
    segment = lines_of(past.area).nearest(find.place).segment
    return engine.explain(whole(look.evidence, {}), first.at, segment).effects


def _passing(
    past: Past, evidence: Evidence, end: datetime, place: Surroundings | None, engine: BeliefEngine
) -> dict[str, float]:
    """By camera the probability that he had passed it by the end, given where he was found."""
    weighted = engine.weighted(evidence, end)
    end_s = min((end - evidence.last_known_point.at).total_seconds(), weighted.horizon_s)
    weights = weighted.weights
    if place is not None:
        there = np.isin(weighted.positions(end_s), place.segments)
        if np.count_nonzero(there) >= LEAST_THERE and weights[there].sum() > 0:
            weights = np.where(there, weights, 0.0)
    total = float(weights.sum())
    found = {}
    for camera in past.area.cameras:
        trajectory, enter, _leave = weighted.camera_passes(camera.camera_id)
        passed = np.unique(trajectory[enter < end_s])
        found[camera.camera_id] = float(weights[passed].sum()) / total
    return found

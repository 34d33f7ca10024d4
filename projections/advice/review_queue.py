"""The review queue: what the officers should watch next, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.camera import Camera
from projections.advice.cells import ROW_CELL, Cells
from projections.advice.information import information_bits
from projections.advice.outcomes import Outcomes, outcomes
from projections.advice.review_reason import review_reason
from projections.advice.reviews import (
    LEAST_GAIN_BITS,
    Rank,
    Review,
    rank_of,
    review_minutes,
    review_of,
    scan,
)
from projections.advice.sample import drawn
from projections.advice.stories import Stories
from projections.advice.windows import Span, ZonePasses, renumbered
from projections.belief.weighted import WeightedTrajectories

TRAVEL_MIN = 10.0
"""From a sighting until a team is there; assumption, no published source."""
AHEAD_STEP_MIN = 5.0
"""Moments at which a team could be there are rounded up to so many minutes."""
SAMPLE_SIZE = 20_000
"""So many trajectories are drawn to stand for all."""
FILTER_SIZE = 4_000
"""So many of them are looked at for the first filter."""
CAMERAS_KEPT = 100
"""Cameras after the first filter."""
WINDOWS_KEPT = 4
"""Windows of each of them."""
CLAIMS_KEPT = 4
"""Of the windows that colleagues are watching, those that are taken into account."""


@dataclass(frozen=True)
class Watchable:
    """A camera and what of its recordings can be watched. Spans are seconds after the last known
    point by the true time."""

    camera: Camera
    closed: Collection[Span] = ()
    """Reviewed already or being reviewed."""
    missing: Collection[Span] = ()
    """Without recording."""
    clock_ahead: timedelta = timedelta()
    claimed: Collection[Span] = ()
    """Those of `closed` that a colleague is watching now."""


@dataclass
class _Candidate:
    watchable: Watchable
    span: Span
    minutes: float
    share: float
    watching: Outcomes
    gain_bits: float = 0.0
    assumed: int = 0
    """How many windows before it the gain takes into account."""


class _Filtered(NamedTuple):
    """The best windows of a camera by what they tell about the path, and the bits per minute of
    the first."""

    watchable: Watchable
    rate: float
    windows: list[tuple[Span, float]]
    """Spans and the minutes that each takes."""


class Worth(NamedTuple):
    """What a window is worth, and what it takes."""

    bits: float
    minutes: float


class Moment(NamedTuple):
    """For what time windows are ranked."""

    begin: datetime
    """Of the last known point."""
    until_s: float
    """From then to now, in seconds."""


class ReviewQueue:
    """Ranks windows at one moment of one search.

    A window is worth the mutual information between its outcome (nothing, or the five minutes in
    which he is first seen) and the cell where he will be when a team could be there: now, and the
    officer's minutes, and `TRAVEL_MIN`. Windows are filtered by what they tell about the path,
    which needs no cells; the best by that are compared by their worth.
    """

    def __init__(
        self, trajectories: WeightedTrajectories, cells: Cells, moment: Moment, pod: float
    ) -> None:
        self._trajectories = trajectories
        self._cells = cells
        self._moment = moment
        self._pod = pod
        self._sample = drawn(trajectories.weights, SAMPLE_SIZE)
        self._weights = self._sample.weights
        rough = drawn(self._weights, FILTER_SIZE)
        self._filter_weights = np.zeros_like(self._weights)
        self._filter_weights[rough.which] = rough.weights
        self._cell_at: dict[float, NDArray[np.int64]] = {}
        self._passes_of: dict[str, ZonePasses] = {}

    def best(self, cameras: Collection[Watchable], most: int) -> list[Review]:
        """The best windows by worth per minute, one for each camera at most, the best first.

        Each is worth what it adds if those before it, and those that colleagues are watching, are
        being watched as well: the first n are n that go well together. What counts as known of the
        others is which of them, if any, shows him first. A window never counts for more beside
        others than it does alone.
        """
        stories = Stories(self._weights, self._cells.count, most + CLAIMS_KEPT)
        for watching in self._claimed(cameras):
            stories.assume(watching)
        candidates = self._candidates(cameras)
        for each in candidates:
            each.gain_bits = self._gain(each, stories)
        heap = [
            (self._rank(each), i)
            for i, each in enumerate(candidates)
            if each.gain_bits >= LEAST_GAIN_BITS
        ]
        heapify(heap)
        best: list[Review] = []
        done: set[str] = set()
        while heap and len(best) < most:
            _, i = heappop(heap)
            each = candidates[i]
            if each.watchable.camera.camera_id in done:
                continue
            if each.assumed == len(best):
                best.append(self._review(each))
                done.add(each.watchable.camera.camera_id)
                stories.assume(each.watching)
                continue
            each.gain_bits = min(each.gain_bits, self._gain(each, stories))
            each.assumed = len(best)
            if each.gain_bits >= LEAST_GAIN_BITS:
                heappush(heap, (self._rank(each), i))
        return best

    def worth(self, camera_id: str, span: Span, cameras: Collection[Watchable]) -> Worth:
        """What any window of a camera is worth beside those that colleagues are watching, and the
        minutes it takes; nothing for a camera that is not among these."""
        each = next((one for one in cameras if one.camera.camera_id == camera_id), None)
        minutes = review_minutes(span, each.camera.retrieval_min if each else 0.0)
        if each is None:
            return Worth(0.0, minutes)
        stories = Stories(self._weights, self._cells.count, CLAIMS_KEPT)
        for watching in self._claimed(cameras):
            stories.assume(watching)
        gain = self._gain(self._candidate(each, span, minutes), stories)
        return Worth(max(gain, 0.0), minutes)

    def _claimed(self, cameras: Collection[Watchable]) -> list[Outcomes]:
        """What colleagues may see on the windows that they are watching."""
        claims = [(each, span) for each in cameras for span in each.claimed]
        return [
            outcomes(self._passes(each.camera), span, self._pod, set(each.closed) - {span})
            for each, span in claims[:CLAIMS_KEPT]
        ]

    def _candidates(self, cameras: Collection[Watchable]) -> list[_Candidate]:
        filtered = [row for each in cameras if (row := self._filtered(each)) is not None]
        filtered.sort(key=lambda row: (-row.rate, row.watchable.camera.camera_id))
        return [
            self._candidate(row.watchable, span, minutes)
            for row in filtered[:CAMERAS_KEPT]
            for span, minutes in row.windows
        ]

    def _filtered(self, each: Watchable) -> "_Filtered | None":
        passes = self._passes(each.camera)
        scanned = scan(
            each.camera, passes, self._filter_weights, self._moment.until_s, self._pod,
            each.closed, each.missing,
        )  # fmt: skip
        if scanned is None:
            return None
        rate = scanned.gains / scanned.minutes
        order = np.argsort(-rate, kind="stable")[:WINDOWS_KEPT]
        kept = [i for i in order.tolist() if scanned.gains[i] > 0]
        if not kept:
            return None
        since, until = scanned.windows.since, scanned.windows.until
        windows = [((float(since[i]), float(until[i])), float(scanned.minutes[i])) for i in kept]
        return _Filtered(each, float(rate[kept[0]]), windows)

    def _candidate(self, each: Watchable, span: Span, minutes: float) -> _Candidate:
        watching = outcomes(self._passes(each.camera), span, self._pod, each.closed)
        share = float(self._weights[watching.trajectory].sum())
        return _Candidate(each, span, minutes, share, watching)

    def _passes(self, camera: Camera) -> ZonePasses:
        found = self._passes_of.get(camera.camera_id)
        if found is None:
            every = ZonePasses(*self._trajectories.camera_passes(camera.camera_id))
            found = self._passes_of[camera.camera_id] = renumbered(every, self._sample.number)
        return found

    def _gain(self, each: _Candidate, stories: Stories) -> float:
        ahead_s = self._ahead_s(each.minutes)
        return information_bits(each.watching, stories.crowd(ahead_s, self._cells_at(ahead_s)))

    def _ahead_s(self, minutes: float) -> float:
        """When a team could be where the officer saw him, in seconds after the last known point."""
        step_s = AHEAD_STEP_MIN * 60.0
        return self._moment.until_s + step_s * ceil((minutes + TRAVEL_MIN) / AHEAD_STEP_MIN)

    def _cells_at(self, at_s: float) -> NDArray[np.int64]:
        at_s = min(at_s, self._trajectories.horizon_s)
        cell = self._cell_at.get(at_s)
        if cell is None:
            cell = self._cell_at[at_s] = self._cells.of(
                self._trajectories.positions(at_s)[self._sample.which]
            )
        return cell

    def _rank(self, each: _Candidate) -> Rank:
        camera = each.watchable.camera
        kept_h = camera.overwritten_after_h
        begins = self._moment.begin + timedelta(seconds=each.span[0])
        gone = None if kept_h is None else begins + timedelta(hours=kept_h)
        return rank_of(each.gain_bits / each.minutes, gone, camera.camera_id)

    def _review(self, each: _Candidate) -> Review:
        watching, camera = each.watching, each.watchable.camera
        seen = self._weights[watching.trajectory] * (1.0 - watching.missed)
        cell = self._cells_at(self._ahead_s(each.minutes))[watching.trajectory]
        by_cell = np.bincount(cell, seen, self._cells.count)
        likely = int(by_cell.argmax())
        where = None if likely == ROW_CELL else self._cells.middle(likely)
        reason = review_reason(
            each.share, camera.place, where, float(by_cell[likely] / max(by_cell.sum(), 1e-300))
        )
        return review_of(
            camera, each.span, self._moment.begin, each.watchable.clock_ahead,
            each.gain_bits, each.minutes, each.share, reason,
        )  # fmt: skip

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
from projections.advice.first_look import Looks, first_look
from projections.advice.information import information_bits
from projections.advice.officer_time import SHIPPED, OfficerTime
from projections.advice.outcomes import Outcomes, outcomes
from projections.advice.passing import Passing, gathered
from projections.advice.path_filter import Filtered, Watching, best_by_path
from projections.advice.review_reason import review_reason
from projections.advice.reviews import LEAST_GAIN_BITS, Rank, Review, free_of, rank_of, review_of
from projections.advice.sample import drawn
from projections.advice.stories import Stories
from projections.advice.windows import Floats, Span, known_spans
from projections.belief.weighted import WeightedTrajectories

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
    camera: int
    """Its number among those whose passes are gathered."""
    span: Span
    minutes: float
    ahead_s: float
    """When a team could be where the officer saw him, in seconds after the last known point."""
    share: float = 0.0
    gain_bits: float = 0.0
    assumed: int = 0
    """How many windows before it the gain takes into account."""
    watching: Outcomes | None = None


class Moment(NamedTuple):
    """For what time windows are ranked."""

    begin: datetime
    """Of the last known point."""
    until_s: float
    """From then to now, in seconds."""


class Worth(NamedTuple):
    """What a window is worth, and what it takes."""

    bits: float
    minutes: float


class ReviewQueue:
    """Ranks windows at one moment of one search.

    A window is worth the mutual information between its outcome (nothing, or the five minutes in
    which he is first seen) and the cell where he will be when a team could be there: now, and the
    officer's minutes, and the travel of a team. Each pass counts with the POD that a clearance
    would have there. Windows are filtered by what they tell about the path, which needs no cells;
    the best by that are compared by their worth.
    """

    def __init__(
        self,
        trajectories: WeightedTrajectories,
        cells: Cells,
        moment: Moment,
        pod: float,
        time: OfficerTime = SHIPPED,
    ) -> None:
        """`pod` is that of a window without a grade."""
        self._trajectories = trajectories
        self._cells = cells
        self._moment = moment
        self._pods = trajectories.pods(pod)
        self._time = time
        self._sample = drawn(trajectories.weights, SAMPLE_SIZE)
        self._weights = self._sample.weights
        rough = drawn(self._weights, FILTER_SIZE)
        self._filter_weights = np.zeros_like(self._weights)
        self._filter_weights[rough.which] = rough.weights

    def best(self, cameras: Collection[Watchable], most: int) -> list[Review]:
        """The best windows by worth per minute, one for each camera at most, the best first.

        Each is worth what it adds if those before it, and those that colleagues are watching, are
        being watched as well: the first n are n that go well together. What counts as known of the
        others is which of them, if any, shows him first. A window never counts for more beside
        others than it does alone.
        """
        watchables = list(cameras)
        numbers = {camera_id: i for i, camera_id in enumerate(_names(watchables))}
        passing, stories = self._claimed(watchables, numbers, most, self._moment.until_s)
        candidates = self._candidates(watchables, numbers, passing)
        if not candidates:
            return []
        cell_at = self._cells_at({each.ahead_s for each in candidates})
        self._look(candidates, passing, stories, cell_at)
        return self._chosen(candidates, most, passing, stories, cell_at)

    def worth(self, camera_id: str, span: Span, cameras: Collection[Watchable]) -> Worth:
        """What any window of a camera is worth beside those that colleagues are watching, advised
        or not, and the minutes it takes; nothing for a camera that is not among these."""
        watchables = list(cameras)
        numbers = {name: i for i, name in enumerate(_names(watchables))}
        each = next((one for one in watchables if one.camera.camera_id == camera_id), None)
        overhead_min = self._time.overhead_min + (each.camera.retrieval_min if each else 0.0)
        minutes = (span[1] - span[0]) / 60.0 / self._time.playback + overhead_min
        if each is None:
            return Worth(0.0, minutes)
        until_s = max(self._moment.until_s, span[1])
        passing, stories = self._claimed(watchables, numbers, 0, until_s)
        candidate = self._candidate(each, numbers, Filtered(0, span, minutes))
        self._look([candidate], passing, stories, self._cells_at([candidate.ahead_s]))
        return Worth(max(candidate.gain_bits, 0.0), minutes)

    def _claimed(
        self, watchables: list[Watchable], numbers: dict[str, int], most: int, until_s: float
    ) -> tuple[Passing, Stories]:
        """All passes, and what colleagues may see on the windows that they are watching."""
        claims = [(each, span) for each in watchables for span in each.claimed][:CLAIMS_KEPT]
        until_s = max([until_s, *(span[1] for _, span in claims)])
        passing = gathered(self._trajectories, self._sample, [*numbers], self._pods, until_s)
        stories = Stories(self._weights, self._cells.count, most + CLAIMS_KEPT)
        for each, span in claims:
            passes = passing.of(numbers[each.camera.camera_id])
            stories.assume(outcomes(passes, span, self._pods, set(each.closed) - {span}))
        return passing, stories

    def _candidates(
        self, watchables: list[Watchable], numbers: dict[str, int], passing: Passing
    ) -> list[_Candidate]:
        watchables = sorted(watchables, key=lambda each: each.camera.camera_id)
        rows = [
            Watching(
                numbers[each.camera.camera_id],
                free_of(each.camera, self._moment.until_s, each.closed, each.missing),
                tuple(each.closed),
                self._time.overhead_min + each.camera.retrieval_min,
            )
            for each in watchables
        ]
        found = best_by_path(
            rows, passing, self._filter_weights, self._pods, self._time.playback, CAMERAS_KEPT,
            WINDOWS_KEPT,
        )  # fmt: skip
        return [self._candidate(watchables[each.place], numbers, each) for each in found]

    def _candidate(
        self, watchable: Watchable, numbers: dict[str, int], found: Filtered
    ) -> _Candidate:
        steps = ceil((found.minutes + self._time.travel_min) / AHEAD_STEP_MIN)
        ahead_s = self._moment.until_s + steps * AHEAD_STEP_MIN * 60.0
        number = numbers[watchable.camera.camera_id]
        return _Candidate(watchable, number, found.span, found.minutes, ahead_s)

    def _cells_at(self, moments_s: Collection[float]) -> dict[float, NDArray[np.int32]]:
        """Where everybody of the sample is at each of these moments."""
        ahead_s = sorted(moments_s)
        found = self._cells.of_sample(self._trajectories, self._sample.which, np.array(ahead_s))
        return dict(zip(ahead_s, found, strict=True))

    def _look(
        self,
        candidates: list[_Candidate],
        passing: Passing,
        stories: Stories,
        cell_at: dict[float, NDArray[np.int32]],
    ) -> None:
        """Find what each candidate is worth if nothing else is chosen."""
        for ahead_s, cell in cell_at.items():
            some = [each for each in candidates if each.ahead_s == ahead_s]
            known = [known_spans(each.watchable.closed) for each in some]
            looks = Looks(
                np.array([each.camera for each in some]),
                np.array([each.span[0] for each in some]),
                np.array([each.span[1] for each in some]),
                np.cumsum([0, *map(len, known)]),
                np.concatenate(known),
            )
            whom = stories.crowd(ahead_s, cell)
            gains, shares = first_look(looks, passing, self._pods, self._weights, whom)
            for each, gain, share in zip(some, gains.tolist(), shares.tolist(), strict=True):
                each.gain_bits, each.share = gain, share

    def _chosen(
        self,
        candidates: list[_Candidate],
        most: int,
        passing: Passing,
        stories: Stories,
        cell_at: dict[float, NDArray[np.int32]],
    ) -> list[Review]:
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
            cell = cell_at[each.ahead_s]
            if each.watching is None:
                closed = each.watchable.closed
                each.watching = outcomes(passing.of(each.camera), each.span, self._pods, closed)
            if each.assumed == len(best):
                best.append(self._review(each, each.watching, cell))
                done.add(each.watchable.camera.camera_id)
                stories.assume(each.watching)
                continue
            gain = information_bits(each.watching, stories.crowd(each.ahead_s, cell))
            each.gain_bits = min(each.gain_bits, gain)
            each.assumed = len(best)
            if each.gain_bits >= LEAST_GAIN_BITS:
                heappush(heap, (self._rank(each), i))
        return best

    def _rank(self, each: _Candidate) -> Rank:
        camera = each.watchable.camera
        kept_h = camera.overwritten_after_h
        begins = self._moment.begin + timedelta(seconds=each.span[0])
        gone = None if kept_h is None else begins + timedelta(hours=kept_h)
        return rank_of(each.gain_bits / each.minutes, gone, camera.camera_id)

    def _review(self, each: _Candidate, watching: Outcomes, cell_of: NDArray[np.int32]) -> Review:
        camera = each.watchable.camera
        seen: Floats = self._weights[watching.trajectory] * (1.0 - watching.missed)
        cell = cell_of[watching.trajectory]
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


def _names(watchables: Collection[Watchable]) -> list[str]:
    return sorted({each.camera.camera_id for each in watchables})

"""The review queue: what the officers should watch next, and why."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.camera import Camera
from projections.advice.cells import ROW_CELL, Cells
from projections.advice.first_look import first_look
from projections.advice.information import information_bits
from projections.advice.officer_time import SHIPPED, OfficerTime
from projections.advice.outcomes import Outcomes, outcomes
from projections.advice.passing import gathered
from projections.advice.path_filter import Filtered, Watching, best_by_path, known
from projections.advice.review_reason import review_reason
from projections.advice.reviews import LEAST_GAIN_BITS, Rank, Review, free_of, rank_of, review_of
from projections.advice.sample import drawn
from projections.advice.stories import Stories
from projections.advice.windows import Floats, Span, ZonePasses
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
    span: Span
    minutes: float
    ahead_s: float
    """When a team could be where the officer saw him, in seconds after the last known point."""
    share: float
    gain_bits: float
    watching: Outcomes
    assumed: int = 0
    """How many windows before it the gain takes into account."""


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
        watchables = sorted(cameras, key=lambda each: each.camera.camera_id)
        names = {each.camera.camera_id: each.camera for each in watchables}
        number = {camera_id: i for i, camera_id in enumerate(names)}
        claims = _claims(cameras)
        until_s = max([self._moment.until_s, *(span[1] for _, span in claims)])
        passing = gathered(self._trajectories, self._sample, [*names], self._pods, until_s)
        stories = self._stories(claims, most, lambda name: passing.of(number[name]))
        rows = [
            Watching(
                number[each.camera.camera_id],
                free_of(each.camera, self._moment.until_s, each.closed, each.missing),
                self._time.overhead_min + each.camera.retrieval_min,
            )
            for each in watchables
        ]
        already = known([[*each.closed] for each in watchables])
        found = best_by_path(
            rows, already, passing, self._filter_weights, self._pods, self._time.playback,
            CAMERAS_KEPT, WINDOWS_KEPT,
        )  # fmt: skip
        ahead_s, cell_at = self._ahead(found)
        camera = np.array([row.camera for row in rows], np.int64)
        gains, shares = np.zeros((2, len(found.place)))
        for at_s, cell in cell_at.items():
            which = np.flatnonzero(ahead_s == at_s)
            first_look(
                found, which, camera, already, passing, self._pods, self._weights,
                stories.crowd(at_s, cell), gains, shares,
            )  # fmt: skip
        heap = [
            (self._rank(watchables[place].camera, since, rate), i)
            for i, (place, since, rate, gain) in enumerate(
                zip(*_lists(found.place, found.since, gains / found.minutes, gains), strict=True)
            )
            if gain >= LEAST_GAIN_BITS
        ]

        def candidate(i: int) -> _Candidate:
            watchable = watchables[found.place[i]]
            span = float(found.since[i]), float(found.until[i])
            passes = passing.of(number[watchable.camera.camera_id])
            return _Candidate(
                watchable,
                span,
                float(found.minutes[i]),
                float(ahead_s[i]),
                float(shares[i]),
                float(gains[i]),
                outcomes(passes, span, self._pods, watchable.closed),
            )

        return self._chosen(heap, candidate, most, stories, cell_at)

    def worth(self, camera_id: str, span: Span, cameras: Collection[Watchable]) -> Worth:
        """What any window of a camera is worth beside those that colleagues are watching, and the
        minutes it takes; nothing for a camera that is not among these."""
        each = next((one for one in cameras if one.camera.camera_id == camera_id), None)
        waiting_min = each.camera.retrieval_min if each else 0.0
        minutes = self._time.minutes(span) + waiting_min
        if each is None:
            return Worth(0.0, minutes)
        claims = _claims(cameras)
        names = [camera_id, *(one.camera.camera_id for one, _ in claims)]
        until_s = max(span[1], *(claimed[1] for _, claimed in claims), 0.0)
        passing = gathered(self._trajectories, self._sample, names, self._pods, until_s)
        stories = self._stories(claims, 0, lambda name: passing.of(names.index(name)))
        ahead_s = self._ahead_s(np.array([minutes]))
        (cell,) = self._cells.of_sample(self._trajectories, self._sample.which, ahead_s)
        watching = outcomes(passing.of(0), span, self._pods, each.closed)
        return Worth(information_bits(watching, stories.crowd(0.0, cell)), minutes)

    def _stories(
        self,
        claims: list[tuple[Watchable, Span]],
        more: int,
        passes_of: Callable[[str], ZonePasses],
    ) -> Stories:
        """What colleagues may see on the windows that they are watching."""
        stories = Stories(self._weights, self._cells.count, more + CLAIMS_KEPT)
        for each, span in claims:
            known = set(each.closed) - {span}
            stories.assume(outcomes(passes_of(each.camera.camera_id), span, self._pods, known))
        return stories

    def _ahead_s(self, minutes: Floats) -> Floats:
        """When a team could be where the officer saw him, in seconds after the last known point."""
        steps = np.ceil((minutes + self._time.travel_min) / AHEAD_STEP_MIN)
        ahead_s: Floats = self._moment.until_s + steps * (AHEAD_STEP_MIN * 60.0)
        return ahead_s

    def _ahead(self, found: Filtered) -> tuple[Floats, dict[float, NDArray[np.int32]]]:
        """For each window when a team could be where the officer saw him, in seconds after the
        last known point, and the cells of the sample at all these moments."""
        ahead_s = self._ahead_s(found.minutes)
        moments_s = np.unique(ahead_s)
        cells = self._cells.of_sample(self._trajectories, self._sample.which, moments_s)
        return ahead_s, dict(zip(moments_s.tolist(), cells, strict=True))

    def _chosen(
        self,
        heap: list[tuple[Rank, int]],
        candidate: Callable[[int], _Candidate],
        most: int,
        stories: Stories,
        cell_at: dict[float, NDArray[np.int32]],
    ) -> list[Review]:
        heapify(heap)
        best: list[Review] = []
        looked_at: dict[int, _Candidate] = {}
        done: set[str] = set()
        while heap and len(best) < most:
            rank, i = heappop(heap)
            if rank[-1] in done:
                continue
            each = looked_at.get(i) or looked_at.setdefault(i, candidate(i))
            cell = cell_at[each.ahead_s]
            if each.assumed == len(best):
                best.append(self._review(each, each.watching, cell))
                done.add(rank[-1])
                stories.assume(each.watching)
                continue
            gain = information_bits(each.watching, stories.crowd(each.ahead_s, cell))
            each.gain_bits = min(each.gain_bits, gain)
            each.assumed = len(best)
            if each.gain_bits >= LEAST_GAIN_BITS:
                rate = each.gain_bits / each.minutes
                heappush(heap, (self._rank(each.watchable.camera, each.span[0], rate), i))
        return best

    def _rank(self, camera: Camera, since_s: float, rate: float) -> Rank:
        kept_h = camera.overwritten_after_h
        if kept_h is None:
            return rank_of(rate, None, camera.camera_id)
        begins = self._moment.begin + timedelta(seconds=since_s)
        return rank_of(rate, begins + timedelta(hours=kept_h), camera.camera_id)

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


def _claims(cameras: Collection[Watchable]) -> list[tuple[Watchable, Span]]:
    """The windows that colleagues are watching, in an order that does not depend on the list's."""
    claims = [(each, span) for each in cameras for span in each.claimed]
    claims.sort(key=lambda claim: (claim[0].camera.camera_id, claim[1]))
    return claims[:CLAIMS_KEPT]


def _lists(*arrays: NDArray[np.generic]) -> Iterator[list[Any]]:
    """Python's own numbers are quicker one by one."""
    return (array.tolist() for array in arrays)

"""Meetings: who is met by which team, each trajectory once by each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from projections.advice.ahead import Ahead
from projections.advice.best_walk import Walk
from projections.advice.street_reach import Floats, Ints
from projections.belief.compiled import compiled

NOT_THERE = -1


class Left(NamedTuple):
    """What is left to be met, added up."""

    share: Floats
    """By slice and segment."""
    mean: Floats
    """By segment, averaged over the slices."""
    passing: Floats
    """What goes through a junction in or after a slice: by slice and junction."""


def left_of(ahead: Ahead, network: Network) -> Left:
    """Everything, before anybody is met."""
    slices = ahead.course.shape[1]
    left = Left(
        np.zeros((slices, network.segments)),
        np.zeros(network.segments),
        np.zeros((slices, network.junctions)),
    )
    _spread(ahead.course, ahead.weights, left.share, left.mean)
    _pass(ahead.course, ahead.weights, _ends(network), left.passing)
    return left


class Meetings:
    """Keeps what is left to be met while teams are planned and planned anew.

    A team that walks meets those who are on a street in the open when it is half way along it; one
    that holds a junction those who go from one of its streets into another while it stands there.
    """

    def __init__(self, ahead: Ahead, everything: Left, network: Network, pod: float) -> None:
        self._ahead = ahead
        self._ends = _ends(network)
        self._pod = pod
        self._met = np.zeros(len(ahead.weights), np.int64)
        self.slices, self.slice_s = ahead.course.shape[1], ahead.slice_s
        self.left = Left(*(table.copy() for table in everything))

    def walk_pos(self, walk: Walk, sign: int) -> float:
        """Book a walk (+1) or take it back (-1); the POS it adds."""
        slot = np.full(len(self.left.mean), NOT_THERE, np.int64)
        slot[walk.segments[::-1]] = walk.slices[::-1]
        met = _met_walking(self._ahead.course, slot)
        return self._book(met, sign)

    def hold_pos(self, junction: int, since_s: float, sign: int) -> float:
        """Book the holding of a junction from so many seconds on (+1) or take it back (-1)."""
        since = min(self.slices, int(np.ceil(since_s / self._ahead.slice_s)))
        met = _met_holding(self._ahead.course, self._ends, junction, since)
        return self._book(met, sign)

    def _book(self, met: Ints, sign: int) -> float:
        before = self._ahead.weights[met] * (1.0 - self._pod) ** self._met[met]
        self._met[met] += sign
        after = self._ahead.weights[met] * (1.0 - self._pod) ** self._met[met]
        self._spread(met, after - before)
        return float((before - after).sum())

    def _spread(self, which: Ints, more: Floats) -> None:
        course = self._ahead.course[which]
        _spread(course, more, self.left.share, self.left.mean)
        _pass(course, more, self._ends, self.left.passing)


def _ends(network: Network) -> tuple[Ints, Ints]:
    return network.start.astype(np.int64), network.end.astype(np.int64)


@compiled
def _spread(course: NDArray[np.int32], weights: Floats, share: Floats, mean: Floats) -> None:
    slices = course.shape[1]
    for i in range(len(course)):
        for k in range(slices):
            s = course[i, k]
            if s >= 0:
                share[k, s] += weights[i]
                mean[s] += weights[i] / slices


@compiled
def _met_walking(course: NDArray[np.int32], slot: Ints) -> Ints:
    met = np.empty(len(course), np.int64)
    count = 0
    for i in range(len(course)):
        for k in range(course.shape[1]):
            s = course[i, k]
            if s >= 0 and slot[s] == k:
                met[count] = i
                count += 1
                break
    return met[:count].copy()


@compiled
def _met_holding(
    course: NDArray[np.int32], ends: tuple[Ints, Ints], junction: int, since: int
) -> Ints:
    start, end = ends
    met = np.empty(len(course), np.int64)
    count = 0
    for i in range(len(course)):
        for k in range(since, course.shape[1] - 1):
            a, b = course[i, k], course[i, k + 1]
            if (
                a >= 0
                and b >= 0
                and a != b
                and (start[a] == junction or end[a] == junction)
                and (start[b] == junction or end[b] == junction)
            ):
                met[count] = i
                count += 1
                break
    return met[:count].copy()


@compiled
def _pass(
    course: NDArray[np.int32], weights: Floats, ends: tuple[Ints, Ints], passing: Floats
) -> None:
    """Book everybody at each junction up to the last slice in which he goes through it."""
    start, end = ends
    slices = course.shape[1]
    been = np.empty(slices, np.int64)
    for i in range(len(course)):
        count = 0
        for k in range(slices - 2, -1, -1):
            a, b = course[i, k], course[i, k + 1]
            if a < 0 or b < 0 or a == b:
                continue
            if start[a] == start[b] or start[a] == end[b]:
                junction = start[a]
            elif end[a] == start[b] or end[a] == end[b]:
                junction = end[a]
            else:
                continue
            known = False
            for n in range(count):
                known = known or been[n] == junction
            if not known:
                been[count] = junction
                count += 1
                for earlier in range(k + 1):
                    passing[earlier, junction] += weights[i]

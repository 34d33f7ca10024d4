"""Meetings: who is met by which team, each trajectory once by each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from projections.advice.ahead import Ahead
from projections.advice.best_walk import Walk
from projections.advice.street_reach import Floats, Ints
from projections.belief.compiled import compiled


class Left(NamedTuple):
    """What is left to be met, added up."""

    share: Floats
    """By slice and segment."""
    mean: Floats
    """By segment, averaged over the slices."""
    passing: Floats
    """What goes through a junction for the last time in a slice: by slice and junction."""


class Present(NamedTuple):
    """Who is on a segment in a slice: of row `slice * segments + segment` those numbered
    `who[first[row] : first[row + 1]]`."""

    first: Ints
    who: NDArray[np.int32]


class Everybody(NamedTuple):
    """All who can be met, before anybody is."""

    left: Left
    present: Present


def everybody(ahead: Ahead, network: Network) -> Everybody:
    """Everything, before anybody is met."""
    slices = ahead.course.shape[1]
    left = Left(
        np.zeros((slices, network.segments)),
        np.zeros(network.segments),
        np.zeros((slices, network.junctions)),
    )
    _spread(ahead.course, ahead.weights, left.share, left.mean)
    _pass(ahead.course, ahead.weights, _ends(network), left.passing)
    return Everybody(left, Present(*_present(ahead.course, network.segments)))


class Meetings:
    """Keeps what is left to be met while teams are planned and planned anew.

    A team that walks meets those who are on a street in the open when it is half way along it; one
    that holds a junction those who go from one of its streets into another while it stands there.
    """

    def __init__(self, ahead: Ahead, people: Everybody, network: Network, pod: float) -> None:
        self._ahead = ahead
        self._ends = _ends(network)
        self._pod = pod
        self._met_by = np.zeros(len(ahead.weights), np.int64)
        self.slices, self.slice_s = ahead.course.shape[1], ahead.slice_s
        self._present = people.present
        self._seen = np.zeros(len(ahead.weights), np.bool_)
        self.left = Left(*(table.copy() for table in people.left))

    def walk_pos(self, walk: Walk, sign: int) -> float:
        """Book a walk (+1) or take it back (-1); the POS it adds."""
        return self._book(self._met(walk), sign)

    def would_meet(self, walk: Walk) -> float:
        """The POS that a walk would add."""
        met = self._met(walk)
        return float((self._ahead.weights[met] * (1.0 - self._pod) ** self._met_by[met]).sum()) * (
            self._pod
        )

    def hold_pos(self, junction: int, since_s: float, sign: int) -> float:
        """Book the holding of a junction from so many seconds on (+1) or take it back (-1)."""
        since = min(self.slices, int(np.ceil(since_s / self._ahead.slice_s)))
        met = _met_holding(self._ahead.course, self._ends, junction, since)
        return self._book(met, sign)

    def passing_from(self, slices: Ints) -> Floats:
        """What goes through each junction in or after its slice; nothing at -1."""
        return _passing_from(self.left.passing, slices)

    def _met(self, walk: Walk) -> Ints:
        return _met_walking(self._present, walk, len(self.left.mean), self._seen)

    def _book(self, met: Ints, sign: int) -> float:
        before = self._ahead.weights[met] * (1.0 - self._pod) ** self._met_by[met]
        self._met_by[met] += sign
        after = self._ahead.weights[met] * (1.0 - self._pod) ** self._met_by[met]
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
def _present(course: NDArray[np.int32], segments: int) -> tuple[Ints, NDArray[np.int32]]:
    slices = course.shape[1]
    first = np.zeros(slices * segments + 1, np.int64)
    for i in range(len(course)):
        for k in range(slices):
            if course[i, k] >= 0:
                first[k * segments + course[i, k] + 1] += 1
    first = np.cumsum(first)
    room = first[:-1].copy()
    who = np.empty(first[-1], np.int32)
    for i in range(len(course)):
        for k in range(slices):
            if course[i, k] >= 0:
                row = k * segments + course[i, k]
                who[room[row]] = i
                room[row] += 1
    return first, who


@compiled
def _met_walking(present: Present, walk: Walk, segments: int, seen: NDArray[np.bool_]) -> Ints:
    """Ascending; `seen` is all false before and after."""
    count = 0
    for r in range(len(walk.segments)):
        row = walk.slices[r] * segments + walk.segments[r]
        count += present.first[row + 1] - present.first[row]
    met = np.empty(count, np.int64)
    count = 0
    for r in range(len(walk.segments)):
        row = walk.slices[r] * segments + walk.segments[r]
        for n in range(present.first[row], present.first[row + 1]):
            i = present.who[n]
            if not seen[i]:
                seen[i] = True
                met[count] = i
                count += 1
    met = np.sort(met[:count])
    for i in met:
        seen[i] = False
    return met


@compiled
def _passing_from(passing: Floats, slices: Ints) -> Floats:
    total = np.zeros(passing.shape[1])
    for j in range(len(total)):
        if slices[j] >= 0:
            for k in range(slices[j], len(passing)):
                total[j] += passing[k, j]
    return total


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
    """Book everybody at each junction in the last slice in which he goes through it."""
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
                passing[k, junction] += weights[i]

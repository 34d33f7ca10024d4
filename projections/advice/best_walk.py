"""The walk along the streets that meets him most probably."""

from typing import NamedTuple

import numpy as np

from projections.advice.street_reach import Floats, Ints, Reach, Streets, other_end
from projections.belief.compiled import compiled, inlined

WIDTH = 48
"""Walks kept of those that have lasted equally long, within `STEP_S`."""
STEP_S = 15.0
NOWHERE = -1


class Presence(NamedTuple):
    """Who could be met where and when."""

    share: Floats
    """By slice of time and segment: probability that he is there in the open."""
    worth: Floats
    """What meeting him on each segment counts for; 0 where another team searches."""
    slice_s: float


class Walk(NamedTuple):
    """Streets that a team goes along, in order, and the slice of time in which it does."""

    segments: Ints
    slices: Ints
    worth: float


class _Labels(NamedTuple):
    """Beginnings of walks: each goes on from its parent along a segment to a junction."""

    junction: Ints
    parent: Ints
    segment: Ints
    slot: Ints
    """The slice of time in which it is half way along the segment."""
    time: Floats
    worth: Floats
    following: Ints
    """The next one that waits for the same step."""


def best_walk(
    streets: Streets, way: Reach, target: int, presence: Presence, horizon_s: float
) -> Walk:
    """The best walk found that first goes straight to a junction (`NOWHERE`: to none), and from
    there wherever it meets him most probably until the horizon.

    A beam search: of the walks that have lasted equally long, the richest `WIDTH` that end at
    different junctions are carried on. Each street counts once, with what is there when the team
    is half way along it; one for which there is no time left is not begun.
    """
    return Walk(*_best_walk(streets, way, target, presence, horizon_s))


@compiled
def _best_walk(
    streets: Streets, way: Reach, target: int, presence: Presence, horizon_s: float
) -> tuple[Ints, Ints, float]:
    steps = int(horizon_s / STEP_S) + 1
    room = (steps + 1) * WIDTH * 8 + len(way.seconds)
    labels = _Labels(
        np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64),
        np.empty(room, np.int64), np.empty(room), np.empty(room), np.empty(room, np.int64),
    )  # fmt: skip
    waiting = np.full(steps + 1, -1, np.int64)
    if target < 0:
        count = _here(way, labels, waiting, horizon_s)
    else:
        count = _straight(streets, way, target, presence, labels)
        step = int(labels.time[count - 1] / STEP_S)
        labels.following[count - 1], waiting[step] = -1, count - 1
    taken = np.full(len(way.seconds), -1, np.int64)
    for step in range(steps + 1):
        richest = _waiting(labels, waiting[step])
        carried = 0
        for k in range(len(richest)):
            label = richest[k]
            if taken[labels.junction[label]] == step:
                continue
            taken[labels.junction[label]] = step
            count = _carry_on(streets, presence, labels, label, count, horizon_s, waiting)
            carried += 1
            if carried == WIDTH:
                break
    best = -1
    for label in range(count):
        if best < 0 or labels.worth[label] > labels.worth[best]:
            best = label
    return _walked(labels, best)


@inlined
def _here(way: Reach, labels: _Labels, waiting: Ints, horizon_s: float) -> int:
    """Begin at every end of the street that the team is on."""
    count = 0
    for j in range(len(way.seconds)):
        if way.entered[j] < 0 and way.seconds[j] <= horizon_s:
            step = int(way.seconds[j] / STEP_S)
            _write(labels, count, (j, -1, -1, 0), way.seconds[j], 0.0)
            labels.following[count], waiting[step] = waiting[step], count
            count += 1
    return count


@inlined
def _straight(
    streets: Streets, way: Reach, target: int, presence: Presence, labels: _Labels
) -> int:
    """Begin with the quickest way to a junction; how many labels that takes."""
    length, j = 0, target
    while way.entered[j] >= 0:
        j = other_end(streets, way.entered[j], j)
        length += 1
    _write(labels, 0, (j, -1, -1, 0), way.seconds[j], 0.0)
    j = target
    for k in range(length, 0, -1):
        labels.junction[k], labels.slot[k] = j, way.entered[j]
        j = other_end(streets, way.entered[j], j)
    for k in range(1, length + 1):
        row, at = labels.slot[k], labels.time[k - 1]
        s, takes = streets.segment[row], streets.seconds[row]
        number = _slice(presence, at + takes / 2)
        gain = presence.share[number, s] * presence.worth[s]
        here = labels.junction[k]
        _write(labels, k, (here, k - 1, s, number), at + takes, labels.worth[k - 1] + gain)
    return length + 1


@inlined
def _waiting(labels: _Labels, label: int) -> Ints:
    """The labels of a step, the richest first."""
    many, each = 0, label
    while each >= 0:
        many, each = many + 1, labels.following[each]
    found, order = np.empty(many, np.int64), np.empty(many)
    for k in range(many):
        found[k], order[k] = label, -labels.worth[label]
        label = labels.following[label]
    return found[np.argsort(order, kind="mergesort")]


@inlined
def _carry_on(
    streets: Streets, presence: Presence, labels: _Labels, label: int, count: int,
    horizon_s: float, waiting: Ints,
) -> int:  # fmt: skip
    """Go on along every street that leads away; how many labels there are then."""
    at, junction = labels.time[label], labels.junction[label]
    for row in range(streets.first[junction], streets.first[junction + 1]):
        s, takes = streets.segment[row], streets.seconds[row]
        if at + takes > horizon_s or count == len(labels.time):
            continue
        number = _slice(presence, at + takes / 2)
        gain = presence.share[number, s] * presence.worth[s]
        if gain > 0.0 and _been(labels, label, s):
            gain = 0.0
        then = at + takes
        _write(labels, count, (streets.to[row], label, s, number), then, labels.worth[label] + gain)
        # A street shorter than a step waits for the next one all the same.
        step = max(int(then / STEP_S), int(at / STEP_S) + 1)
        if step < len(waiting):
            labels.following[count], waiting[step] = waiting[step], count
        count += 1
    return count


@inlined
def _been(labels: _Labels, label: int, segment: int) -> bool:
    while label >= 0:
        if labels.segment[label] == segment:
            return True
        label = labels.parent[label]
    return False


@inlined
def _slice(presence: Presence, at: float) -> int:
    return min(len(presence.share) - 1, int(at / presence.slice_s))


@inlined
def _write(
    labels: _Labels, count: int, what: tuple[int, int, int, int], time: float, worth: float
) -> None:
    labels.junction[count], labels.parent[count] = what[0], what[1]
    labels.segment[count], labels.slot[count] = what[2], what[3]
    labels.time[count], labels.worth[count] = time, worth


@inlined
def _walked(labels: _Labels, best: int) -> tuple[Ints, Ints, float]:
    length, label = 0, best
    while label >= 0:
        length += labels.segment[label] >= 0
        label = labels.parent[label]
    segments, slices = np.empty(length, np.int64), np.empty(length, np.int64)
    label = best
    while label >= 0:
        if labels.segment[label] >= 0:
            length -= 1
            segments[length], slices[length] = labels.segment[label], labels.slot[label]
        label = labels.parent[label]
    return segments, slices, labels.worth[best] if best >= 0 else 0.0

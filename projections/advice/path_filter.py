"""The first filter: the windows of every camera that tell most about the path."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.passing import Passing
from projections.advice.windows import (
    Floats,
    Span,
    Windows,
    ZonePasses,
    entropy_bits,
    known_spans,
    path_worth,
    windows_in,
)
from projections.belief.compiled import compiled

BLOCK = 64
"""Cameras that are looked at together."""


class Watching(NamedTuple):
    """One camera as it can be watched. Spans are seconds after the last known point."""

    camera: int
    """Its number among those whose passes are gathered."""
    free: tuple[Span, ...]
    known: tuple[Span, ...]
    waiting_min: float
    """Of an officer's time, besides the playing itself."""


class Filtered(NamedTuple):
    """A window of a camera that passed the filter."""

    place: int
    """Of its camera in the list that was filtered."""
    span: Span
    minutes: float
    """Of an officer's time."""


def best_by_path(
    watched: Sequence[Watching],
    passing: Passing,
    weights: Floats,
    pods: Floats,
    playback: float,
    cameras: int,
    windows: int,
) -> list[Filtered]:
    """So many windows of each of so many cameras: those that tell most about the path per minute
    (as `worth` in windows), of equal ones the earlier in the list. `weights` are those of the
    sample."""
    by_free: dict[tuple[Span, ...], list[int]] = defaultdict(list)
    for place, each in enumerate(watched):
        if each.free:
            by_free[each.free].append(place)
    kept: list[tuple[float, int, list[Filtered]]] = []
    doubts = entropy_bits(pods)
    for free, places in by_free.items():
        table = windows_in(free)
        lasting_min = (table.until - table.since) / 60.0
        for begin in range(0, len(places), BLOCK):
            some = places[begin : begin + BLOCK]
            known = [known_spans(watched[place].known) for place in some]
            first_known = np.cumsum([0, *map(len, known)])
            gains = _gains(
                table, passing, np.array([watched[place].camera for place in some]), weights,
                pods, doubts, first_known, np.concatenate(known),
            )  # fmt: skip
            waiting = np.array([watched[place].waiting_min for place in some])
            minutes = lasting_min / playback + waiting[:, np.newaxis]
            rate = gains / minutes
            order = np.argsort(-rate, axis=1, kind="stable")[:, :windows]
            best = np.take_along_axis(rate, order, axis=1)
            for row in np.flatnonzero(best[:, 0] > 0.0).tolist():
                chosen = [
                    Filtered(
                        some[row], (float(table.since[w]), float(table.until[w])),
                        float(minutes[row, w]),
                    )
                    for w, worth in zip(order[row].tolist(), best[row].tolist(), strict=True)
                    if worth > 0.0
                ]  # fmt: skip
                kept.append((-float(best[row, 0]), some[row], chosen))
    kept.sort(key=lambda each: each[:2])
    return [window for _, _, chosen in kept[:cameras] for window in chosen]


@compiled
def _gains(
    windows: Windows,
    passing: Passing,
    cameras: NDArray[np.int64],
    weights: Floats,
    pods: Floats,
    doubts: Floats,
    first_known: NDArray[np.int64],
    known: Floats,
) -> Floats:
    gains = np.empty((len(cameras), len(windows.since)))
    shares = np.empty(len(windows.since))
    first, trajectory, enter, leave, level = passing
    for c in range(len(cameras)):
        a, b = first[cameras[c]], first[cameras[c] + 1]
        passes = ZonePasses(trajectory[a:b], enter[a:b], leave[a:b], level[a:b])
        path_worth(
            windows, passes, weights, pods, doubts,
            known[first_known[c] : first_known[c + 1]], gains[c], shares,
        )  # fmt: skip
    return gains

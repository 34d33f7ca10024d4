"""The first filter: the windows of every camera that tell most about the path."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.passing import Passing
from projections.advice.path_gain import Chances, chances, path_worth
from projections.advice.windows import Floats, Span, Windows, ZonePasses, windows_in
from projections.belief.compiled import compiled


class Watching(NamedTuple):
    """One camera as it can be watched. Spans are seconds after the last known point."""

    camera: int
    """Its number among those whose passes are gathered."""
    free: tuple[Span, ...]
    waiting_min: float
    """Of an officer's time, besides the playing itself."""


class Known(NamedTuple):
    """What is known of cameras already: of number i the rows `first[i] : first[i + 1]`, in
    seconds after the last known point."""

    first: NDArray[np.int64]
    span: Floats


class Filtered(NamedTuple):
    """Windows that passed the filter: of which camera in the list that was filtered, from when
    until when in seconds after the last known point, and the minutes of an officer's time."""

    place: NDArray[np.int64]
    since: Floats
    until: Floats
    minutes: Floats


class _Best(NamedTuple):
    """By camera and rank."""

    rate: Floats
    since: Floats
    until: Floats
    minutes: Floats


def known(spans: Sequence[Sequence[Span]]) -> Known:
    """These spans, those of each camera in order."""
    rows = [span for each in spans for span in sorted(each)]
    first = np.cumsum([0, *map(len, spans)])
    return Known(first, np.array(rows, np.float64).reshape(-1, 2))


def best_by_path(
    watched: Sequence[Watching],
    already: Known,
    passing: Passing,
    weights: Floats,
    pods: Floats,
    playback: float,
    cameras: int,
    windows: int,
) -> Filtered:
    """So many windows of each of so many cameras, the best camera first: those that tell most
    about the path per minute (as `worth` in path_gain), of equal ones the earlier in the list.
    `weights` are those of the sample."""
    by_free: dict[tuple[Span, ...], list[int]] = defaultdict(list)
    for place, each in enumerate(watched):
        if each.free:
            by_free[each.free].append(place)
    camera = np.array([each.camera for each in watched], np.int64)
    waiting_min = np.array([each.waiting_min for each in watched])
    tables = {free: windows_in(free) for free in by_free}
    kept = min(windows, max((len(table.since) for table in tables.values()), default=0))
    best = _Best(*np.zeros((4, len(watched), kept)))
    seen = chances(pods)
    for free, places in by_free.items():
        _best_of_each(
            tables[free], passing, np.array(places, np.int64), camera, waiting_min, weights, seen,
            already, playback, best,
        )  # fmt: skip
    if not kept:
        return Filtered(np.zeros(0, np.int64), *np.zeros((3, 0)))
    order = np.argsort(-best.rate[:, 0], kind="stable")[:cameras]
    worthy = best.rate[order] > 0.0
    row = np.broadcast_to(order[:, np.newaxis], worthy.shape)
    chosen = (each[order][worthy] for each in best[1:])
    return Filtered(row[worthy], *chosen)


@compiled
def _best_of_each(
    windows: Windows,
    passing: Passing,
    places: NDArray[np.int64],
    camera: NDArray[np.int64],
    waiting_min: Floats,
    weights: Floats,
    seen: Chances,
    already: Known,
    playback: float,
    best: _Best,
) -> None:
    gains, shares = np.empty(len(windows.since)), np.empty(len(windows.since))
    first, trajectory, enter, leave, level = passing
    for place in places:
        a, b = first[camera[place]], first[camera[place] + 1]
        passes = ZonePasses(trajectory[a:b], enter[a:b], leave[a:b], level[a:b])
        known = already.span[already.first[place] : already.first[place + 1]]
        path_worth(windows, passes, weights, seen, known, gains, shares)
        for w in range(len(gains)):
            since, until = windows.since[w], windows.until[w]
            minutes = (until - since) / 60.0 / playback + waiting_min[place]
            rate = gains[w] / minutes
            k = best.rate.shape[1]
            while k > 0 and best.rate[place, k - 1] < rate:
                k -= 1
            if k == best.rate.shape[1]:
                continue
            for column in best:
                for j in range(len(column[place]) - 1, k, -1):
                    column[place, j] = column[place, j - 1]
            best.rate[place, k], best.since[place, k] = rate, since
            best.until[place, k], best.minutes[place, k] = until, minutes

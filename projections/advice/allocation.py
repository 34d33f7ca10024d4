"""Which team to which place: the static problem, with no way between the places."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

MOST_TRIED = 5000
"""So many allocations are all tried; of more, some are."""
MOST_ROUNDS = 8

Floats = NDArray[np.float64]


def pos_of(poa: Floats, pod: Floats, places: Sequence[int]) -> float:
    """The POS when team t searches `places[t]`, found with POD `pod[t, places[t]]` there:
    sum of POA x (1 - product of (1 - POD)); looks of several teams are independent (Koopman)."""
    missed = np.ones(len(poa))
    for team, place in enumerate(places):
        missed[place] *= 1.0 - pod[team, place]
    return float((poa * (1.0 - missed)).sum())


def best_allocation(poa: Floats, pod: Floats) -> tuple[tuple[int, ...], float]:
    """A place for every team (rows of `pod`), and the POS of all together.

    The best there is where all can be tried. Otherwise the best with no two teams in one place
    (exact: linear assignment), improved as long as moving one team or exchanging two helps.
    """
    teams, count = pod.shape
    if teams == 0 or count == 0:
        return (), 0.0
    if count**teams <= MOST_TRIED:
        places = max(product(range(count), repeat=teams), key=lambda one: pos_of(poa, pod, one))
        return places, pos_of(poa, pod, places)
    found = [int(place) for place in pod.argmax(axis=1)]
    rows, columns = linear_sum_assignment(poa * pod, maximize=True)
    for team, place in zip(rows.tolist(), columns.tolist(), strict=True):
        found[team] = place
    return _improved(poa, pod, found)


def _improved(poa: Floats, pod: Floats, found: list[int]) -> tuple[tuple[int, ...], float]:
    most = pos_of(poa, pod, found)
    for _ in range(MOST_ROUNDS):
        before = most
        for team in range(len(found)):
            missed = np.ones(len(poa))
            for other, place in enumerate(found):
                if other != team:
                    missed[place] *= 1.0 - pod[other, place]
            best = int((poa * missed * pod[team]).argmax())
            found = [best if other == team else place for other, place in enumerate(found)]
            for other in range(team):
                changed = found.copy()
                changed[team], changed[other] = changed[other], changed[team]
                if pos_of(poa, pod, changed) > pos_of(poa, pod, found):
                    found = changed
        most = pos_of(poa, pod, found)
        if most <= before + 1e-12:
            break
    return tuple(found), most

"""The largest connected part of a network: elsewhere a trajectory would be trapped."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints = NDArray[Any]


def largest_part(start: Ints, end: Ints, length_m: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mask of the segments in the connected part with the most metres (the first of equals).

    Directions do not matter: no direction of a street is ever quite impossible.
    """
    if not len(start):
        return np.zeros(0, bool)
    junctions, index = np.unique(np.concatenate([start, end]), return_inverse=True)
    a, b = index[: len(start)], index[len(start) :]
    graph = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(len(junctions),) * 2)
    _, part = connected_components(graph, directed=False)
    metres = np.bincount(part[a], weights=length_m)
    return np.asarray(part[a] == int(np.argmax(metres)))

"""Where the area ends: dead ends near its hull lead out of it."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError

from projections.belief.streets import Streets


def edge_junctions(streets: Streets, band_m: float) -> NDArray[np.bool_]:
    """For each junction whether it leads out: one segment only, near the convex hull of all
    shape points. An extract cuts the streets that lead out, so they end there; a real dead end
    in that band is taken for one, which is the price of the simple rule."""
    network = streets.network
    degree = np.bincount(network.start, minlength=network.junctions) + np.bincount(
        network.end, minlength=network.junctions
    )
    points = np.column_stack((streets.x, streets.y))
    try:
        hull = ConvexHull(points)
    except (QhullError, ValueError):
        return np.zeros(network.junctions, np.bool_)
    first, last = streets.network.shape_offset[:-1], streets.network.shape_offset[1:] - 1
    x, y = np.zeros(network.junctions), np.zeros(network.junctions)
    x[network.start], y[network.start] = streets.x[first], streets.y[first]
    x[network.end], y[network.end] = streets.x[last], streets.y[last]
    depth = -(hull.equations[:, :2] @ np.vstack((x, y)) + hull.equations[:, 2:]).max(axis=0)
    result: NDArray[np.bool_] = (degree == 1) & (depth <= band_m)
    return result

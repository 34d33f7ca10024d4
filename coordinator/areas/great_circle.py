"""Lengths of many lines at once."""

import numpy as np
from numpy.typing import NDArray

from domain.place import EARTH_RADIUS_M

Floats = NDArray[np.float64]


def piece_lengths(lon: Floats, lat: Floats) -> Floats:
    """Haversine distance in metres between each point and the next: n points, n - 1 lengths."""
    if len(lon) < 2:
        return np.zeros(0)
    phi = np.radians(lat)
    h = np.sin(np.diff(phi) / 2) ** 2
    h += np.cos(phi[:-1]) * np.cos(phi[1:]) * np.sin(np.radians(np.diff(lon)) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(h, 1.0))))


def line_lengths(lon: Floats, lat: Floats, offset: NDArray[np.int64]) -> Floats:
    """Length in metres of each line; line s has the points `offset[s] : offset[s + 1]`."""
    pieces = np.concatenate([piece_lengths(lon, lat), [0.0]])
    pieces[offset[1:] - 1] = 0.0
    return np.asarray(np.add.reduceat(pieces, offset[:-1]))

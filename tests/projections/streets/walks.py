"""Tracks of phones that went along given streets, at a given pace and with given noise."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from domain.network import Network
from domain.place import Place
from domain.teams.track import Fix
from tests.projections.belief.town import DEG_LAT_M, DEG_LON_M

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def line_of(network: Network, junctions: Sequence[int]) -> list[Place]:
    """The places of junctions of a network of straight streets."""
    return [
        Place(float(network.junction_lon[j]), float(network.junction_lat[j])) for j in junctions
    ]


def walked(
    line: Sequence[Place],
    speed: float = 1.3,
    every_s: float = 10.0,
    since: datetime = NINE,
    noise_m: float = 0.0,
    accuracy_m: float | None = 5.0,
    seed: int = 1,
) -> list[Fix]:
    """Fixes along a line of places, from its first to its last one."""
    lengths = [a.distance_m(b) for a, b in pairwise(line)]
    reached = np.concatenate([[0.0], np.cumsum(lengths)])
    count = int(np.ceil(reached[-1] / (speed * every_s))) + 1
    metres = np.minimum(np.arange(count) * speed * every_s, reached[-1])
    noise = np.random.default_rng(seed).normal(0.0, 1.0, (count, 2)) * noise_m
    lon = np.interp(metres, reached, [p.lon for p in line]) + noise[:, 0] / DEG_LON_M
    lat = np.interp(metres, reached, [p.lat for p in line]) + noise[:, 1] / DEG_LAT_M
    return [
        Fix(float(x), float(y), since + timedelta(seconds=i * every_s), accuracy_m)
        for i, (x, y) in enumerate(zip(lon, lat, strict=True))
    ]


def standing(
    place: Place, seconds: float, since: datetime, noise_m: float, seed: int = 1
) -> list[Fix]:
    """A phone that lies in one place and thinks otherwise."""
    count = int(seconds / 10)
    noise = np.random.default_rng(seed).normal(0.0, noise_m, (count, 2))
    return [
        Fix(place.lon + x / DEG_LON_M, place.lat + y / DEG_LAT_M,
            since + timedelta(seconds=10 * i), noise_m)
        for i, (x, y) in enumerate(noise.tolist())
    ]  # fmt: skip


def later(fixes: Sequence[Fix], seconds: float) -> datetime:
    """A moment so long after the last fix."""
    return fixes[-1].at + timedelta(seconds=seconds)

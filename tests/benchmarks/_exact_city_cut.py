"""A real city cut to about so many directed segments, and a search in it that the exact filter can
hold: cameras see whole streets, no street by two of them, and no street is swept twice."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from coordinator.areas.import_area import import_area
from domain.area import Area
from domain.camera import Camera, CameraZone, Stretch
from domain.evidence import ClearanceEvidence, Evidence, SweepEvidence
from domain.network import Network
from domain.parameters import default_parameters
from domain.place import Place
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from projections.belief.streets import Streets
from tests.benchmarks._belief_city import NOON

DIRECTED = 20_000
CAMERAS, SEEN, SWEEPS, ALONG = 40, 15, 24, 12
CLEARANCES, POD, POD_SWEEP = 60, 0.75, 0.6
CAMERAS_WITHIN_M, SWEEPS_WITHIN_M = 1200.0, 800.0
GAP_S = 0.01
"""Passes join only without any gap: the filter knows no gaps."""


@dataclass(frozen=True, eq=False)
class CityCase:
    """A city with a search before evidence, and the same search after clearances and sweeps."""

    name: str
    area: Area
    before: Evidence
    after: Evidence


def city_case(file: Path) -> CityCase:
    """The city cut around its middle (the median of its streets), where he was last seen."""
    whole = import_area(file, file.name.partition(".")[0])[0].network
    network = cut(whole, DIRECTED // 2)
    streets = Streets(network)
    x, y = _middles(streets)
    order = np.argsort(np.hypot(x - np.median(x), y - np.median(y)))
    known = Place(*network.shape_of(int(order[0]))[0])
    familiar = Place(*network.shape_of(int(order[len(order) // 6]))[0])
    before = Evidence(
        last_known_point=LastKnownPoint(known, NOON),
        mobility=(MobilityPhase(NOON, Mobility.MANUAL),),
        seed=7,
        parameters={**default_parameters(), "pass_gap": GAP_S},
        familiar_places=(FamiliarPlace(familiar),),
    )
    taken = {streets.nearest(familiar)[0]}
    zones = _zones(streets, known, taken)
    cameras = tuple(
        Camera(zone.camera_id, zone.camera_id, Place(*network.shape_of(first.segment)[0]))
        for zone in zones
        for first in zone.stretches[:1]
    )
    area = Area(file.name.partition(".")[0], "cut", network, cameras, tuple(zones))
    after = replace(
        before, clearances=_clearances(), sweeps=_sweeps(streets, known, taken_by_goal=taken)
    )
    return CityCase(area.name, area, before, after)


def cut(network: Network, segments: int) -> Network:
    """The segments nearest to the middle of the city."""
    if network.segments <= segments:
        return network
    x, y = _middles(Streets(network))
    away = np.hypot(x - np.median(x), y - np.median(y))
    kept = np.sort(np.argsort(away)[:segments])
    junctions, ends = np.unique(
        np.concatenate((network.start[kept], network.end[kept])), return_inverse=True
    )
    points = np.diff(network.shape_offset)[kept]
    shape = np.concatenate(
        [np.arange(network.shape_offset[s], network.shape_offset[s + 1]) for s in kept.tolist()]
    )
    by_segment = {
        name: getattr(network, name)[kept]
        for name in (
            "length_m", "kind", "name", "surface", "smoothness", "sidewalk", "incline", "kerb_m",
            "step_count", "factor_along", "factor_against", "reason", "beat", "osm_way",
        )
    }  # fmt: skip
    return replace(
        network,
        junction_lon=network.junction_lon[junctions],
        junction_lat=network.junction_lat[junctions],
        start=ends[: len(kept)].astype(np.int32),
        end=ends[len(kept) :].astype(np.int32),
        shape_offset=np.concatenate(([0], np.cumsum(points))).astype(network.shape_offset.dtype),
        shape_lon=network.shape_lon[shape],
        shape_lat=network.shape_lat[shape],
        **by_segment,
    )


def _middles(streets: Streets) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    first, last = streets.network.shape_offset[:-1], streets.network.shape_offset[1:] - 1
    return (streets.x[first] + streets.x[last]) / 2, (streets.y[first] + streets.y[last]) / 2


def _near(streets: Streets, place: Place, within_m: float) -> NDArray[np.int64]:
    x, y = _middles(streets)
    px, py = streets.point(place)
    return np.flatnonzero(np.hypot(x - px, y - py) < within_m)


def _zones(streets: Streets, known: Place, forbidden: set[int]) -> list[CameraZone]:
    x, y = _middles(streets)
    near = _near(streets, known, CAMERAS_WITHIN_M)
    free = np.ones(len(x), bool)
    free[list(forbidden)] = False
    zones: list[CameraZone] = []
    for segment in np.random.default_rng(3).permutation(near).tolist():
        if len(zones) == CAMERAS:
            break
        nearest = np.argsort(np.hypot(x - x[segment], y - y[segment]))[:SEEN]
        if free[nearest].all():
            free[nearest] = False
            stretches = tuple(
                Stretch(int(s), 0.0, float(streets.length_m[s])) for s in sorted(nearest.tolist())
            )
            zones.append(CameraZone(f"bench-{len(zones)}", Polygon(), stretches))
    return zones


def _clearances() -> frozenset[ClearanceEvidence]:
    found = set()
    for number in range(CLEARANCES):
        begin = NOON + timedelta(minutes=(number * 37) % 150)
        end = begin + timedelta(minutes=30)
        camera = f"bench-{number % CAMERAS}"
        found.add(ClearanceEvidence(str(number), camera, begin, end, POD))
    return frozenset(found)


def _sweeps(streets: Streets, known: Place, taken_by_goal: set[int]) -> frozenset[SweepEvidence]:
    """A team goes from street to street, five minutes for each dozen of them."""
    network, random = streets.network, np.random.default_rng(5)
    near = _near(streets, known, SWEEPS_WITHIN_M)
    free = set(near.tolist()) - taken_by_goal
    at: dict[int, list[int]] = {}
    for s in sorted(free):
        for junction in (int(network.start[s]), int(network.end[s])):
            at.setdefault(junction, []).append(s)
    sweeps: set[SweepEvidence] = set()
    for begin in random.permutation(near).tolist():
        if len(sweeps) == SWEEPS:
            break
        along: list[int] = []
        waiting = [begin]
        while waiting and len(along) < ALONG:
            s = waiting.pop(0)
            if s in free and s not in along:
                along.append(s)
                waiting += at[int(network.start[s])] + at[int(network.end[s])]
        if len(along) == ALONG:
            free -= set(along)
            since = NOON + timedelta(hours=1, minutes=5 * len(sweeps))
            name = f"sweep {len(sweeps)}"
            sweeps.add(
                SweepEvidence(name, tuple(along), since, since + timedelta(minutes=5), POD_SWEEP)
            )
    return frozenset(sweeps)

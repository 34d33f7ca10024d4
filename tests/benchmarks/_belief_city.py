"""A search in a real city with many cameras, for measuring the belief."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from shapely import Polygon

from coordinator.areas.import_area import import_area
from domain.area import Area
from domain.camera import Camera, CameraZone, Stretch
from domain.evidence import ClearanceEvidence, Evidence, SweepEvidence
from domain.parameters import default_parameters
from domain.place import Place
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from projections.belief.streets import Streets

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CAMERAS = 200
SEGMENTS_SEEN = 15
"""Both directions of these: a zone of 30 directed segments."""


def city(file: Path) -> tuple[Area, Evidence]:
    """The city with 200 further cameras around its middle, each seeing 15 segments, and a search
    that begins there."""
    area, _report = import_area(file, file.name.partition(".")[0])
    bounds = area.network.bounds
    middle = Place((bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2)
    streets = Streets(area.network)
    x, y = streets.point(middle)
    away = np.hypot(streets.edge_x - x, streets.edge_y - y)
    near = np.unique(streets.edge_segment[np.argsort(away)[:6000]])
    random = np.random.default_rng(3)
    cameras, zones = [], []
    for number, segment in enumerate(random.choice(near, CAMERAS, replace=False).tolist()):
        name = f"bench-{number}"
        place = Place(*area.network.shape_of(segment)[0])
        cameras.append(Camera(name, name, place))
        zones.append(CameraZone(name, Polygon(), _seen(streets, place)))
    area = replace(area, cameras=(*area.cameras, *cameras), zones=(*area.zones, *zones))
    known = Place(*area.network.shape_of(int(near[len(near) // 2]))[0])
    search = Evidence(
        last_known_point=LastKnownPoint(known, NOON),
        mobility=(MobilityPhase(NOON, Mobility.MANUAL),),
        seed=7,
        parameters=default_parameters(),
        familiar_places=(FamiliarPlace(Place(middle.lon + 0.01, middle.lat)),),
    )
    return area, search


def _seen(streets: Streets, place: Place) -> tuple[Stretch, ...]:
    radius = 20.0
    found = streets.within(place, radius)
    while len(np.unique(found.segment)) < SEGMENTS_SEEN:
        radius *= 1.2
        found = streets.within(place, radius)
    rows = zip(found.segment.tolist(), found.from_m.tolist(), found.to_m.tolist(), strict=True)
    return tuple(Stretch(*row) for row in rows)


def clearances(count: int, first: int = 0) -> frozenset[ClearanceEvidence]:
    """So many windows of one hour, spread over cameras and over the first five hours."""
    found = set()
    for number in range(first, first + count):
        begin = NOON + timedelta(minutes=(number * 37) % 240)
        camera = f"bench-{(number * 61) % CAMERAS}"
        end = begin + timedelta(hours=1)
        found.add(ClearanceEvidence(str(number), camera, begin, end, 0.75))
    return frozenset(found)


def searched(area: Area, search: Evidence) -> Evidence:
    """The search after 60 clearances in the first three hours and two hours of sweeps: a team
    goes along the streets around the last known point, five minutes for each dozen of them."""
    windows = {
        replace(each, until=each.until - timedelta(minutes=30))
        for each in clearances(120)
        if each.since < NOON + timedelta(hours=2, minutes=30)
    }
    streets = Streets(area.network)
    near = streets.within(search.last_known_point.place, 600.0).segment
    order = np.random.default_rng(5).permutation(np.unique(near)).tolist()
    sweeps = set()
    for number in range(24):
        begin = NOON + timedelta(hours=1, minutes=5 * number)
        along = tuple(order[(12 * number + k) % len(order)] for k in range(12))
        sweeps.add(
            SweepEvidence(f"sweep {number}", along, begin, begin + timedelta(minutes=5), 0.6)
        )
    first = sorted(windows, key=lambda each: int(each.id))[:60]
    return replace(search, clearances=frozenset(first), sweeps=frozenset(sweeps))


def extracts() -> Path:
    """The folder of city extracts: the first argument, COORDINATOR_AREAS, or ../shared/areas."""
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("COORDINATOR_AREAS")
    return Path(named or Path(__file__).resolve().parents[3] / "shared" / "areas")

"""Compiling every kernel ahead of the first search, on a street of two segments."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from shapely import Polygon

from domain.area import Area
from domain.camera import Camera, CameraZone, Stretch
from domain.evidence import (
    ClearanceEvidence,
    Evidence,
    OutsideCheck,
    SightingEvidence,
    SweepEvidence,
)
from domain.network import Network
from domain.place import Place
from domain.subject import LastKnownPoint, Mobility, MobilityPhase
from projections.belief.engine import BeliefEngine
from projections.belief.weighted import WeightedTrajectories


class Warm(NamedTuple):
    """The small search that was gone through."""

    area: Area
    since: datetime
    until_s: float
    trajectories: WeightedTrajectories


def warm_up() -> Warm:
    """Compile and keep on disk what a belief will need: seconds the first time after an
    installation, next to nothing afterwards."""
    since = datetime(2000, 1, 1, tzinfo=UTC)
    until = since + timedelta(minutes=30)
    here = Place(0.001, 0.0)
    evidence = Evidence(
        last_known_point=LastKnownPoint(here, since),
        mobility=(MobilityPhase(since, Mobility.MANUAL),),
        seed=0,
        parameters={"population_batch": 50.0, "population_ess": 100.0},
        clearances=frozenset({ClearanceEvidence("c", "c", since, until, 0.5)}),
        sweeps=frozenset({SweepEvidence("w", (0,), since, until, 0.5)}),
        sightings=frozenset({SightingEvidence("s", here, until, 50.0, 1.0, 0.5)}),
        outside_checks=frozenset({OutsideCheck("o", since, until, 0.5)}),
    )
    area = _street()
    engine = BeliefEngine(area)
    engine.believe(evidence, until)
    lasting_s = (until - since).total_seconds()
    return Warm(area, since, lasting_s, engine.weighted(evidence, until))


def _street() -> Area:
    none = np.zeros(2, np.int32)
    unknown = np.full(2, np.nan)
    lon = np.array([0.0, 0.001, 0.002])
    network = Network(
        junction_lon=lon, junction_lat=np.zeros(3),
        start=np.array([0, 1], np.int32), end=np.array([1, 2], np.int32),
        length_m=np.full(2, 111.2), kind=np.zeros(2, np.uint8), name=none, surface=none,
        smoothness=none, sidewalk=none, incline=unknown, kerb_m=unknown, step_count=none,
        factor_along=np.ones(2), factor_against=np.ones(2), reason=none,
        shape_offset=np.array([0, 2, 4], np.int32), shape_lon=lon[[0, 1, 1, 2]],
        shape_lat=np.zeros(4), beat=none - 1, osm_way=none.astype(np.int64), texts=("",),
    )  # fmt: skip
    zone = CameraZone("c", Polygon(), (Stretch(0, 0.0, 50.0),))
    return Area("warm-up", "", network, (Camera("c", "c", Place(0.0, 0.0)),), (zone,))

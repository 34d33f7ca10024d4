"""The belief in a real city with its real cameras."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from coordinator.areas.import_area import import_area
from domain.area import Area
from domain.evidence import ClearanceEvidence, Evidence
from domain.parameters import default_parameters
from domain.place import Place
from domain.subject import LastKnownPoint, Mobility, MobilityPhase
from projections.belief import BeliefEngine
from tests.projections.belief.town import NOON

pytestmark = pytest.mark.city


@pytest.fixture(scope="module")
def munich(areas_dir: Path) -> Area:
    area, _report = import_area(areas_dir / "munich_centre.osm.pbf", "munich")
    return area


@pytest.fixture(scope="module")
def search() -> Evidence:
    return Evidence(
        last_known_point=LastKnownPoint(Place(11.5755, 48.1374), NOON),
        mobility=(MobilityPhase(NOON, Mobility.MANUAL),),
        seed=4,
        parameters={**default_parameters(), "population_ess": 20000.0},
    )


def test_clearing_a_camera_lowers_what_it_saw_and_lifts_the_rest(
    munich: Area, search: Evidence
) -> None:
    engine, at = BeliefEngine(munich), NOON + timedelta(minutes=40)
    fixed = replace(search, parameters={**search.parameters, "population_most_batches": 1.0})
    trajectories = engine.weighted(fixed, at)
    passes = {
        camera.camera_id: trajectories.camera_passes(camera.camera_id) for camera in munich.cameras
    }
    busiest = max(passes, key=lambda name: len(np.unique(passes[name][0])))
    window = ClearanceEvidence("1", busiest, NOON, at, 0.75)
    before = engine.believe(fixed, at)
    after = engine.believe(replace(fixed, clearances=frozenset({window})), at)
    there = passes[busiest][0][passes[busiest][1] < 2400]
    seen = np.zeros(trajectories.count, bool)
    seen[there] = True
    assert 0.02 < trajectories.weights[seen].sum() < 0.98
    rows = trajectories.positions(2400.0)
    untouched = np.setdiff1d(rows[~seen], rows[seen])
    untouched = untouched[untouched >= 0]
    lift = after.poa[untouched] / before.poa[untouched]
    assert lift.min() > 1
    assert np.ptp(lift) < 1e-9
    assert abs(after.poa.sum() + after.rest_of_world - 1) <= 1e-12


def test_most_of_him_is_still_near_after_half_an_hour(munich: Area, search: Evidence) -> None:
    """A wheelchair at 0.64 m/s without any rest is at most 1.2 km of street away."""
    belief = BeliefEngine(munich).believe(search, NOON + timedelta(minutes=30))
    network, start = munich.network, search.last_known_point.place
    away = np.array(
        [network.junction_place(int(j)).distance_m(start) for j in network.start.tolist()]
    )
    assert belief.poa[away < 1200].sum() > 0.9
    assert belief.poa[away < 30].sum() < 0.3

"""The queue takes a camera to see as sharply as a clearance of it counts."""

from dataclasses import replace

import numpy as np
import pytest

from domain.area import Area
from domain.camera import Camera
from domain.evidence import ClearanceEvidence, Evidence
from domain.parameters import default_parameters
from projections.advice.cells import Cells
from projections.advice.officer_time import SHIPPED, officer_time
from projections.advice.review_queue import Moment, ReviewQueue, Watchable
from projections.advice.reviews import Review
from projections.belief import BeliefEngine
from tests.projections.belief.quarter import minute, search
from tests.projections.belief.town import area, grid, place

LONG = grid(25, 3)
SEEN = [(15, 0.0, 40.0)]


def evidence() -> Evidence:
    plain = search()
    known = replace(plain.last_known_point, place=place(1200, 0), radius_m=30.0)
    return replace(plain, last_known_point=known, familiar_places=())


def town(pixels: int | None) -> Area:
    """Two cameras 30 m beside the street that they look along, one of them with so many pixels."""
    streets = area(LONG, {"plain": SEEN, "pixels": SEEN})
    at = place(1500, -30)
    cameras = (
        Camera("plain", "", at, 90.0, 90.0),
        Camera("pixels", "", at, 90.0, 90.0, pixels=pixels),
    )
    return replace(streets, cameras=cameras)


def reviews(where: Area, names: tuple[str, ...] = ("plain", "pixels")) -> dict[str, Review]:
    """What each of the cameras is worth alone."""
    weighted = BeliefEngine(where).weighted(evidence(), minute(90))
    ranking = ReviewQueue(weighted, Cells(LONG), Moment(minute(0), 3600.0), 0.75)
    found: dict[str, Review] = {}
    for camera in where.cameras:
        if camera.camera_id in names:
            found |= {each.camera_id: each for each in ranking.best([Watchable(camera)], 1)}
    return found


def test_a_camera_with_pixels_enough_is_worth_what_one_of_unknown_pixels_is() -> None:
    both = reviews(town(20_000))
    assert both["pixels"].gain_bits == both["plain"].gain_bits


def test_a_camera_that_sees_him_less_sharply_is_worth_less() -> None:
    worth = [reviews(town(pixels))["pixels"].gain_bits for pixels in (4000, 1600, 900)]
    assert worth == sorted(worth, reverse=True)
    assert worth[-1] < 0.7 * worth[0]


def test_a_camera_too_blurred_to_show_him_is_not_suggested() -> None:
    assert reviews(town(10), ("pixels",)) == {}


@pytest.mark.parametrize("pixels", [None, 900, 1600, 4000])
def test_passes_are_seen_with_the_pod_that_a_clearance_takes(pixels: int | None) -> None:
    """After a clearance of an hour and a half a trajectory with one pass keeps 1 - POD."""
    engine = BeliefEngine(town(pixels))
    before = engine.weighted(evidence(), minute(90))
    cleared = ClearanceEvidence("c", "pixels", minute(-10), minute(90), 0.75)
    after = engine.weighted(replace(evidence(), clearances=frozenset({cleared})), minute(90))
    pods = before.pods(0.75)
    passes = after.passes_by_part("pixels")[0]
    watched = passes.enter < 90 * 60
    whose, first, times = np.unique(
        passes.trajectory[watched], return_index=True, return_counts=True
    )
    once, level = whose[times == 1], passes.level[watched][first[times == 1]]
    left = after.parts[0].weights
    unseen = np.setdiff1d(np.arange(len(left)), whose)
    assert len(once) > 20
    assert left[once] / left[unseen[0]] == pytest.approx(1 - pods[level], rel=1e-8)


def test_a_pod_above_the_cap_counts_as_the_cap() -> None:
    weighted = BeliefEngine(town(None)).weighted(evidence(), minute(60))
    assert weighted.pods(0.99)[0] == pytest.approx(default_parameters()["pod_cap"])
    assert (weighted.pods(0.0) == 0).all()


def test_an_officer_who_needs_longer_gets_the_same_windows_at_a_lower_rate() -> None:
    slow = officer_time({"review_playback": 2.0, "review_overhead": 3.0})
    assert slow.travel_min == SHIPPED.travel_min
    where = town(None)
    weighted = BeliefEngine(where).weighted(evidence(), minute(90))
    moment = Moment(minute(0), 3600.0)
    watchables = [Watchable(camera, claimed=()) for camera in where.cameras]
    (usual, *_) = ReviewQueue(weighted, Cells(LONG), moment, 0.75).best(watchables, 1)
    (slower, *_) = ReviewQueue(weighted, Cells(LONG), moment, 0.75, slow).best(watchables, 1)
    lasting = (slower.window.until - slower.window.since).total_seconds() / 60
    assert slower.minutes == pytest.approx(lasting / 2 + 3)
    assert slower.bits_per_minute < usual.bits_per_minute

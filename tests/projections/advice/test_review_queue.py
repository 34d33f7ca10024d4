from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from domain.camera import Camera
from domain.evidence import Evidence, SightingEvidence
from projections.advice import review_queue
from projections.advice.cells import CELL_M, Cells
from projections.advice.review_queue import Moment, ReviewQueue, Watchable
from projections.advice.reviews import Review
from projections.advice.sample import drawn
from projections.belief import BeliefEngine
from tests.projections.belief.quarter import minute, search
from tests.projections.belief.town import area, grid, place

LONG = grid(25, 3)
"""A town of 2,400 m by 200 m: six cells in a row."""
CAMERAS = {f"x{x}": [(x, 0.0, 40.0)] for x in range(0, 24, 3)}
"""One on the southern street every 300 m, named by its block."""
TOWN = area(LONG, {**CAMERAS, "useless": [(0, 99.0, 99.5)]})
ENGINE = BeliefEngine(TOWN)
NOW = 60.0


def evidence(**other: Any) -> Evidence:
    """Last seen in the middle of the town, one hour ago."""
    plain = search()
    known = replace(plain.last_known_point, place=place(1200, 0), radius_m=30.0)
    return replace(plain, last_known_point=known, familiar_places=(), **other)


def queue(
    about: Evidence,
    watchables: Iterable[Watchable] | None = None,
    most: int = 12,
    pod: float = 0.75,
) -> list[Review]:
    weighted = ENGINE.weighted(about, minute(NOW + 30))
    ranking = ReviewQueue(weighted, Cells(LONG), Moment(about.last_known_point.at, NOW * 60), pod)
    return ranking.best([*(watchables or all_cameras())], most)


def all_cameras() -> list[Watchable]:
    return [Watchable(camera) for camera in TOWN.cameras if camera.camera_id != "useless"]


def names(reviews: Iterable[Review]) -> list[str]:
    return [review.camera_id for review in reviews]


def test_the_queue_is_by_worth_per_minute_each_camera_once() -> None:
    reviews = queue(evidence())
    rates = [review.bits_per_minute for review in reviews]
    assert rates == pytest.approx(sorted(rates, reverse=True), abs=1e-4)
    assert len(set(names(reviews))) == len(reviews) > 2


def test_with_a_pod_of_nothing_there_is_nothing_to_watch() -> None:
    assert queue(evidence(), pod=0.0) == []


def test_without_cameras_the_queue_is_empty() -> None:
    weighted = ENGINE.weighted(evidence(), minute(NOW))
    moment = Moment(minute(0), NOW * 60)
    assert ReviewQueue(weighted, Cells(LONG), moment, 0.75).best([], 12) == []


def test_a_camera_that_nobody_passes_changes_nothing() -> None:
    useless = Watchable(Camera("nobody", "", place(0, 0)))
    assert queue(evidence(), [*all_cameras(), useless]) == queue(evidence())


def test_the_order_of_the_cameras_does_not_matter() -> None:
    assert queue(evidence(), all_cameras()[::-1]) == queue(evidence())


def test_nor_does_it_where_more_windows_are_being_watched_than_are_taken_into_account() -> None:
    span = (600.0, 1800.0)
    cameras = [replace(each, closed=[span], claimed=[span]) for each in all_cameras()]
    assert len(cameras) > review_queue.CLAIMS_KEPT
    assert queue(evidence(), cameras) == queue(evidence(), cameras[::-1]) != []


def test_a_window_by_itself_is_worth_what_the_queue_says_of_its_first() -> None:
    weighted = ENGINE.weighted(evidence(), minute(NOW + 30))
    ranking = ReviewQueue(weighted, Cells(LONG), Moment(minute(0), NOW * 60), 0.75)
    first = ranking.best(all_cameras(), 1)[0]
    window = first.window
    span = (window.since - minute(0)).total_seconds(), (window.until - minute(0)).total_seconds()
    worth = ranking.worth(first.camera_id, span, all_cameras())
    assert worth == pytest.approx((first.gain_bits, first.minutes), rel=1e-12)
    assert ranking.worth("unknown", span, all_cameras()).bits == 0.0


def test_the_second_tells_less_once_the_first_is_being_watched() -> None:
    """Two cameras see the same street: either tells the same, the other one then much
    less, whether it is suggested with the first or a colleague is watching that."""
    twins = area(LONG, {"one": CAMERAS["x15"], "other": CAMERAS["x15"]})
    weighted = BeliefEngine(twins).weighted(evidence(), minute(NOW + 30))
    ranking = ReviewQueue(weighted, Cells(LONG), Moment(minute(0), NOW * 60), 0.9)
    cameras = [Watchable(each) for each in twins.cameras]
    first, second = ranking.best(cameras, 2)
    assert (first.camera_id, second.camera_id) == ("one", "other")
    (alone,) = ranking.best(cameras[1:], 1)
    assert alone.gain_bits == pytest.approx(first.gain_bits)
    assert second.gain_bits < 0.6 * alone.gain_bits
    window = first.window
    span = (window.since - minute(0)).total_seconds(), (window.until - minute(0)).total_seconds()
    watched = replace(cameras[0], closed=[span], missing=[(0.0, 4e3)], claimed=[span])
    (beside,) = ranking.best([watched, cameras[1]], 12)
    assert beside.gain_bits < 0.6 * alone.gain_bits


def test_after_a_sighting_the_queue_follows_the_trail_camera_by_camera() -> None:
    """Seen for sure rolling east, ten minutes ago: the next camera that way. Twenty minutes ago:
    the next two, since then. Seen again at the next one: the one after it."""
    just = SightingEvidence("s", place(1240, 0), minute(50), 20.0, 1.0, 0.99, heading=90.0)
    (first, *_) = queue(evidence(sightings=frozenset({just})))
    assert (first.camera_id, first.window.since) == ("x15", minute(50))

    earlier = replace(just, at=minute(40))
    first, second, *_ = queue(evidence(sightings=frozenset({earlier})))
    assert {first.camera_id, second.camera_id} == {"x15", "x18"}
    assert min(first.window.since, second.window.since) >= minute(40)

    again = SightingEvidence("t", place(1520, 0), minute(48), 20.0, 1.0, 0.99, heading=90.0)
    (first, *_) = queue(evidence(sightings=frozenset({earlier, again})))
    assert (first.camera_id, first.window.since) == ("x18", minute(50))


def test_the_reason_says_what_it_is_about() -> None:
    review = queue(evidence())[0]
    assert "can be passed here" in review.reason["en"]
    assert "when a team gets there" in review.reason["en"]
    assert "队员赶到时" in review.reason["zh"]


def test_a_camera_whose_clock_is_ahead_is_asked_by_its_clock() -> None:
    plain = queue(evidence())
    ahead = timedelta(seconds=90)
    moved = queue(evidence(), [replace(each, clock_ahead=ahead) for each in all_cameras()])
    assert [review.window for review in moved] == [review.window.moved(ahead) for review in plain]


def test_of_equal_cameras_the_one_that_is_overwritten_soonest_comes_first() -> None:
    here = TOWN.camera("x12")
    assert here is not None
    hours = (None, 72.0, 24.0)
    twins = [Watchable(replace(here, overwritten_after_h=each)) for each in hours]
    (best,) = queue(evidence(), twins, most=1)
    assert best.overwritten_at == best.window.since + timedelta(hours=24)


def test_a_sample_ranks_nearly_as_well_as_all_trajectories() -> None:
    everything = queue(evidence(), most=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(review_queue, "SAMPLE_SIZE", 4000)
        patch.setattr(review_queue, "FILTER_SIZE", 1000)
        sampled = queue(evidence(), most=4)
    best = sum(review.bits_per_minute for review in everything)
    assert sum(review.bits_per_minute for review in sampled) == pytest.approx(best, rel=0.25)
    assert set(names(sampled[:2])) & set(names(everything[:3]))


def test_a_systematic_sample_keeps_shares_to_one_draw() -> None:
    weights = np.random.default_rng(1).gamma(0.5, size=5000)
    weights /= weights.sum()
    sample = drawn(weights, 1000)
    assert sample.weights.sum() == pytest.approx(1.0)
    assert (np.diff(sample.which) > 0).all()
    assert (sample.number[sample.which] == np.arange(len(sample.which))).all()
    share = np.zeros(5000)
    share[sample.which] = sample.weights
    assert np.abs(np.cumsum(share) - np.cumsum(weights)).max() <= 1 / 1000
    few = drawn(np.array([0.0, 2.0, 2.0]), 10)
    assert few.which.tolist() == [1, 2]
    assert few.weights.tolist() == [0.5, 0.5]


def test_cells_are_squares_of_their_side_and_the_rest_of_the_world() -> None:
    cells = Cells(LONG)
    assert cells.of(np.array([-1])).tolist() == [0]
    assert set(cells.of_segment.tolist()) == set(range(1, cells.count))
    for segment in range(LONG.segments):
        a, b = (LONG.junction_place(int(j[segment])) for j in (LONG.start, LONG.end))
        middle = cells.middle(int(cells.of_segment[segment]))
        assert middle.distance_m(a) <= CELL_M * 0.75 + 60
        assert middle.distance_m(b) <= CELL_M * 0.75 + 60

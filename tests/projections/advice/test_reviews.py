from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from domain.camera import Camera
from domain.place import Place
from projections.advice.reviews import OVERHEAD_MIN, PLAYBACK_SPEED, Review, best_window, ranked
from projections.advice.windows import ZonePasses
from tests.projections.advice.test_windows import passes

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HERE = Place(11.5, 48.1)
WEIGHTS = np.full(10, 0.1)
SOME = passes(*((i, 1250.0 + i, 1300.0 + i) for i in range(4)))
"""Four of ten pass shortly after 9:20."""


def advised(camera: Camera | None = None, zone: ZonePasses = SOME, **other: Any) -> Review | None:
    """The best window two hours after nine."""
    settings: dict[str, Any] = {"closed": (), "missing": (), "clock_ahead": timedelta()} | other
    return best_window(
        camera or Camera("C", "", HERE), zone, WEIGHTS, NINE, 7200.0, 0.75, **settings
    )


def minute(number: float) -> datetime:
    return NINE + timedelta(minutes=number)


def test_the_window_advised_is_the_short_one_in_which_he_can_be_passed() -> None:
    review = advised()
    assert review is not None
    assert review.window.since <= minute(20.8) < minute(21.8) <= review.window.until
    assert review.window.until - review.window.since == timedelta(minutes=10)
    assert review.share == pytest.approx(0.4)
    assert review.minutes == pytest.approx(10 / PLAYBACK_SPEED + OVERHEAD_MIN)
    assert review.reason["en"].startswith("40%")


def test_a_camera_that_nobody_passes_has_nothing_to_advise() -> None:
    assert advised(zone=passes()) is None


def test_a_camera_that_everybody_passes_has_nothing_to_advise() -> None:
    assert advised(zone=passes(*((i, 100.0, 200.0) for i in range(10)))) is None


def test_passes_after_now_cannot_be_watched_yet() -> None:
    later = passes(*((i, 7300.0, 7400.0) for i in range(4)))
    assert advised(zone=later) is None


def test_what_was_reviewed_is_not_advised_again() -> None:
    first = advised()
    assert first is not None
    closed = [((w - NINE).total_seconds()) for w in (first.window.since, first.window.until)]
    assert advised(closed=[tuple(closed)]) is None


def test_a_review_of_other_minutes_leaves_the_window_but_none_of_its_own_minutes() -> None:
    review = advised(closed=[(0.0, 1230.0)])
    assert review is not None
    assert review.window.since == minute(20.5)
    assert review.share == pytest.approx(0.4)


def test_a_pass_can_still_be_seen_beside_an_outage_but_not_beside_a_review() -> None:
    half = [(1200.0, 1280.0)]
    review = advised(missing=half)
    assert review is not None
    assert review.window.since >= minute(1280 / 60)
    assert review.share == pytest.approx(0.4)
    assert advised(closed=half) is None


def test_a_camera_out_of_service_all_the_time_is_not_advised() -> None:
    assert advised(missing=[(-100.0, 8000.0)]) is None


def test_a_recording_that_is_overwritten_by_now_is_not_advised() -> None:
    assert advised(Camera("C", "", HERE, overwritten_after_h=1.5)) is None
    review = advised(Camera("C", "", HERE, overwritten_after_h=1.7))
    assert review is not None
    assert review.window.since >= NINE + timedelta(hours=0.3)
    assert review.overwritten_at == review.window.since + timedelta(hours=1.7)


@pytest.mark.parametrize("seconds", [90.0, -400.0])
def test_the_window_is_given_by_the_clock_of_the_camera(seconds: float) -> None:
    plain, moved = advised(), advised(clock_ahead=timedelta(seconds=seconds))
    assert plain is not None
    assert moved is not None
    assert moved.window == plain.window.moved(timedelta(seconds=seconds))
    assert moved.gain_bits == plain.gain_bits


def test_a_recording_that_has_to_be_fetched_ranks_lower() -> None:
    at_hand = advised(Camera("near", "", HERE))
    fetched = advised(Camera("far", "", HERE, retrieval_min=20.0))
    assert at_hand is not None
    assert fetched is not None
    assert fetched.gain_bits >= at_hand.gain_bits
    assert [r.camera_id for r in ranked([fetched, at_hand], 5)] == ["near", "far"]


def test_of_equal_worth_what_is_overwritten_soonest_comes_first() -> None:
    found = [
        advised(Camera(name, "", HERE, overwritten_after_h=hours))
        for name, hours in (("a", None), ("b", 72.0), ("c", 24.0))
    ]
    reviews = [review for review in found if review is not None]
    assert [review.camera_id for review in ranked(reviews, 5)] == ["c", "b", "a"]
    assert [review.camera_id for review in ranked(reviews, 1)] == ["c"]


def test_nothing_to_rank_is_an_empty_list() -> None:
    assert ranked([], 5) == []


def test_a_window_is_put_to_people_in_their_words() -> None:
    review = advised()
    assert review is not None
    record = review.record()
    assert {"camera_id", "from", "until", "gain_bits", "minutes", "reason"} <= record.keys()
    assert str(record["from"]).endswith("Z")

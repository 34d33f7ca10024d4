from typing import Any

import pytest

from projections.advice.beyond import OFF_NETWORK_M, OUTSIDE_SHARE, Offered, beyond


def codes(**other: Any) -> list[str]:
    """The codes for a search in which all is well but for what is named."""
    usual: dict[str, Any] = {
        "rest_of_world": 0.1, "cameras": 5, "reviews": 3, "off_network_m": {"t": 4.0},
        "assigned": {"t"},
    }  # fmt: skip
    return [notice.code for notice in beyond(Offered(**usual | other))]


def test_where_all_is_well_there_is_nothing_to_say() -> None:
    assert codes() == []


def test_who_has_probably_left_is_asked_for_outside() -> None:
    assert codes(rest_of_world=OUTSIDE_SHARE) == ["widen_search", "ask_transport", "ask_hospitals"]
    (first, *_) = beyond(Offered(0.93, 5, 3, {"t": 0.0}, {"t"}))
    assert "93%" in first.says["en"]
    assert "93%" in first.says["zh"]


def test_an_area_without_cameras_and_one_with_nothing_left_to_watch() -> None:
    assert codes(cameras=0, reviews=0) == ["no_cameras"]
    assert codes(reviews=0) == ["nothing_to_watch"]


def test_teams_that_are_missing_far_off_or_idle() -> None:
    assert codes(off_network_m={}, assigned=()) == ["no_teams"]
    assert codes(off_network_m={"t": OFF_NETWORK_M + 1}) == ["team_off_network"]
    assert codes(off_network_m={"a": 0.0, "t": 0.0}) == ["nothing_to_search"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_notice_says_what_to_do(language: str) -> None:
    found = beyond(Offered(1.0, 0, 0, {}, ())) + beyond(Offered(1.0, 1, 0, {"t": 2e4}, ()))
    assert all(notice.says[language] and notice.do[language] for notice in found)

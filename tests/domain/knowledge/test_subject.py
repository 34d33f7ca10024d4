from math import inf, nan

import pytest

from domain.knowledge.subject import DescribeSubject
from domain.subject import Mobility, MobilityPhase
from tests.domain.scenario import Scenario, at, event


def test_somebody_is_pushing_him_now(search: Scenario) -> None:
    search.when(DescribeSubject("pushed", at(-10), {}), minute=5)
    search.then(event("subject.described", mobility="pushed", since="2026-03-02T08:50:00Z"))
    assert search.search.mobility == (
        MobilityPhase(at(-40), Mobility.MANUAL), MobilityPhase(at(-10), Mobility.PUSHED),
    )  # fmt: skip


def test_phases_stand_in_order_of_time_however_they_were_reported(search: Scenario) -> None:
    search.given(DescribeSubject("powered", at(-10), {}))
    search.given(DescribeSubject("pushed", at(-20), {}))
    assert [phase.mobility for phase in search.search.mobility] == ["manual", "pushed", "powered"]


def test_a_description_for_the_same_moment_replaces_the_earlier_one(search: Scenario) -> None:
    search.given(DescribeSubject("powered", at(-40), {}))
    assert search.search.mobility == (MobilityPhase(at(-40), Mobility.POWERED),)


def test_factors_add_up_and_the_newest_value_holds(search: Scenario) -> None:
    search.given(DescribeSubject("manual", at(-40), {"age": 82.0, "speed": 0.8}))
    search.given(DescribeSubject("manual", at(-40), {"speed": 0.7}))
    assert search.search.factors == {"age": 82.0, "speed": 0.7}


def test_a_description_that_says_nothing_new_in_words_keeps_the_words(search: Scenario) -> None:
    search.given(DescribeSubject("manual", at(-40), {}, "words-1"))
    search.given(DescribeSubject("pushed", at(-10), {}))
    assert search.search.description_ref == "words-1"
    search.given(DescribeSubject("pushed", at(-10), {}, "words-2"))
    assert search.search.description_ref == "words-2"


@pytest.mark.parametrize("mobility", ["running", "", "MANUAL"])
def test_an_unknown_mobility_is_refused(search: Scenario, mobility: str) -> None:
    search.when(DescribeSubject(mobility, at(-10), {}))
    search.then_refused("invalid_value", "mobility")


@pytest.mark.parametrize("value", [nan, inf])
def test_a_factor_is_a_finite_number(search: Scenario, value: float) -> None:
    search.when(DescribeSubject("manual", at(-10), {"age": value}))
    search.then_refused("invalid_value", "factors.age")


@pytest.mark.parametrize("name", ["", "Grandfather's name", "_type_", "a" * 41])
def test_a_factors_name_is_a_code_and_no_free_text(search: Scenario, name: str) -> None:
    search.when(DescribeSubject("manual", at(-10), {name: 1.0}))
    search.then_refused("invalid_value", f"factors.{name}")


def test_no_factors_can_make_the_stream_unreadable(search: Scenario) -> None:
    # The library's JSON reads an object of just these two names as a type of its own.
    search.when(DescribeSubject("manual", at(-10), {"_type_": 1.0, "_data_": 2.0}))
    search.then_refused("invalid_value", "factors._type_")

from math import nan

import pytest

from domain.knowledge.rest_of_world import (
    KINDS,
    CheckRestOfWorld,
    RestOfWorldChecked,
    WithdrawRestOfWorldCheck,
)
from domain.lifecycle import CloseSearch
from tests.domain.scenario import Scenario, at, between, event
from tests.domain.stored import read_from_the_first_version


@pytest.mark.parametrize("kind", KINDS)
def test_somebody_outside_was_asked_in_vain(search: Scenario, kind: str) -> None:
    search.when(CheckRestOfWorld(kind, between(-30, 0), 0.0))
    search.then(
        event("rest_of_world.checked", kind=kind, since="2026-03-02T08:30:00Z",
              until="2026-03-02T09:00:00Z", pod=0.0)
    )  # fmt: skip


def test_checks_are_collected(search: Scenario) -> None:
    one = search.given(CheckRestOfWorld("bus", between(-30, 0), 0.4))
    two = search.given(CheckRestOfWorld("bus", between(-30, 0), 0.4))
    assert list(search.search.rest_of_world_checks) == [one, two]
    assert search.search.rest_of_world_checks[one].window == between(-30, 0)


def test_an_unknown_kind_is_refused(search: Scenario) -> None:
    search.when(CheckRestOfWorld("zoo", between(-30, 0), 0.4))
    search.then_refused("invalid_value", "kind")


def test_nobody_can_answer_for_the_future(search: Scenario) -> None:
    search.when(CheckRestOfWorld("bus", between(-30, 0.01), 0.4))
    search.then_refused("invalid_value", "until")


@pytest.mark.parametrize("pod", [1.0, -0.1, nan])
def test_a_pod_outside_0_to_below_1_is_refused(search: Scenario, pod: float) -> None:
    search.when(CheckRestOfWorld("bus", between(-30, 0), pod))
    search.then_refused("invalid_value", "pod")


def test_who_was_asked_is_only_a_reference(search: Scenario) -> None:
    check = search.given(CheckRestOfWorld("police", between(-30, 0), 0.25, "text-1"), occurred=2)
    known = search.search.rest_of_world_checks[check]
    assert (known.whom_ref, known.at, known.withdrawn) == ("text-1", at(2), False)


def test_a_check_can_be_withdrawn_once(search: Scenario) -> None:
    check = search.given(CheckRestOfWorld("bus", between(-30, 0), 0.4))
    search.when(WithdrawRestOfWorldCheck(check, "text-2"))
    search.then(event("rest_of_world.check_withdrawn", check_id=check, reason_ref="text-2"))
    assert search.search.rest_of_world_checks[check].withdrawn
    search.when(WithdrawRestOfWorldCheck(check))
    search.then_refused("already_withdrawn")


def test_a_check_that_nobody_made_cannot_be_withdrawn(search: Scenario) -> None:
    search.when(WithdrawRestOfWorldCheck("none"))
    search.then_refused("unknown_check", "check_id")


def test_a_withdrawal_counts_also_after_the_end(search: Scenario) -> None:
    check = search.given(CheckRestOfWorld("bus", between(-30, 0), 0.4))
    search.given(CloseSearch("returned"))
    search.when(WithdrawRestOfWorldCheck(check))
    search.then(event("rest_of_world.check_withdrawn", late=True))


def test_checks_stored_before_anybody_said_who_was_asked_can_be_read(search: Scenario) -> None:
    search.given(CheckRestOfWorld("bus", between(-30, 0), 0.4, "text-1"))
    read = read_from_the_first_version(search.news[0], "whom_ref")
    assert isinstance(read, RestOfWorldChecked)
    assert (read.pod, read.whom_ref) == (0.4, None)

from math import nan

import pytest

from domain.knowledge.rest_of_world import KINDS, CheckRestOfWorld
from tests.domain.scenario import Scenario, between, event


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

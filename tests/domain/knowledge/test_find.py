from typing import Any

import pytest

from domain.knowledge.find import CONDITIONS, RecordFind, WithdrawFind
from domain.knowledge.state import Find
from domain.lifecycle import CloseSearch, SuspendSearch
from domain.place import Place
from domain.teams.team import DeployStreetTeam
from tests.domain.scenario import Scenario, at, event
from tests.domain.town import FAR_AWAY, IN_TOWN, NOT_ON_EARTH, SWAPPED


def test_he_is_found_by_a_team(search: Scenario) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    search.when(RecordFind(IN_TOWN, at(-1), "injured", team))
    search.then(
        event("subject.found", lon=IN_TOWN.lon, lat=IN_TOWN.lat, at="2026-03-02T08:59:00Z",
              condition="injured", team_id=team)
    )  # fmt: skip
    assert search.answer is not None
    assert search.search.status == "found"
    assert search.search.find == Find(search.answer.id, IN_TOWN, at(-1), "injured", team)


@pytest.mark.parametrize("condition", [None, *CONDITIONS])
def test_every_known_condition_and_none_is_accepted(
    search: Scenario, condition: str | None
) -> None:
    search.when(RecordFind(IN_TOWN, at(0), condition))
    search.then(event("subject.found", condition=condition))


@pytest.mark.parametrize("place", [FAR_AWAY, Place(180.0, 90.0), Place(-180.0, -90.0)])
def test_he_may_be_found_anywhere_on_earth(search: Scenario, place: Place) -> None:
    search.when(RecordFind(place, at(-1)))
    search.then(event("subject.found", lon=place.lon, lat=place.lat))


def test_a_second_report_of_a_find_replaces_the_first(search: Scenario) -> None:
    search.given(RecordFind(IN_TOWN, at(-1)))
    second = search.given(RecordFind(FAR_AWAY, at(0)))
    assert search.search.find is not None
    assert search.search.find.find_id == second


def test_it_was_another_old_man_and_the_search_goes_on(search: Scenario) -> None:
    find = search.given(RecordFind(IN_TOWN, at(-1)))
    search.when(WithdrawFind("reason-1"))
    search.then(event("subject.find_withdrawn", find_id=find, reason_ref="reason-1"))
    assert (search.search.status, search.search.find) == ("open", None)


def test_a_withdrawn_find_leaves_a_suspended_search_suspended(search: Scenario) -> None:
    search.given(SuspendSearch())
    search.given(RecordFind(IN_TOWN, at(-1)))
    search.given(WithdrawFind())
    assert search.search.status == "suspended"


def test_only_a_standing_find_can_be_withdrawn(search: Scenario) -> None:
    search.when(WithdrawFind())
    search.then_refused("not_found_yet")
    search.given(RecordFind(IN_TOWN, at(-1)))
    search.given(WithdrawFind())
    search.when(WithdrawFind())
    search.then_refused("not_found_yet")


def test_teams_can_still_be_sent_to_him_and_the_search_be_closed(search: Scenario) -> None:
    search.given(RecordFind(IN_TOWN, at(-1)))
    search.when(DeployStreetTeam("name-1", "vehicle"))
    search.then(event("street_team.deployed"))
    search.when(CloseSearch("found_well"))
    search.then(event("search.closed"))


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"place": SWAPPED}, "lon"),
        ({"place": NOT_ON_EARTH}, "lon"),
        ({"place": Place(180.1, 0.0)}, "lon"),
        ({"place": Place(-180.1, 0.0)}, "lon"),
        ({"place": Place(0.0, 90.1)}, "lon"),
        ({"place": Place(0.0, -90.1)}, "lon"),
        ({"at": at(0.01)}, "at"),
        ({"condition": "cheerful"}, "condition"),
    ],
)
def test_bad_input_is_refused_and_named(search: Scenario, bad: dict[str, Any], field: str) -> None:
    find: dict[str, Any] = {"place": IN_TOWN, "at": at(-1), **bad}
    search.when(RecordFind(**find))
    search.then_refused("invalid_value", field)


def test_a_find_by_an_unknown_team_is_refused(search: Scenario) -> None:
    search.when(RecordFind(IN_TOWN, at(-1), team_id="nobody"))
    search.then_refused("unknown_team", "team_id")

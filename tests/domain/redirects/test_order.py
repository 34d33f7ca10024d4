from math import nan
from typing import Any

import numpy as np
import pytest

from domain.camera_zones.clearance import ClearCameraZone
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from tests.domain.scenario import Scenario, at, between, event
from tests.domain.town import FAR_AWAY, IN_TOWN, SWAPPED


def test_a_team_is_sent_elsewhere_and_told_why(search: Scenario, team: str) -> None:
    search.given(ClearCameraZone("gate", between(-30, -10)))
    because = search.search.version
    grounds = ({"topic": "camera_zone.cleared", "camera_id": "gate"},)
    search.when(
        RedirectStreetTeam(team, IN_TOWN, (4, 1), "reason-1", (because,), grounds,
                           expected_pos=0.31, expires_at=at(10), issued_by="policy")
    )  # fmt: skip
    search.then(
        event("street_team.redirected", team_id=team, target_lon=IN_TOWN.lon,
              target_lat=IN_TOWN.lat, segments=[1, 4], reason_ref="reason-1", because=[because],
              grounds=[*grounds], replaces=None, expected_pos=0.31,
              expires_at="2026-03-02T09:10:00Z", issued_by="policy")
    )  # fmt: skip
    assert search.answer is not None
    redirect = search.search.redirects[search.answer.id]
    assert (redirect.status, redirect.issued_at, redirect.target) == ("sent", at(0), IN_TOWN)
    assert search.search.teams[team].assignment == redirect.redirect_id


@pytest.mark.parametrize("where", [{"target": IN_TOWN}, {"segments": (3,)}])
def test_a_target_or_segments_are_enough(
    search: Scenario, team: str, where: dict[str, Any]
) -> None:
    search.when(RedirectStreetTeam(team, **where))
    search.then(event("street_team.redirected", issued_by="officer", expires_at=None))


def test_an_order_without_a_target_is_refused(search: Scenario, team: str) -> None:
    search.when(RedirectStreetTeam(team))
    search.then_refused("invalid_value", "target")


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"target": FAR_AWAY}, "target.lon"),
        ({"target": SWAPPED}, "target.lon"),
        ({"segments": (7,)}, "segments"),
        ({"segments": (-1,)}, "segments"),
        ({"because": (0,)}, "because"),
        ({"because": (1, 99)}, "because"),
        ({"expected_pos": 1.1}, "expected_pos"),
        ({"expected_pos": nan}, "expected_pos"),
        ({"expires_at": at(0)}, "expires_at"),
        ({"expires_at": at(-1)}, "expires_at"),
    ],
)
@pytest.mark.parametrize("propose", [False, True])
def test_bad_input_is_refused_and_named(
    search: Scenario, team: str, propose: bool, bad: dict[str, Any], field: str
) -> None:
    search.when(RedirectStreetTeam(team, **{"target": IN_TOWN, "propose": propose, **bad}))
    search.then_refused("invalid_value", field)


def test_an_order_may_name_every_event_of_the_search_as_its_cause(
    search: Scenario, team: str
) -> None:
    every = tuple(range(1, search.search.version + 1))
    search.when(RedirectStreetTeam(team, IN_TOWN, because=every, expected_pos=0.0))
    search.then(event("street_team.redirected", because=list(every), expected_pos=0.0))


def test_an_order_to_an_unknown_team_is_refused(search: Scenario) -> None:
    search.when(RedirectStreetTeam("nobody", IN_TOWN))
    search.then_refused("unknown_team", "team_id")


@pytest.mark.parametrize("propose", [False, True])
def test_an_order_to_a_team_that_stood_down_is_refused(
    search: Scenario, team: str, propose: bool
) -> None:
    search.given(StandDownStreetTeam(team))
    search.when(RedirectStreetTeam(team, IN_TOWN, propose=propose))
    search.then_refused("team_stood_down", "team_id")


def test_a_new_order_replaces_the_current_one_in_the_same_breath(
    search: Scenario, team: str
) -> None:
    old = search.given(RedirectStreetTeam(team, segments=(1,)))
    search.when(RedirectStreetTeam(team, segments=(2,)))
    assert search.answer is not None
    new = search.answer.id
    search.then(
        event("street_team.redirected", redirect_id=new, replaces=old),
        event("redirect.superseded", redirect_id=old, team_id=team, by=new),
    )
    assert search.search.redirects[old].status == "superseded"
    assert search.search.teams[team].assignment == new


def test_the_orders_of_other_teams_stay(search: Scenario, team: str) -> None:
    other = search.given(DeployStreetTeam("name-2", "foot"))
    elsewhere = search.given(RedirectStreetTeam(other, segments=(1,)))
    search.when(RedirectStreetTeam(team, segments=(2,)))
    search.then(event("street_team.redirected", replaces=None))
    assert search.search.redirects[elsewhere].status == "sent"


@pytest.mark.parametrize("reply", ["completed", "declined"])
def test_an_order_that_is_over_is_not_superseded(search: Scenario, team: str, reply: str) -> None:
    old = search.given(RedirectStreetTeam(team, segments=(1,)))
    search.given(ReplyToRedirect(old, reply))
    search.when(RedirectStreetTeam(team, segments=(2,), replaces=None))
    search.then(event("street_team.redirected", replaces=None))


def test_an_order_that_names_the_current_assignment_is_accepted(
    search: Scenario, team: str
) -> None:
    old = search.given(RedirectStreetTeam(team, segments=(1,)))
    search.when(RedirectStreetTeam(team, segments=(2,), replaces=old))
    search.then(
        event("street_team.redirected", replaces=old),
        event("redirect.superseded", redirect_id=old),
    )


def test_two_senders_with_the_same_expectation_cannot_send_twice(
    search: Scenario, team: str
) -> None:
    old = search.given(RedirectStreetTeam(team, segments=(1,)))
    search.given(RedirectStreetTeam(team, segments=(2,), replaces=old))
    search.when(RedirectStreetTeam(team, segments=(3,), replaces=old))
    search.then_refused("assignment_changed", "replaces")


@pytest.mark.parametrize("propose", [False, True])
def test_an_expectation_of_no_assignment_is_refused_when_there_is_one(
    search: Scenario, team: str, propose: bool
) -> None:
    search.given(RedirectStreetTeam(team, segments=(1,)))
    search.when(RedirectStreetTeam(team, segments=(2,), replaces=None, propose=propose))
    search.then_refused("assignment_changed", "replaces")


def test_segments_out_of_an_array_can_be_stored_too(search: Scenario, team: str) -> None:
    search.when(RedirectStreetTeam(team, segments=tuple(np.array([4, 1], dtype=np.int32))))
    search.then(event("street_team.redirected", segments=[1, 4]))

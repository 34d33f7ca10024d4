from dataclasses import replace

import pytest

from domain.redirects.order import RedirectStreetTeam, ReleaseRedirect, open_proposal
from domain.redirects.reply import ReplyToRedirect
from domain.teams.team import StandDownStreetTeam
from tests.domain.scenario import Scenario, at, event
from tests.domain.town import IN_TOWN


def proposal(team: str, segment: int = 2) -> RedirectStreetTeam:
    return RedirectStreetTeam(team, IN_TOWN, (segment,), "reason-1", expected_pos=0.2, propose=True)


def test_a_proposal_waits_and_binds_nobody(search: Scenario, team: str) -> None:
    search.when(proposal(team))
    search.then(event("redirect.proposed", team_id=team, segments=[2], replaces=None))
    assert search.answer is not None
    assert search.search.redirects[search.answer.id].status == "proposed"
    assert search.search.teams[team].assignment is None


def test_a_proposal_leaves_the_current_order_alone(search: Scenario, team: str) -> None:
    current = search.given(RedirectStreetTeam(team, segments=(1,)))
    search.when(proposal(team))
    search.then(event("redirect.proposed", replaces=current))
    assert search.search.teams[team].assignment == current
    assert search.search.redirects[current].status == "sent"


def test_a_newer_proposal_takes_the_place_of_the_older_one(search: Scenario, team: str) -> None:
    old = search.given(proposal(team))
    search.when(proposal(team, 3))
    assert search.answer is not None
    new = search.answer.id
    assert new != old
    search.then(
        event("redirect.proposed", redirect_id=new),
        event("redirect.superseded", redirect_id=old, by=new),
    )


def test_of_two_who_propose_at_the_same_time_the_second_is_refused(
    search: Scenario, team: str
) -> None:
    """Two processes saw no proposal; only one of them may make it."""
    seen_by_both = open_proposal(search.search, team)
    assert seen_by_both is None
    first = search.given(replace(proposal(team), instead_of=seen_by_both))
    search.when(replace(proposal(team, 3), instead_of=seen_by_both))
    search.then_refused("proposal_changed")
    assert open_proposal(search.search, team) == first
    second = search.given(replace(proposal(team, 3), instead_of=first))
    assert open_proposal(search.search, team) == second != first


def test_releasing_sends_it_just_as_it_was_proposed(search: Scenario, team: str) -> None:
    current = search.given(RedirectStreetTeam(team, segments=(1,)))
    proposed = search.given(proposal(team), minute=1)
    search.when(ReleaseRedirect(proposed), actor="commander", minute=3)
    search.then(
        event("street_team.redirected", redirect_id=proposed, team_id=team,
              target_lon=IN_TOWN.lon, target_lat=IN_TOWN.lat, segments=[2], replaces=current,
              reason_ref="reason-1", expected_pos=0.2, actor="commander"),
        event("redirect.superseded", redirect_id=current, by=proposed),
    )  # fmt: skip
    redirect = search.search.redirects[proposed]
    assert (redirect.status, redirect.issued_at) == ("sent", at(3))
    assert search.search.teams[team].assignment == proposed


def test_a_proposal_is_released_once(search: Scenario, team: str) -> None:
    proposed = search.given(proposal(team))
    search.given(ReleaseRedirect(proposed))
    search.when(ReleaseRedirect(proposed))
    search.then_refused("not_proposed")


def test_an_order_ends_the_proposal_that_waited(search: Scenario, team: str) -> None:
    proposed = search.given(proposal(team))
    sent = search.given(RedirectStreetTeam(team, segments=(1,)))
    assert search.search.redirects[proposed].status == "superseded"
    search.when(ReleaseRedirect(proposed))
    search.then_refused("not_proposed")
    assert search.search.teams[team].assignment == sent


@pytest.mark.parametrize("reply", ["completed", "declined"])
def test_a_proposal_is_not_released_once_the_assignment_it_replaces_has_ended(
    search: Scenario, team: str, reply: str
) -> None:
    current = search.given(RedirectStreetTeam(team, segments=(1,)))
    proposed = search.given(proposal(team))
    search.given(ReplyToRedirect(current, reply))
    search.when(ReleaseRedirect(proposed))
    search.then_refused("assignment_changed")


def test_a_proposal_to_a_team_that_stood_down_is_over(search: Scenario, team: str) -> None:
    proposed = search.given(proposal(team))
    search.given(StandDownStreetTeam(team))
    search.when(ReleaseRedirect(proposed))
    search.then_refused("not_proposed")


def test_a_proposal_whose_time_is_over_is_not_sent(search: Scenario, team: str) -> None:
    proposed = search.given(
        RedirectStreetTeam(team, IN_TOWN, expires_at=at(10), propose=True), minute=0
    )
    search.when(ReleaseRedirect(proposed), minute=10)
    search.then_refused("redirect_expired")
    search.when(ReleaseRedirect(proposed), minute=9.9)
    search.then(event("street_team.redirected", expires_at="2026-03-02T09:10:00Z"))


def test_an_unknown_proposal_cannot_be_released(search: Scenario) -> None:
    search.when(ReleaseRedirect("nothing"))
    search.then_refused("unknown_redirect", "redirect_id")

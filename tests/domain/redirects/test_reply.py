from itertools import permutations

import pytest

from domain.redirects.ending import ExpireRedirect
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.redirects.state import Reply
from domain.teams.team import DeployStreetTeam
from tests.domain.scenario import Scenario, at, event


@pytest.fixture
def redirect(search: Scenario, team: str) -> str:
    return search.given(RedirectStreetTeam(team, segments=(1,), expires_at=at(10)))


def test_a_team_answers_step_by_step(search: Scenario, team: str, redirect: str) -> None:
    for reply in ("received", "wilco", "executing", "completed"):
        search.when(ReplyToRedirect(redirect, reply, team_id=team))
        search.then(event("redirect.replied", redirect_id=redirect, team_id=team, reply=reply))
        assert search.search.redirects[redirect].status == reply


def test_a_reply_heard_by_radio_is_recorded_on_the_teams_behalf(
    search: Scenario, redirect: str
) -> None:
    search.when(
        ReplyToRedirect(redirect, "declined", "reason-1", on_behalf=True), minute=4, occurred=3
    )
    search.then(event("redirect.replied", on_behalf=True, reason_ref="reason-1"))
    assert search.search.redirects[redirect].replies == [Reply("declined", at(3), True, "reason-1")]


@pytest.mark.parametrize("order", [*permutations(("received", "wilco", "executing"))])
def test_replies_that_come_out_of_order_do_not_step_back(
    search: Scenario, redirect: str, order: tuple[str, ...]
) -> None:
    for reply in order:
        search.given(ReplyToRedirect(redirect, reply))
    assert search.search.redirects[redirect].status == "executing"
    assert [heard.reply for heard in search.search.redirects[redirect].replies] == list(order)


@pytest.mark.parametrize("reply", ["completed", "declined"])
def test_done_or_declined_frees_the_team(
    search: Scenario, team: str, redirect: str, reply: str
) -> None:
    search.when(ReplyToRedirect(redirect, reply))
    search.then(event("redirect.replied", reply=reply))
    assert search.search.teams[team].assignment is None


@pytest.mark.parametrize("reply", ["received", "wilco", "executing"])
def test_any_other_reply_leaves_the_team_its_assignment(
    search: Scenario, team: str, redirect: str, reply: str
) -> None:
    search.given(ReplyToRedirect(redirect, reply))
    assert search.search.teams[team].assignment == redirect


@pytest.mark.parametrize(("first", "second"), [("completed", "declined"), ("declined", "wilco")])
def test_what_is_over_stays_as_it_ended(
    search: Scenario, redirect: str, first: str, second: str
) -> None:
    search.given(ReplyToRedirect(redirect, first))
    search.when(ReplyToRedirect(redirect, second))
    search.then(event("redirect.replied", reply=second))
    assert search.search.redirects[redirect].status == first


def test_a_reply_to_a_superseded_redirect_is_still_a_fact(
    search: Scenario, team: str, redirect: str
) -> None:
    new = search.given(RedirectStreetTeam(team, segments=(2,)))
    search.when(ReplyToRedirect(redirect, "declined"))
    search.then(event("redirect.replied", redirect_id=redirect))
    assert search.search.redirects[redirect].status == "superseded"
    assert search.search.teams[team].assignment == new


def test_a_reply_that_comes_after_expiry_is_still_a_fact(
    search: Scenario, team: str, redirect: str
) -> None:
    search.given(ExpireRedirect(redirect), minute=10)
    search.when(ReplyToRedirect(redirect, "wilco"), minute=11, occurred=9)
    search.then(event("redirect.replied", occurred_at="2026-03-02T09:09:00Z"))
    assert search.search.redirects[redirect].status == "expired"
    assert search.search.teams[team].assignment is None


def test_a_proposal_cannot_be_answered(search: Scenario, team: str) -> None:
    proposed = search.given(RedirectStreetTeam(team, segments=(2,), propose=True))
    search.when(ReplyToRedirect(proposed, "wilco"))
    search.then_refused("not_sent")


def test_another_teams_redirect_cannot_be_answered(search: Scenario, redirect: str) -> None:
    other = search.given(DeployStreetTeam("name-2", "foot"))
    search.when(ReplyToRedirect(redirect, "wilco", team_id=other))
    search.then_refused("other_team", "redirect_id")


def test_an_unknown_reply_is_refused(search: Scenario, redirect: str) -> None:
    search.when(ReplyToRedirect(redirect, "delivered"))
    search.then_refused("invalid_value", "reply")


def test_an_unknown_redirect_cannot_be_answered(search: Scenario) -> None:
    search.when(ReplyToRedirect("nothing", "wilco"))
    search.then_refused("unknown_redirect", "redirect_id")

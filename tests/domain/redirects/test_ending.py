import pytest

from domain.command import Command
from domain.redirects.ending import EscalateRedirect, ExpireRedirect
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.team import StandDownStreetTeam
from tests.domain.scenario import Scenario, at, event


@pytest.fixture
def redirect(search: Scenario, team: str) -> str:
    """A redirect that runs out at ten past nine."""
    return search.given(RedirectStreetTeam(team, segments=(1,), expires_at=at(10)))


def test_a_redirect_that_nobody_answered_runs_out_and_frees_the_team(
    search: Scenario, team: str, redirect: str
) -> None:
    search.when(ExpireRedirect(redirect), minute=10)
    search.then(event("redirect.expired", redirect_id=redirect, team_id=team))
    assert search.search.redirects[redirect].status == "expired"
    assert search.search.teams[team].assignment is None


def test_a_redirect_does_not_run_out_before_its_time(search: Scenario, redirect: str) -> None:
    search.when(ExpireRedirect(redirect), minute=9.99)
    search.then_refused("not_expired")


def test_a_redirect_without_an_end_never_runs_out(search: Scenario, team: str) -> None:
    endless = search.given(RedirectStreetTeam(team, segments=(1,)))
    search.when(ExpireRedirect(endless), minute=10_000)
    search.then_refused("not_expired")


@pytest.mark.parametrize("reply", ["wilco", "executing"])
def test_a_redirect_that_a_team_is_following_does_not_run_out(
    search: Scenario, redirect: str, reply: str
) -> None:
    search.given(ReplyToRedirect(redirect, reply))
    search.when(ExpireRedirect(redirect), minute=20)
    search.then_refused("redirect_answered")


def test_having_read_it_does_not_keep_a_redirect_from_running_out(
    search: Scenario, redirect: str
) -> None:
    search.given(ReplyToRedirect(redirect, "received"))
    search.when(ExpireRedirect(redirect), minute=20)
    search.then(event("redirect.expired"))


def test_a_proposal_runs_out_and_leaves_the_current_order_alone(
    search: Scenario, team: str, redirect: str
) -> None:
    proposed = search.given(RedirectStreetTeam(team, segments=(2,), expires_at=at(5), propose=True))
    search.when(ExpireRedirect(proposed), minute=5)
    search.then(event("redirect.expired", redirect_id=proposed))
    assert search.search.teams[team].assignment == redirect


@pytest.mark.parametrize("end", [ExpireRedirect, EscalateRedirect])
def test_a_redirect_that_is_over_neither_runs_out_nor_is_escalated(
    search: Scenario, team: str, redirect: str, end: type[ExpireRedirect | EscalateRedirect]
) -> None:
    search.given(StandDownStreetTeam(team))
    search.when(end(redirect), minute=20)
    search.then_refused("redirect_ended")


@pytest.mark.parametrize("command", [ExpireRedirect("nothing"), EscalateRedirect("nothing")])
def test_an_unknown_redirect_neither_runs_out_nor_is_escalated(
    search: Scenario, command: Command
) -> None:
    search.when(command)
    search.then_refused("unknown_redirect", "redirect_id")


def test_a_redirect_that_nobody_answers_is_escalated_once(
    search: Scenario, team: str, redirect: str
) -> None:
    search.when(EscalateRedirect(redirect))
    search.then(event("redirect.escalated", redirect_id=redirect, team_id=team))
    assert search.search.redirects[redirect].escalated
    assert search.search.teams[team].assignment == redirect
    search.when(EscalateRedirect(redirect))
    search.then_refused("already_escalated")


def test_a_redirect_that_was_only_read_is_escalated(search: Scenario, redirect: str) -> None:
    search.given(ReplyToRedirect(redirect, "received"))
    search.when(EscalateRedirect(redirect))
    search.then(event("redirect.escalated"))


@pytest.mark.parametrize("reply", ["wilco", "executing"])
def test_a_redirect_that_was_answered_meanwhile_is_not_escalated(
    search: Scenario, redirect: str, reply: str
) -> None:
    search.given(ReplyToRedirect(redirect, reply))
    search.when(EscalateRedirect(redirect))
    search.then_refused("redirect_answered")


def test_a_proposal_is_not_escalated_since_the_team_has_not_heard_of_it(
    search: Scenario, team: str
) -> None:
    proposed = search.given(RedirectStreetTeam(team, segments=(2,), propose=True))
    search.when(EscalateRedirect(proposed))
    search.then_refused("not_sent")

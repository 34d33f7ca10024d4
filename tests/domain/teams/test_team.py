import pytest

from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.team import MODES, DeployStreetTeam, StandDownStreetTeam
from tests.domain.scenario import Scenario, event
from tests.domain.town import FAR_AWAY, IN_TOWN, SWAPPED


def test_a_team_is_deployed_with_mode_beat_and_place(search: Scenario) -> None:
    search.when(DeployStreetTeam("name-1", "bicycle", "old town", IN_TOWN))
    search.then(
        event("street_team.deployed", name_ref="name-1", mode="bicycle", beat="old town",
              lon=IN_TOWN.lon, lat=IN_TOWN.lat)
    )  # fmt: skip
    assert search.answer is not None
    team = search.search.teams[search.answer.id]
    assert (team.place, team.deployed, team.assignment) == (IN_TOWN, True, None)


@pytest.mark.parametrize("mode", MODES)
def test_a_team_needs_neither_beat_nor_place(search: Scenario, mode: str) -> None:
    search.when(DeployStreetTeam("name-1", mode))
    search.then(event("street_team.deployed", mode=mode, beat=None, lon=None, lat=None))


@pytest.mark.parametrize(
    ("order", "code", "field"),
    [
        (DeployStreetTeam("name-1", "balloon"), "invalid_value", "mode"),
        (DeployStreetTeam("name-1", "foot", "new town"), "unknown_beat", "beat"),
        (DeployStreetTeam("name-1", "foot", place=FAR_AWAY), "invalid_value", "lon"),
        (DeployStreetTeam("name-1", "foot", place=SWAPPED), "invalid_value", "lon"),
    ],
)
def test_bad_input_is_refused_and_named(
    search: Scenario, order: DeployStreetTeam, code: str, field: str
) -> None:
    search.when(order)
    search.then_refused(code, field)


def test_a_team_is_sent_home(search: Scenario) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    search.when(StandDownStreetTeam(team, "reason-1"))
    search.then(event("street_team.stood_down", team_id=team, reason_ref="reason-1"))
    assert not search.search.teams[team].deployed


def test_standing_down_supersedes_what_the_team_was_sent_or_about_to_be_sent_to_do(
    search: Scenario,
) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    other = search.given(DeployStreetTeam("name-2", "foot"))
    done = search.given(RedirectStreetTeam(team, segments=(0,)))
    search.given(ReplyToRedirect(done, "completed"))
    sent = search.given(RedirectStreetTeam(team, segments=(1,)))
    proposed = search.given(RedirectStreetTeam(team, segments=(2,), propose=True))
    elsewhere = search.given(RedirectStreetTeam(other, segments=(3,)))
    search.when(StandDownStreetTeam(team))
    search.then(
        event("street_team.stood_down", team_id=team),
        event("redirect.superseded", redirect_id=sent, team_id=team, by=None),
        event("redirect.superseded", redirect_id=proposed, team_id=team, by=None),
    )
    assert search.answer is not None
    assert search.answer.id == team
    assert search.search.teams[team].assignment is None
    assert search.search.teams[other].assignment == elsewhere
    assert search.search.redirects[done].status == "completed"


def test_a_team_stands_down_once(search: Scenario) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    search.given(StandDownStreetTeam(team))
    search.when(StandDownStreetTeam(team))
    search.then_refused("team_stood_down", "team_id")


def test_an_unknown_team_cannot_stand_down(search: Scenario) -> None:
    search.when(StandDownStreetTeam("nobody"))
    search.then_refused("unknown_team", "team_id")

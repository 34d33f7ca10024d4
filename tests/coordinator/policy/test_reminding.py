from collections.abc import Generator
from pathlib import Path
from uuid import UUID

import pytest

from coordinator.settings import Settings
from domain.knowledge.find import RecordFind
from domain.lifecycle import SuspendSearch
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.team import DeployStreetTeam
from tests.coordinator.installation import Process, minute, process, spot

ENDINGS = ("redirect.escalated", "redirect.expired")


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


def sent(here: Process, search_id: UUID, propose: bool = False) -> str:
    """A redirect sent at nine that runs out twenty minutes later."""
    team = here.give(search_id, DeployStreetTeam("ref", "foot")).id
    order = RedirectStreetTeam(team, segments=(1,), expires_at=minute(20), propose=propose)
    return here.give(search_id, order).id


def said(here: Process, search_id: UUID) -> list[str]:
    return [event.TOPIC for event in here.events(search_id, *ENDINGS)]


def test_a_redirect_nobody_answers_is_escalated_once_and_runs_out(here: Process) -> None:
    search_id = here.open()
    redirect_id = sent(here, search_id)
    here.clock.at_minute(2.9)
    assert here.reminding.look(search_id) == 0
    here.clock.at_minute(3)
    assert here.reminding.look(search_id) == 1
    assert here.reminding.look(search_id) == 0
    assert said(here, search_id) == ["redirect.escalated"]
    here.clock.at_minute(20)
    assert here.reminding.look(search_id) == 1
    assert here.reminding.look(search_id) == 0
    assert said(here, search_id) == ["redirect.escalated", "redirect.expired"]
    with here.commanding.reading(search_id) as search:
        assert search.redirects[redirect_id].status == "expired"


@pytest.mark.parametrize("reply", ["wilco", "executing", "completed", "declined"])
def test_who_has_answered_is_not_reminded(here: Process, reply: str) -> None:
    search_id = here.open()
    here.give(search_id, ReplyToRedirect(sent(here, search_id), reply))
    for number in (3, 30):
        here.clock.at_minute(number)
        assert here.reminding.look(search_id) == 0


def test_a_phone_that_received_it_is_no_answer_of_its_team(here: Process) -> None:
    search_id = here.open()
    here.give(search_id, ReplyToRedirect(sent(here, search_id), "received"))
    here.clock.at_minute(3)
    assert here.reminding.look(search_id) == 1


def test_nobody_is_called_about_a_proposal_but_it_runs_out(
    here: Process, caplog: pytest.LogCaptureFixture
) -> None:
    search_id = here.open()
    sent(here, search_id, propose=True)
    here.clock.at_minute(10)
    assert here.reminding.look(search_id) == 0
    here.clock.at_minute(20)
    assert here.reminding.look(search_id) == 1
    assert said(here, search_id) == ["redirect.expired"]


@pytest.mark.parametrize("state", ["suspended", "found"])
def test_a_search_that_is_not_open_gets_no_reminders(here: Process, state: str) -> None:
    search_id = here.open()
    sent(here, search_id)
    ending = SuspendSearch() if state == "suspended" else RecordFind(spot(1, 1), minute(0))
    here.give(search_id, ending)
    here.clock.at_minute(30)
    assert here.reminding.look(search_id) == 0


def test_two_processes_escalate_and_expire_once(settings: Settings) -> None:
    with process(settings) as one, process(settings) as other:
        search_id = one.open()
        sent(one, search_id)
        for number, expected in ((4, 1), (21, 2)):
            for which in (one, other):
                which.clock.at_minute(number)
                which.reminding.look(search_id)
            assert len(said(one, search_id)) == expected

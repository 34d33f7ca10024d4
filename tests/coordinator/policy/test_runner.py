import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from coordinator.database import StorageUnavailableError
from coordinator.policy.redirecting import Redirecting
from coordinator.policy.reminding import Reminding
from coordinator.policy.runner import PolicyRunner
from coordinator.searches.feed import Feed
from coordinator.settings import Settings
from domain.event import SearchEvent
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.lifecycle import CloseSearch
from domain.refusal import Unknown
from domain.teams.team import DeployStreetTeam
from tests.coordinator.installation import Process, process, spot, wait_for


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


@contextmanager
def running(
    here: Process,
    redirecting: Redirecting | None = None,
    reminding: Reminding | None = None,
) -> Generator[PolicyRunner]:
    """The policies of a process, following its feed until the block ends."""
    runner = PolicyRunner(
        here.searches, redirecting or here.redirecting, reminding or here.reminding
    )
    feed = Feed(here.searches)
    feed.follow(runner.told)
    feed.start()
    runner.start()
    try:
        yield runner
    finally:
        feed.stop()
        runner.stop()


def deploy(here: Process, search_id: UUID) -> None:
    here.give(search_id, DeployStreetTeam("ref", "foot", place=spot(0, 0)))


def seen_far_away(here: Process, search_id: UUID) -> None:
    seen = here.give(search_id, ReportSighting(spot(3.5, 2), here.clock.now(), "camera"))
    here.give(search_id, AssessSighting(seen.id, "confirmed"))


def sent(here: Process, search_id: UUID) -> int:
    return len(here.events(search_id, "street_team.redirected"))


class Failing(Redirecting):
    """Fails so many times, then works."""

    def __init__(self, here: Process, times: int, failure: Callable[[], Exception]) -> None:
        super().__init__(here.commanding, here.advising)
        self.failures = times
        self._failure = failure

    def consider(self, search_id: UUID, occasions: list[SearchEvent]) -> int:
        if self.failures > 0:
            self.failures -= 1
            raise self._failure()
        return super().consider(search_id, occasions)


def test_a_team_is_sent_soon_after_it_was_deployed(here: Process) -> None:
    with running(here):
        search_id = here.open()
        deploy(here, search_id)
        wait_for(lambda: sent(here, search_id) == 1)


def test_time_alone_escalates_and_expires_a_redirect(here: Process) -> None:
    with running(here):
        search_id = here.open()
        deploy(here, search_id)
        wait_for(lambda: sent(here, search_id) == 1)
        here.clock.at_minute(4)
        wait_for(lambda: len(here.events(search_id, "redirect.escalated")) == 1)
        here.clock.at_minute(21)
        wait_for(lambda: len(here.events(search_id, "redirect.expired")) == 1)


def test_what_happened_while_nobody_ran_is_considered_at_the_start(here: Process) -> None:
    search_id, closed = here.open(), here.open()
    deploy(here, search_id)
    deploy(here, closed)
    here.give(closed, CloseSearch("returned"))
    with running(here):
        wait_for(lambda: sent(here, search_id) == 1)
    assert sent(here, closed) == 0


def test_evidence_that_came_during_the_hold_counts_when_the_hold_ends(here: Process) -> None:
    with running(here):
        search_id = here.open()
        deploy(here, search_id)
        wait_for(lambda: sent(here, search_id) == 1)
        here.clock.at_minute(2)
        seen_far_away(here, search_id)
        here.clock.at_minute(5)
        wait_for(lambda: bool(here.events(search_id, "redirect.escalated")))
        assert sent(here, search_id) == 1
        here.clock.at_minute(6.5)
        wait_for(lambda: sent(here, search_id) == 2)
        order = cast(Any, here.events(search_id, "street_team.redirected")[-1])
        assert "sighting.assessed" in {ground["topic"] for ground in order.grounds}


def test_a_failing_policy_does_not_stop_the_others(
    here: Process, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Failing(here, 1000, lambda: ZeroDivisionError("broken on purpose"))
    with caplog.at_level(logging.CRITICAL), running(here, broken):
        search_id = here.open()
        deploy(here, search_id)
        wait_for(lambda: broken.failures < 1000)
        here.redirecting.consider(search_id, here.events(search_id))
        here.clock.at_minute(4)
        wait_for(lambda: bool(here.events(search_id, "redirect.escalated")))


@pytest.mark.parametrize("failure", [ZeroDivisionError, lambda: Unknown("team", "x", "team_id")])
def test_after_a_failure_the_next_occasion_is_considered(
    here: Process, failure: Callable[[], Exception], caplog: pytest.LogCaptureFixture
) -> None:
    once = Failing(here, 1, failure)
    with running(here, once):
        search_id = here.open()
        wait_for(lambda: once.failures == 0)
        deploy(here, search_id)
        wait_for(lambda: sent(here, search_id) == 1)


def test_what_the_store_did_not_answer_is_asked_again(here: Process) -> None:
    search_id = here.open()
    deploy(here, search_id)
    away = Failing(here, 2, lambda: StorageUnavailableError("not now"))
    with running(here, away):
        wait_for(lambda: sent(here, search_id) == 1)
    assert away.failures == 0


def test_a_store_that_is_away_at_the_start_does_not_end_the_policies(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_id = here.open()
    deploy(here, search_id)
    ids, asked = here.searches.ids, []

    def away_at_first() -> list[UUID]:
        asked.append(1)
        if len(asked) == 1:
            raise StorageUnavailableError("not now")
        return ids()

    monkeypatch.setattr(here.searches, "ids", away_at_first)
    with running(here):
        wait_for(lambda: sent(here, search_id) == 1)


def test_a_closed_search_is_not_looked_after_any_more(here: Process) -> None:
    looked: list[UUID] = []

    class Looking(Reminding):
        def look(self, search_id: UUID) -> int:
            looked.append(search_id)
            return super().look(search_id)

    looking = Looking(here.commanding, here.beliefs)
    with running(here, reminding=looking):
        closed, open_ = here.open(), here.open()
        wait_for(lambda: closed in looked)
        here.give(closed, CloseSearch("returned"))
        wait_for(lambda: looked[-2:] == [open_, open_])


def test_two_processes_that_run_all_the_time_send_each_team_once(settings: Settings) -> None:
    with process(settings) as one, process(settings) as other, running(one), running(other):
        search_id = one.open()
        for _ in range(3):
            deploy(one, search_id)
        wait_for(lambda: sent(other, search_id) == 3)
        for which in (one, other):
            which.clock.at_minute(4)
        wait_for(lambda: len(one.events(search_id, "redirect.escalated")) == 3)
        teams = {cast(Any, e).team_id for e in one.events(search_id, "street_team.redirected")}
        assert len(teams) == sent(one, search_id) == 3


def test_stopping_twice_and_stopping_before_the_start_are_no_trouble(here: Process) -> None:
    PolicyRunner(here.searches, here.redirecting, here.reminding).stop()
    with running(here) as runner:
        runner.stop()

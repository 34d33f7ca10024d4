"""Given clients that repeat, lose answers and meet restarts, then every answer stays true."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import OperationalError as LibraryOperationalError
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coordinator.database import StorageUnavailableError
from coordinator.settings import Settings
from domain.camera_zones.claim import ClaimCameraZone
from domain.command import Answer, Command
from domain.records.note import AddNote
from domain.refusal import Refusal
from domain.teams.team import DeployStreetTeam
from tests.coordinator.installation import OPENING_EVENTS, Process, between, process

PROCESSES = st.integers(0, 1)
CLIENTS = st.integers(0, 2)
COMMANDS: st.SearchStrategy[Command] = st.sampled_from(
    [
        AddNote("a note"),
        DeployStreetTeam("a name", "foot"),
        # An officer's later claim of the same window releases the earlier one: two events.
        ClaimCameraZone("C5", between(-10, -5)),
    ]
)


class SeveralClients(RuleBasedStateMachine):
    """Two processes on one store, three followers, and what they were ever told."""

    settings: Settings

    def __init__(self) -> None:
        super().__init__()
        self.closing = [ExitStack(), ExitStack()]
        self.processes = [self.begun(i) for i in range(2)]
        self.search_id: UUID = self.processes[0].open()
        self.given: dict[UUID, Command] = {}
        self.told: dict[UUID, tuple[int, str]] = {}
        """The first answer that came, for those commands that were answered."""
        self.seen: list[list[int]] = [[], [], []]
        self.newest = OPENING_EVENTS

    def begun(self, number: int) -> Process:
        return self.closing[number].enter_context(process(self.settings))

    def give(self, number: int, key: UUID, digest: str = "") -> Answer:
        here = self.processes[number]
        return here.commanding.obey(self.search_id, self.given[key], here.issued(key, digest))

    def remember(self, key: UUID, answer: Answer) -> None:
        told = (answer.version, answer.id)
        assert self.told.setdefault(key, told) == told, "a repetition was answered differently"
        self.newest = max(self.newest, answer.version)

    def some_key(self, data: st.DataObject) -> UUID:
        return data.draw(st.sampled_from(list(self.given)))

    @rule(number=PROCESSES, command=COMMANDS)
    def a_command(self, number: int, command: Command) -> None:
        key = uuid4()
        self.given[key] = command
        answer = self.give(number, key)
        assert not answer.repeated
        self.remember(key, answer)

    @rule(number=PROCESSES, command=COMMANDS)
    def a_command_whose_answer_is_lost_on_the_way(self, number: int, command: Command) -> None:
        key = uuid4()
        self.given[key] = command
        self.give(number, key)

    @rule(number=PROCESSES, command=COMMANDS, stored=st.booleans())
    def a_command_during_which_the_database_goes(
        self, number: int, command: Command, stored: bool
    ) -> None:
        """Before or after the commit: the service cannot tell."""
        key, searches = uuid4(), self.processes[number].searches
        self.given[key] = command
        save = searches.save

        def failing(*saved: Any) -> Any:
            if stored:
                save(*saved)
            raise LibraryOperationalError("the connection was lost")

        with patch.object(searches, "save", failing), pytest.raises(StorageUnavailableError):
            self.give(number, key)
        self.the_search_is_read(number)

    @precondition(lambda self: self.given)
    @rule(number=PROCESSES, data=st.data())
    def a_repetition(self, number: int, data: st.DataObject) -> None:
        key = self.some_key(data)
        answer = self.give(number, key)
        assert answer.repeated or key not in self.told
        self.remember(key, answer)

    @precondition(lambda self: len(self.given) > len(self.told))
    @rule(number=PROCESSES, newest=st.booleans())
    def a_repetition_until_there_is_an_answer(self, number: int, newest: bool) -> None:
        unanswered = [key for key in self.given if key not in self.told]
        key = unanswered[-1 if newest else 0]
        self.remember(key, self.give(number, key))

    @precondition(lambda self: self.told)
    @rule(number=PROCESSES, data=st.data())
    def the_key_of_a_command_with_another_body(self, number: int, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.told)))
        with pytest.raises(Refusal) as refused:
            self.give(number, key, digest="another")
        assert refused.value.code == "idempotency_key_reused"

    @rule(number=PROCESSES, command=COMMANDS)
    def one_command_to_both_processes_at_once(self, number: int, command: Command) -> None:
        """The other process stores it after this one has decided and before it has stored."""
        key = uuid4()
        self.given[key] = command
        self.meanwhile(number, key, lambda: self.remember(key, self.give(1 - number, key)))

    @rule(number=PROCESSES, first=COMMANDS, second=COMMANDS)
    def two_commands_to_both_processes_at_once(
        self, number: int, first: Command, second: Command
    ) -> None:
        key, other = uuid4(), uuid4()
        self.given[key], self.given[other] = first, second
        self.meanwhile(number, key, lambda: self.remember(other, self.give(1 - number, other)))

    def meanwhile(self, number: int, key: UUID, happening: Callable[[], None]) -> None:
        searches = self.processes[number].searches
        save, once = searches.save, [happening]

        def interrupted(*saved: Any) -> Any:
            if once:
                once.pop()()
            return save(*saved)

        with patch.object(searches, "save", interrupted):
            self.remember(key, self.give(number, key))

    @rule(number=PROCESSES)
    def a_restart(self, number: int) -> None:
        self.closing[number].close()
        self.processes[number] = self.begun(number)

    @rule(client=CLIENTS, number=PROCESSES)
    def a_client_catches_up(self, client: int, number: int) -> None:
        seen = self.seen[client]
        after = seen[-1] if seen else 0
        events = self.processes[number].searches.events_of(self.search_id, after)
        seen += [event.originator_version for event in events]
        assert seen == list(range(1, len(seen) + 1)), "an event was missed or seen twice"
        assert len(seen) >= self.newest, "what was acknowledged cannot be seen"

    @rule(number=PROCESSES)
    def the_search_is_read(self, number: int) -> None:
        with self.processes[number].commanding.reading(self.search_id) as search:
            assert search.version >= self.newest, "what was acknowledged is not in the state"
            assert not search.pending_events
            stored = self.processes[number].searches.newest_version(self.search_id)
            assert search.version == stored, "the state is not what is stored"

    def teardown(self) -> None:
        try:
            events = self.processes[0].events(self.search_id)
            assert [e.originator_version for e in events] == list(range(1, len(events) + 1))
            for key, (version, _) in self.told.items():
                mine = [e.originator_version for e in events if e.command_id == str(key)]
                assert mine == list(range(version - len(mine) + 1, version + 1)), "not once"
                assert mine, "an acknowledged command is lost"
            known = {str(key) for key in self.given}
            assert {e.command_id for e in events[OPENING_EVENTS:]} <= known
            for client in range(len(self.seen)):
                self.a_client_catches_up(client, 1)
                assert len(self.seen[client]) == len(events)
        finally:
            for closing in self.closing:
                closing.close()


def test_every_acknowledgement_stays_true(settings: Settings) -> None:
    machine = type("OnThisStore", (SeveralClients,), {"settings": settings})
    run_state_machine_as_test(
        machine,
        settings=hypothesis_settings(
            max_examples=12 if settings.database_url is None else 5,
            stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck), derandomize=True,
        ),
    )  # fmt: skip

"""Given what was done in a search, when a command is issued, then this follows and no more."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from domain.command import Answer, Command, Issued
from domain.event import SearchEvent
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.subject import DescribeSubject
from domain.opening import OpenSearch
from domain.parameters import default_parameters
from domain.refusal import Refusal
from domain.window import Window
from tests.domain.stored import rebuilt, state_of
from tests.domain.town import IN_TOWN, TOWN

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SEARCH_ID = UUID(int=2026)
PARAMETERS = {name: (1 + i) / 1000 for i, name in enumerate(default_parameters())}
"""The real names, each with a value of its own, so that no two can be mixed up unseen."""


def at(minute: float) -> datetime:
    """The time so many minutes after the search was opened at nine."""
    return NINE + timedelta(minutes=minute)


def between(since: float, until: float) -> Window:
    """The window between two minutes, counted from the opening; before it, they are negative."""
    return Window(at(since), at(until))


def event(topic: str, **data: Any) -> tuple[str, dict[str, Any]]:
    """An event that is expected: its topic, and of its data what matters."""
    return topic, data


def issued(
    number: int, command: object, actor: str, minute: float, occurred: float | None
) -> Issued:
    """The envelope of a command; number and content alone decide its id and digest."""
    digest = sha256(repr(command).encode()).hexdigest()
    happened = at(minute if occurred is None else occurred)
    return Issued(str(UUID(int=number)), digest, actor, happened, at(minute))


OPENING = OpenSearch(
    SEARCH_ID, DescribeSubject("manual", at(-40), {}), SetLastKnownPoint(IN_TOWN, at(-40)),
    (), "test", PARAMETERS, 7,
)  # fmt: skip


class Scenario:
    """An opened search, and what came of the last command."""

    def __init__(self, opening: OpenSearch = OPENING) -> None:
        by = issued(1, opening, "commander", 0, None)
        self.search, self.opened = opening.begin(by, TOWN)
        self.events: list[SearchEvent] = self._recorded()
        self.number, self.minute = 1, 0.0
        self.news: list[SearchEvent] = []
        self.answer: Answer | None = None
        self.refusal: Refusal | None = None
        self.judged = True

    def _recorded(self) -> list[SearchEvent]:
        """The events that wait to be stored, which then wait no more."""
        return [new for new in self.search.collect_events() if isinstance(new, SearchEvent)]

    def given(
        self, command: Command, actor: str = "officer", minute: float | None = None,
        number: int | None = None, occurred: float | None = None,
    ) -> str:  # fmt: skip
        """Have a command accepted; the id of what it made."""
        self.number = self.number + 1 if number is None else number
        self.minute = self.minute if minute is None else minute
        by = issued(self.number, command, actor, self.minute, occurred)
        self.answer = self.search.obey(command, by, TOWN)
        self.news = self._recorded()
        self.events += self.news
        return self.answer.id

    def when(
        self, command: Command, actor: str = "officer", minute: float | None = None,
        number: int | None = None, occurred: float | None = None,
    ) -> None:  # fmt: skip
        """Issue a command, whatever comes of it; a `then` has to follow."""
        assert self.judged, "the command before this one was never judged by a `then`"
        self.judged, self.refusal, self.answer, self.news = False, None, None, []
        before = state_of(self.search)
        try:
            self.given(command, actor, minute, number, occurred)
        except Refusal as refusal:
            self.refusal = refusal
            assert state_of(self.search) == before, "a refusal changed something"
            assert not self.search.pending_events

    def then(self, *expected: tuple[str, dict[str, Any]]) -> None:
        """Exactly these events followed, in this order, and stored they say the same."""
        self.judged = True
        assert self.refusal is None, f"refused: {self.refusal}"
        chosen = [
            (new.TOPIC, {name: getattr(new, name) for name in data})
            for new, (_, data) in zip(self.news, expected, strict=False)
        ]
        assert [new.TOPIC for new in self.news] == [topic for topic, _ in expected]
        assert chosen == list(expected)
        assert state_of(rebuilt(self.events)) == state_of(self.search)

    def then_refused(self, code: str, field: str = "") -> Refusal:
        """The command was refused for this reason, and nothing changed."""
        self.judged = True
        assert self.refusal is not None, f"accepted: {[new.TOPIC for new in self.news]}"
        assert (self.refusal.code, self.refusal.field) == (code, field)
        return self.refusal

    def then_repeated(self, earlier: Answer) -> None:
        """The answer is the earlier one, and nothing was recorded."""
        self.judged = True
        assert self.refusal is None, f"refused: {self.refusal}"
        assert self.answer == Answer(earlier.version, earlier.id, repeated=True)
        assert not self.news

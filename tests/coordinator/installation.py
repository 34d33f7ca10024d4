"""The objects of one process of an installation in the small city, and a clock set by hand."""

import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from coordinator.advising import Advising
from coordinator.archive.imported import ImportedSearches
from coordinator.area_store import AreaStore
from coordinator.beliefs import Beliefs
from coordinator.clock import Clock
from coordinator.database import Database, open_database
from coordinator.policy.redirecting import Redirecting
from coordinator.policy.reminding import Reminding
from coordinator.searches.application import Searches
from coordinator.searches.commanding import Commanding
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings
from domain.area import Area
from domain.command import Answer, Command, Issued
from domain.event import SearchEvent
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.subject import DescribeSubject
from domain.opening import OpenSearch
from domain.parameters import default_parameters
from domain.place import Place
from domain.window import Window
from tests.coordinator.areas.small_city import place, small_city

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SEEN_LAST = NINE - timedelta(minutes=35)
OPENING_EVENTS = 3
SMALL = {
    "population_batch": 2000.0,
    "population_ess": 2000.0,
    "population_error": 0.0,
    "population_ess_branch": 200.0,
}
"""Few trajectories, so that tests are quick."""


@cache
def city() -> Area:
    """The small city, imported once."""
    return small_city()


def spot(column: float, row: float) -> Place:
    """A spot of the small city's grid."""
    return Place(*place(column, row))


def minute(number: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=number)


def between(since: float, until: float) -> Window:
    """The window between two minutes after nine."""
    return Window(minute(since), minute(until))


class HandClock(Clock):
    """Stands still at nine until a test moves it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        super().__init__(NINE, steady=lambda: self.seconds, wall=lambda: self.seconds)

    def at_minute(self, number: float) -> None:
        """Move it to so many minutes after nine."""
        self.seconds = number * 60


@dataclass(frozen=True)
class Process:
    """What one process of an installation has."""

    clock: HandClock
    database: Database
    areas: AreaStore
    searches: Searches
    tracks: Tracks
    commanding: Commanding
    beliefs: Beliefs
    advising: Advising
    redirecting: Redirecting
    reminding: Reminding

    def open(self, command_id: UUID | None = None, **parameters: float) -> UUID:
        """Open a search: last seen at junction (1, 1), 35 minutes before nine."""
        search_id = uuid4()
        command = opening(search_id, **parameters)
        self.commanding.open(command, self.issued(command_id or uuid4()), "small")
        return search_id

    def issued(
        self, command_id: UUID | None = None, digest: str = "", actor: str = "officer"
    ) -> Issued:
        """The envelope of a command given now."""
        now = self.clock.now()
        return Issued(str(command_id or uuid4()), digest, actor, now, now)

    def give(self, search_id: UUID, command: Command, command_id: UUID | None = None) -> Answer:
        """Have a command obeyed."""
        return self.commanding.obey(search_id, command, self.issued(command_id))

    def events(self, search_id: UUID, *topics: str) -> list[SearchEvent]:
        """The stored events of these topics, of all without any."""
        stored = self.searches.events_of(search_id)
        return [event for event in stored if not topics or event.TOPIC in topics]

    def consider(self, search_id: UUID) -> int:
        """Let the policy consider everything that has happened since the opening."""
        return self.redirecting.consider(search_id, self.events(search_id)[OPENING_EVENTS:])


def opening(search_id: UUID, **parameters: float) -> OpenSearch:
    """The command that opens a search in the small city."""
    return OpenSearch(
        search_id, DescribeSubject("manual", SEEN_LAST, {}),
        SetLastKnownPoint(spot(1, 1), SEEN_LAST), (), "test",
        default_parameters() | SMALL | {"redirect_at_once": 1.0} | parameters, 7,
    )  # fmt: skip


@contextmanager
def process(settings: Settings, clock: HandClock | None = None) -> Generator[Process]:
    """A process of the installation, with objects of its own, until the block ends."""
    with ExitStack() as closing:
        clock = clock or HandClock()
        database = open_database(settings)
        closing.callback(database.close)
        areas = AreaStore(database)
        areas.keep(city(), clock.now())
        searches = Searches.open(settings)
        closing.callback(searches.close)
        tracks = Tracks(settings)
        closing.callback(tracks.close)
        commanding = Commanding(searches, areas, ImportedSearches(database))
        beliefs = Beliefs(commanding, areas, clock)
        advising = Advising(commanding, beliefs, tracks)
        yield Process(
            clock, database, areas, searches, tracks, commanding, beliefs, advising,
            Redirecting(commanding, advising), Reminding(commanding, beliefs),
        )  # fmt: skip


def wait_for(condition: Callable[[], bool], within_s: float = 60.0) -> None:
    """Wait until it holds; an AssertionError after so many seconds."""
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.01)

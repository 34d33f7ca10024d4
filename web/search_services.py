"""The services of a process that serves searches, opened and closed together."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast
from uuid import UUID

from starlette.requests import HTTPConnection

from coordinator.accounts import Accounts
from coordinator.advising import Advising
from coordinator.area_store import AreaStore
from coordinator.audit import AuditLog
from coordinator.beliefs import Beliefs
from coordinator.clock import Clock
from coordinator.database import Database, open_database
from coordinator.explaining import Explaining
from coordinator.noticing import Noticing
from coordinator.policy.redirecting import Redirecting
from coordinator.policy.reminding import Reminding
from coordinator.policy.runner import PolicyRunner
from coordinator.searches.application import Searches
from coordinator.searches.commanding import Commanding
from coordinator.searches.directory import StoredDirectory
from coordinator.searches.feed import Feed
from coordinator.searches.looking_back import LookingBack
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings
from coordinator.vault import Vault
from web.services import Services


class Advice(Protocol):
    """What to watch next and where to send whom."""

    def advice(
        self, search_id: UUID, version: int | None = None, at: datetime | None = None
    ) -> dict[str, Any]:
        """{version, at, reviews, redirects}, now or as it was at a version and a moment; takes a
        while, so call it from a worker thread."""
        ...


@dataclass(frozen=True)
class SearchServices(Services):
    """Everything that one process serves searches with.

    `feed` and `track_feed` are not running yet: the application starts them once everybody
    follows who wants to.
    """

    database: Database
    searches: Searches
    tracks: Tracks
    areas: AreaStore
    commanding: Commanding
    beliefs: Beliefs
    explaining: Explaining
    looking_back: LookingBack
    feed: Feed
    track_feed: Feed
    advice: Advice
    noticing: Noticing
    policy: PolicyRunner


def search_services(connection: HTTPConnection) -> SearchServices:
    """The services of the application that a request or WebSocket came to (a dependency)."""
    return cast(SearchServices, connection.app.state.services)


@contextmanager
def opened_services(settings: Settings) -> Generator[SearchServices]:
    """The services of an installation, until the block ends; SettingsError when one is wrong."""
    with ExitStack() as closing:
        database = open_database(settings)
        closing.callback(database.close)
        clock = Clock.of(settings)
        vault = Vault(database, settings)
        accounts = Accounts(database)
        closing.callback(accounts.close)
        audit = AuditLog(database)
        closing.callback(audit.close)
        areas = AreaStore(database)
        searches = Searches.open(settings)
        closing.callback(searches.close)
        tracks = Tracks(settings)
        closing.callback(tracks.close)
        commanding = Commanding(searches, areas)
        feed, track_feed = Feed(searches), Feed(tracks)
        closing.callback(feed.stop)
        closing.callback(track_feed.stop)
        beliefs = Beliefs(commanding, areas, clock)
        advising = Advising(commanding, beliefs, tracks)
        redirecting = Redirecting(commanding, advising)
        policy = PolicyRunner(searches, redirecting, Reminding(commanding, beliefs))
        feed.follow(policy.told)
        closing.callback(policy.stop)
        yield SearchServices(
            settings=settings,
            clock=clock,
            accounts=accounts,
            vault=vault,
            audit=audit,
            directory=StoredDirectory(commanding),
            database=database,
            searches=searches,
            tracks=tracks,
            areas=areas,
            commanding=commanding,
            beliefs=beliefs,
            explaining=Explaining(commanding, beliefs),
            looking_back=LookingBack(searches),
            feed=feed,
            track_feed=track_feed,
            advice=advising,
            noticing=Noticing(beliefs),
            policy=policy,
        )

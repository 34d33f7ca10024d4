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
from coordinator.after_action import AfterActions
from coordinator.archive.imported import ImportedSearches
from coordinator.archive.sealed import SealedChains
from coordinator.archive.stores import Stores
from coordinator.area_store import AreaStore
from coordinator.audit import AuditLog
from coordinator.beliefs import Beliefs
from coordinator.clock import Clock
from coordinator.database import Database, open_database
from coordinator.duty_cards.reading import DutyCardsError
from coordinator.duty_cards.station import FILE_NAME, StationCards
from coordinator.explaining import Explaining
from coordinator.noticing import Noticing
from coordinator.passing import Passing
from coordinator.photos.photos import Photos
from coordinator.policy.redirecting import Redirecting
from coordinator.policy.reminding import Reminding
from coordinator.policy.runner import PolicyRunner
from coordinator.recorded_pasts import RecordedPasts
from coordinator.searches.application import Searches
from coordinator.searches.commanding import Commanding
from coordinator.searches.directory import StoredDirectory
from coordinator.searches.feed import Feed
from coordinator.searches.inboxes import Inboxes
from coordinator.searches.looking_back import LookingBack
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings, SettingsError
from coordinator.telemetry.shared import SharedTelemetry
from coordinator.telemetry.telemetry import Telemetry
from coordinator.telling_ahead import TellingAhead
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

    `feed`, `track_feed` and `inbox_feed` are not running yet: the application starts them once
    everybody follows who wants to.
    """

    database: Database
    searches: Searches
    tracks: Tracks
    inboxes: Inboxes
    photos: Photos
    areas: AreaStore
    commanding: Commanding
    beliefs: Beliefs
    explaining: Explaining
    looking_back: LookingBack
    recorded_pasts: RecordedPasts
    telling_ahead: TellingAhead
    after_actions: AfterActions
    feed: Feed
    track_feed: Feed
    inbox_feed: Feed
    advice: Advice
    noticing: Noticing
    passing: Passing
    telemetry: Telemetry
    policy: PolicyRunner
    duty_cards: StationCards
    stores: Stores


async def search_services(connection: HTTPConnection) -> SearchServices:
    """The services of the application that a request or WebSocket came to (a dependency).

    Async so that it is not run in a thread of its own, as the framework does with others.
    """
    return cast(SearchServices, connection.app.state.services)


@contextmanager
def opened_services(settings: Settings) -> Generator[SearchServices]:
    """The services of an installation, until the block ends; SettingsError when one is wrong."""
    cards = station_cards(settings)
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
        inboxes = Inboxes(settings)
        closing.callback(inboxes.close)
        imported = ImportedSearches(database)
        commanding = Commanding(searches, areas, imported)
        feed, track_feed, inbox_feed = Feed(searches), Feed(tracks), Feed(inboxes)
        closing.callback(feed.stop)
        closing.callback(track_feed.stop)
        closing.callback(inbox_feed.stop)
        beliefs = Beliefs(commanding, areas, clock)
        closing.callback(beliefs.close)
        recorded_pasts = RecordedPasts(searches, commanding, beliefs)
        telling_ahead = TellingAhead(recorded_pasts, beliefs)
        closing.callback(telling_ahead.stop)
        advising = Advising(commanding, beliefs, tracks)
        redirecting = Redirecting(commanding, advising)
        telemetry = Telemetry()
        if settings.database_url is not None:
            # Only there may others serve the same searches.
            closing.callback(SharedTelemetry(database, telemetry, clock).stop)
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
            inboxes=inboxes,
            photos=Photos(vault),
            areas=areas,
            commanding=commanding,
            beliefs=beliefs,
            explaining=Explaining(commanding, beliefs),
            looking_back=LookingBack(searches),
            recorded_pasts=recorded_pasts,
            telling_ahead=telling_ahead,
            after_actions=AfterActions(recorded_pasts),
            feed=feed,
            track_feed=track_feed,
            inbox_feed=inbox_feed,
            advice=advising,
            noticing=Noticing(beliefs),
            passing=Passing(commanding, beliefs),
            telemetry=telemetry,
            policy=policy,
            duty_cards=cards,
            stores=Stores(searches, tracks, areas, vault, imported, SealedChains(database)),
        )


def station_cards(settings: Settings) -> StationCards:
    """The duty cards of this station; SettingsError when its file is wrong."""
    try:
        return StationCards(settings.duty_cards or settings.data_dir / FILE_NAME)
    except DutyCardsError as problem:
        raise SettingsError(f"duty-cards: {problem}") from problem

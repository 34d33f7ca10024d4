"""Verifying the store itself: that nothing of a search was altered since it was sealed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eventsourcing.persistence import MapperDeserialisationError
from eventsourcing.utils import TopicError

from coordinator.archive.chain import EVENTS, Chain
from coordinator.archive.refused import ArchiveRefused
from coordinator.archive.shapes import checked
from coordinator.archive.stored_records import Record, last_version, records, stored_event
from coordinator.archive.stores import Stores
from coordinator.searches.application import Searches
from coordinator.searches.checkpoints import projected_search
from domain.event import SearchEvent
from domain.refusal import Refusal, Unknown
from domain.search import Search

UNFIT = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, TopicError,
    MapperDeserialisationError, Refusal,
)  # fmt: skip
"""What an event raises that cannot be read, or does not fit those before it."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A search of which every event is as it was when it was sealed."""

    search_id: UUID
    events: int
    head: str
    """Hash of the newest event: kept elsewhere, it shows whether anything up to here changed."""
    sealed: int
    """How many of the events had been sealed before; the others are from now on."""
    head_version: int | None
    """The version that the given head belongs to."""


class Replay:
    """Applies events one after the other, as a look at the search would."""

    def __init__(self, searches: Searches, search_id: UUID) -> None:
        self._searches = searches
        self._search_id = search_id
        self.search: Search | None = None

    def apply(self, record: Record) -> None:
        """The next event; raises one of UNFIT when it can be none, or not the next one."""
        stored = stored_event(record, self._search_id, self._searches.mapper.transcoder)
        event = self._searches.mapper.to_domain_event(stored)
        if not isinstance(event, SearchEvent):
            raise TypeError(f"{stored.topic} is no event of a search")
        checked(event, event.TOPIC)
        if self.search is None and event.TOPIC != "search.opened":
            raise ValueError("a search begins with its opening")
        self.search = projected_search(self.search, [event])


def verify_search(
    stores: Stores,
    search_id: UUID,
    now: datetime,
    told: Callable[[int], None],
    head: str | None = None,
) -> Verified:
    """Read every event, apply it, compare it with its seal, and seal what is new.

    `head` is the hash of any event, noted earlier elsewhere. Unknown for a search that there is
    not; ArchiveRefused names the first altered event.
    """
    newest = last_version(stores.searches, search_id)
    if newest == 0:
        raise Unknown("search", str(search_id), "search_id")
    sealed = stores.sealed.of(search_id)
    hashes: list[str] = []
    replay = Replay(stores.searches, search_id)
    for version, (record, hashed) in enumerate(stored_chain(stores.searches, search_id, newest), 1):
        hashes.append(hashed)
        must_agree(sealed[version - 1 : version], [hashed], version)
        try:
            replay.apply(record)
        except UNFIT as problem:
            raise event_altered(version, "it does not fit those before it") from problem
        told(1)
    must_agree(sealed, hashes)
    head_version = None
    if head is not None:
        if head not in hashes:
            detail = "this head is the hash of none of its events: something was altered since"
            raise ArchiveRefused("store_altered", detail)
        head_version = hashes.index(head) + 1
    stores.sealed.extend(search_id, hashes, now)
    return Verified(search_id, newest, hashes[-1], len(sealed), head_version)


def stored_chain(
    searches: Searches, search_id: UUID, until: int | None = None
) -> Iterator[tuple[Record, str]]:
    """The stored events of a search up to a version, each with its hash; ArchiveRefused names the
    first that is missing or cannot be read."""
    chain, version = Chain(EVENTS, search_id), 0
    kept = records(searches, search_id, until=until)
    while True:
        version += 1
        try:
            record = next(kept)
        except StopIteration:
            return
        except UNFIT as problem:
            raise event_altered(version, "it cannot be read") from problem
        if record["version"] != version:
            raise event_altered(version, "it is missing")
        yield record, chain.add(record)


def must_agree(before: Sequence[str], chain: Sequence[str], first: int = 1) -> None:
    """Refuse hashes of stored events that are not the sealed ones, or their continuation."""
    for version, (was, now) in enumerate(zip(before, chain, strict=False), first):
        if was != now:
            raise event_altered(version, "it is not the one that was sealed")
    if len(chain) < len(before):
        raise event_altered(first + len(chain), "it is missing")


def must_continue(archived: Iterable[str], chain: Sequence[str]) -> int:
    """How many events of an archive the store has; ArchiveRefused where the two disagree."""
    count = 0
    for version, hashed in enumerate(archived, 1):
        if version > len(chain):
            raise event_altered(version, "the archive has it, the store has not")
        if hashed != chain[version - 1]:
            raise event_altered(version, "it is not the one in the archive")
        count = version
    return count


def event_altered(version: int, why: str) -> ArchiveRefused:
    """The refusal of a store that is not as it was."""
    return ArchiveRefused(
        "store_altered", f"the store was altered: event {version} is the first altered one: {why}"
    )

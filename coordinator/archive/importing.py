"""Importing an archive: everything is checked first, then stored in small steps.

The events of one search do not fit into one transaction on every database (a save of more than
some 0.4 MB hangs on PostgreSQL), so an import can be interrupted. Then the search stays marked as
imported, and importing the same archive again goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import IntegrityError, StoredEvent

from coordinator.archive.personal import Item, PassphraseBox, in_batches
from coordinator.archive.reading import Archive
from coordinator.archive.refused import ArchiveRefused, altered
from coordinator.archive.shapes import checked
from coordinator.archive.stored_records import last_version, stored_event
from coordinator.archive.stores import Stores
from coordinator.archive.verifying import UNFIT, Replay, stored_chain
from coordinator.areas.area_error import AreaError
from coordinator.areas.codec import decode_area
from domain.area import Area
from domain.parameters import MODEL_VERSION, of_its_time
from domain.refusal import Conflict
from domain.search import Search
from domain.teams.track import Track, track_id
from projections.evidence import evidence_of
from projections.search_record import search_record

BATCH_BYTES = 200_000
"""Of the events that are stored at once; half of what hangs."""
BATCH_EVENTS = 400

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    search_id: UUID
    events: int
    batches_of_positions: int
    texts: int
    new: bool
    """False: the very same search was here already."""
    other_model: str | None
    """The model version it was opened with, where this program has another: maps may differ."""


def import_archive(
    archive: Archive, stores: Stores, passphrase: str | None, now: datetime, told: Told
) -> Imported:
    """Store a search that was checked, read-only; its texts too where a passphrase is given.

    ArchiveRefused when something in it does not fit, Conflict when another search has its id;
    then nothing was stored.
    """
    manifest, search_id = archive.manifest, archive.search_id
    replay, hashes = Replay(stores.searches, search_id), []
    for record, hashed in archive.events():
        try:
            replay.apply(record)
        except UNFIT as problem:
            raise altered(f"event {record['version']} does not fit those before it") from problem
        hashes.append(hashed)
        told(1)
    search = replay.search
    if search is None:
        raise altered("it has no events")
    content, area = _area(archive, stores, search)
    _check_sense(archive, stores, search, area)
    box = _box(archive, stores, passphrase)
    new = _is_new(stores, search_id, hashes)
    texts = 0
    if new or stores.imported.holds(search_id):
        stores.areas.keep_content(area.content_hash, content)
        stores.imported.begin(search_id, manifest.events.head, now)
        try:
            _store_events(archive, stores)
            _store_positions(archive, stores)
            texts = 0 if box is None else _store_texts(archive, stores, box)
        except IntegrityError as problem:
            detail = "this search is being imported by somebody else: please repeat"
            raise Conflict("being_imported", detail) from problem
        stores.sealed.extend(search_id, hashes, now)
        stores.imported.complete(search_id, now)
    return Imported(
        search_id, len(hashes), manifest.positions.count, texts, new,
        None if search.model_version == MODEL_VERSION else search.model_version,
    )  # fmt: skip


def _area(archive: Archive, stores: Stores, search: Search) -> tuple[bytes, Area]:
    named = archive.manifest.area
    opened = (
        search.area, search.area_hash, search.model_version, search.parameters, search.seed,
    )  # fmt: skip
    manifest = archive.manifest
    if opened != (
        named.name, named.content_hash, manifest.model_version, of_its_time(manifest.parameters),
        manifest.seed,
    ):  # fmt: skip
        raise altered("its manifest does not say what its first event says")
    if archive.has_area:
        content: bytes | None = archive.area_content()
    else:
        content = stores.areas.content(search.area_hash)
    if content is None:
        raise ArchiveRefused(
            "area_missing",
            f"the archive is without its area {search.area} and this installation has it not "
            f"either: expected an archive with it, or the extract imported first "
            f"(content {search.area_hash[:12]})",
        )
    try:
        area = decode_area(search.area, content)
    except AreaError as problem:
        raise altered(str(problem)) from problem
    if area.content_hash != search.area_hash:
        raise altered("its area is not the one that the search was opened in")
    return content, area


def _check_sense(archive: Archive, stores: Stores, search: Search, area: Area) -> None:
    """Refuse what could be stored but not be read afterwards."""
    try:
        search_record(search)
        if search.last_known_point is not None:
            evidence_of(search, area)
        streets = [each.segments for each in search.sweeps.values()]
        streets += [each.segments for each in search.redirects.values()]
        if any(not 0 <= segment < area.network.segments for each in streets for segment in each):
            raise ValueError("a street that the area has not")
        _check_tracks(archive, stores, search)
    except UNFIT as problem:
        raise altered(f"its events do not fit together ({problem})") from problem


def _check_tracks(archive: Archive, stores: Stores, search: Search) -> None:
    known = {track_id(search.id, team_id) for team_id in search.teams}
    reached: dict[UUID, Track | None] = {}
    for stream, stored in _positions(archive, stores):
        track = reached.get(stream)
        event = stores.tracks.mapper.to_domain_event(stored)
        checked(event, stored.topic)
        version = 0 if track is None else track.version
        next_one = stored.originator_version == version + 1
        begins = stored.topic == Track.Created.TOPIC
        if stream not in known or not next_one or begins != (version == 0):
            raise ValueError("a track that is no team's, or has a gap")
        reached[stream] = event.mutate(track)  # type: ignore[attr-defined]  # checked by its topic


def _is_new(stores: Stores, search_id: UUID, hashes: list[str]) -> bool:
    """Whether the search is not here yet; Conflict when another one has its id.

    One whose import was interrupted has the first of the same events, and counts as new.
    """
    count = 0
    for _, hashed in stored_chain(stores.searches, search_id):
        if count == len(hashes):
            raise _exists(search_id, f"it goes on after event {count}, where the archive ends")
        if hashed != hashes[count]:
            raise _exists(search_id, f"its event {count + 1} is another")
        count += 1
    if 0 < count < len(hashes) and not stores.imported.unfinished(search_id):
        raise _exists(search_id, f"it ends at event {count}, the archive goes on")
    return count < len(hashes) or stores.imported.unfinished(search_id)


def _exists(search_id: UUID, difference: str) -> Conflict:
    return Conflict(
        "search_exists", f"another search {search_id} is here already, and stays: {difference}"
    )


def _store_events(archive: Archive, stores: Stores) -> None:
    transcoder = stores.searches.mapper.transcoder
    have = last_version(stores.searches, archive.search_id)
    rest = islice(archive.events(), have, None)
    _insert(
        stores.searches,
        (stored_event(record, archive.search_id, transcoder) for record, _ in rest),
    )


def _store_positions(archive: Archive, stores: Stores) -> None:
    have: dict[UUID, int] = {}

    def missing() -> Iterator[StoredEvent]:
        for track, stored in _positions(archive, stores):
            if track not in have:
                have[track] = last_version(stores.tracks, track)
            if stored.originator_version > have[track]:
                yield stored

    _insert(stores.tracks, missing())


def _positions(archive: Archive, stores: Stores) -> Iterator[tuple[UUID, StoredEvent]]:
    transcoder = stores.tracks.mapper.transcoder
    for track, record in archive.positions():
        yield track, stored_event(record, track, transcoder)


def _insert(application: Application[UUID], events: Iterable[StoredEvent]) -> None:
    batch: list[StoredEvent] = []
    size = 0
    for stored in events:
        if batch and (size + len(stored.state) > BATCH_BYTES or len(batch) >= BATCH_EVENTS):
            application.recorder.insert_events(batch)
            batch, size = [], 0
        batch.append(stored)
        size += len(stored.state)
    if batch:
        application.recorder.insert_events(batch)


def _box(archive: Archive, stores: Stores, passphrase: str | None) -> PassphraseBox | None:
    """The opened box of texts, tried on the first of them before anything is stored."""
    how = archive.manifest.personal_data
    if passphrase is None:
        return None
    if stores.vault.forgotten(str(archive.search_id)):
        detail = "the personal data of this search were destroyed here: expected an import without"
        raise Conflict("search_forgotten", detail)
    if how is None:
        raise ArchiveRefused("no_personal_data", "the archive has no personal data")
    box = PassphraseBox(str(archive.search_id), passphrase, how)
    for line in islice(archive.personal_lines(), 1):
        box.item(line)
    return box


def _store_texts(archive: Archive, stores: Stores, box: PassphraseBox) -> int:
    def items() -> Iterator[Item]:
        for line in archive.personal_lines():
            yield box.item(line)

    count = 0
    for batch in in_batches(items()):
        stores.vault.seal_bytes(str(archive.search_id), batch)
        count += len(batch)
    return count

"""Reading an archive: nothing in it counts before all of it adds up."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from coordinator.archive.chain import EVENTS, POSITIONS, Chain, line_of
from coordinator.archive.container import Unpacking, unpacking
from coordinator.archive.manifest import FORMAT, FORMAT_VERSION, Chained, Manifest
from coordinator.archive.refused import ArchiveRefused, altered
from coordinator.archive.shapes import DATA, EventLine, PositionsLine, newest_schema
from coordinator.archive.stored_records import Record
from coordinator.canonical import parsed

MANIFEST_PART = "manifest.json"
SCHEMA_PART = "schema.json"
EVENTS_PART = "events.jsonl"
POSITIONS_PART = "positions.jsonl"
AREA_PART = "area.bin"
PERSONAL_PART = "personal.jsonl"
NECESSARY = {EVENTS_PART, POSITIONS_PART, SCHEMA_PART}
MOST_MANIFEST = 1_000_000
MOST_AREA = 500_000_000


class Archive:
    """An archive that is open; `check` has to come before anything of it is believed."""

    def __init__(self, unpacked: Unpacking) -> None:
        self._unpacked = unpacked
        self.manifest = _manifest(unpacked)
        self.search_id = _search_id(self.manifest)
        self._parts = {part.name: part for part in self.manifest.parts}

    def check(self) -> None:
        """Refuse the archive if anything in it is not as it was written.

        The detail names the first altered event where it is one; `events` and `positions` say so
        themselves when they are read to the end.
        """
        listed = {MANIFEST_PART, *self._parts}
        if len(listed) != len(self.manifest.parts) + 1 or not self._parts.keys() >= NECESSARY:
            raise altered("its manifest does not name its parts")
        missing = listed.difference(self._unpacked.names)
        if missing:
            raise altered(f"its part {min(missing)} is missing")
        if sorted(self._unpacked.names) != sorted(listed):
            raise altered("it has parts that its manifest does not know")
        for _ in self.events():
            pass
        for _ in self.positions():
            pass
        for part in self.manifest.parts:
            self._unpacked.check(part)
        if not self._unpacked.sealed:
            raise altered("its events are whole, but something around them was changed")

    def events(self) -> Iterator[tuple[Record, str]]:
        """Every event of the search as it was stored, and its hash."""
        chain = Chain(EVENTS, self.search_id)
        expected = 0
        for line in self._unpacked.lines(EVENTS_PART):
            expected += 1
            record, hashed = _chained(line, chain, f"event {expected}", expected)
            _understood(record, EventLine, hashed, f"event {expected}")
            yield record, hashed
        _whole(self.manifest.events, expected, chain.head, "event")

    def positions(self) -> Iterator[tuple[UUID, Record]]:
        """Every batch of the teams' tracks, one track after the other, with the track's id."""
        chain = Chain(POSITIONS, self.search_id)
        count = 0
        for line in self._unpacked.lines(POSITIONS_PART):
            count += 1
            name = f"batch of positions {count}"
            record, hashed = _chained(line, chain, name)
            _understood(record, PositionsLine, hashed, name)
            try:
                track = UUID(record.pop("track"))
            except ValueError as problem:
                raise altered(f"{name} is the first altered one: it has no track") from problem
            yield track, record
        _whole(self.manifest.positions, count, chain.head, "batch of positions")

    @property
    def has_area(self) -> bool:
        """Whether the streets and cameras are in it."""
        return AREA_PART in self._parts

    def area_content(self) -> bytes:
        """The area as it was stored."""
        return self._unpacked.content(AREA_PART, MOST_AREA)

    def personal_lines(self) -> Iterator[bytes]:
        """The sealed texts."""
        return self._unpacked.lines(PERSONAL_PART)


@contextmanager
def opened_archive(file: Path) -> Generator[Archive]:
    """Open an archive and check all of it; ArchiveRefused, in one line, when it is not whole."""
    with unpacking(file) as unpacked:
        try:
            archive = Archive(unpacked)
        except ArchiveRefused as refused:
            if unpacked.sealed or refused.code != "archive_altered":
                raise
            # Without a manifest nobody can say which event it was.
            raise altered(f"{refused.detail}; the file was changed after it was written") from None
        archive.check()
        yield archive


def _manifest(unpacked: Unpacking) -> Manifest:
    if MANIFEST_PART not in unpacked.names:
        raise ArchiveRefused("archive_unreadable", "this is no archive of a search")
    content = unpacked.content(MANIFEST_PART, MOST_MANIFEST)
    try:
        given = parsed(content)
        named, version = given["format"], given["format_version"]
    except (ValueError, KeyError, TypeError, IndexError) as problem:
        raise ArchiveRefused("archive_unreadable", "this is no archive of a search") from problem
    if named != FORMAT:
        raise ArchiveRefused("archive_unreadable", "this is no archive of a search")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise ArchiveRefused(
            "archive_too_new",
            f"the archive has format version {version}: this program reads versions up to "
            f"{FORMAT_VERSION}",
        )
    try:
        return msgspec.convert(given, Manifest)
    except msgspec.ValidationError as problem:
        raise altered(f"its manifest is not as expected ({problem})") from problem


def _search_id(manifest: Manifest) -> UUID:
    try:
        return UUID(manifest.search_id)
    except ValueError as problem:
        raise altered("its manifest does not name a search") from problem


def _chained(
    line: bytes, chain: Chain, name: str, version: int | None = None
) -> tuple[Record, str]:
    """The record of a line, which must have the very bytes that its content and place give it."""
    try:
        record: Any = parsed(line)
        hashed = record.pop("hash")
        known = chain.add(record)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise altered(f"{name} is the first altered one: it cannot be read") from problem
    if version is not None and record.get("version") != version:
        raise altered(f"{name} is the first altered one: another stands in its place")
    if hashed != known or line != line_of(record, hashed):
        raise altered(f"{name} is the first altered one: it does not fit its hash")
    return record, known


def _understood(record: Record, shape: type, hashed: str, name: str) -> None:
    try:
        msgspec.convert({**record, "hash": hashed}, shape)
    except msgspec.ValidationError as problem:
        raise altered(f"{name} is not as expected ({problem})") from problem
    topic, schema = record["topic"], record["schema"]
    if topic not in DATA or schema > newest_schema(topic):
        raise ArchiveRefused(
            "archive_too_new",
            f"{name} is {topic} of schema {schema}, which this program does not know: "
            "it was written by a newer one",
        )


def _whole(said: Chained, count: int, head: str, name: str) -> None:
    if count < said.count:
        raise altered(f"{name} {count + 1} is the first altered one: the end is missing")
    if count > said.count:
        raise altered(f"{name} {said.count + 1} is the first altered one: it was added")
    if head != said.head:
        raise altered(f"the hash of its last {name} is not what the manifest says")

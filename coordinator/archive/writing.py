"""Writing a search into an archive, in one go and a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from coordinator.archive.chain import POSITIONS, Chain, line_of
from coordinator.archive.container import Packing, packing
from coordinator.archive.manifest import (
    FORMAT,
    FORMAT_VERSION,
    AreaNamed,
    Chained,
    Manifest,
    SealedTexts,
)
from coordinator.archive.personal import AT_ONCE, PassphraseBox, fresh_seal
from coordinator.archive.reading import (
    AREA_PART,
    EVENTS_PART,
    MANIFEST_PART,
    PERSONAL_PART,
    POSITIONS_PART,
    SCHEMA_PART,
)
from coordinator.archive.shapes import archive_schema
from coordinator.archive.stored_records import Record, last_version, records
from coordinator.archive.stores import Stores
from coordinator.archive.verifying import must_agree, stored_chain
from coordinator.canonical import canonical
from domain.moment import moment_text
from domain.refusal import Unknown
from domain.teams.track import track_id

Told = Callable[[int], None]
"""Is told of every so many events and batches that are done."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be in an archive besides events and positions."""

    area: bool = True
    """Streets and cameras, so that others can replay without the extract."""
    passphrase: str | None = None
    """Under which names, texts and photos are sealed; None: they stay here."""


@dataclass
class _Written:
    """What was learnt of a search while its events were written."""

    opened: Record
    chain: list[str]
    teams: list[str]


def write_archive(
    stores: Stores, search_id: UUID, file: Path, wanted: Wanted, now: datetime, told: Told
) -> Manifest:
    """Write a search as it stands now, and seal what was written of the store.

    Unknown for a search that there is not, ArchiveRefused when its events were altered since they
    were sealed, OSError when the file cannot be written; then there is no file.
    """
    newest = last_version(stores.searches, search_id)
    if newest == 0:
        raise Unknown("search", str(search_id), "search_id")
    with packing(file) as archive:
        written = _events(stores, search_id, newest, archive, told)
        must_agree(stores.sealed.of(search_id), written.chain)
        positions = _positions(stores, search_id, written.teams, archive, told)
        data = written.opened["data"]
        if wanted.area:
            _area(stores, data, archive)
        personal = _personal(stores, search_id, wanted.passphrase, archive)
        with archive.part(SCHEMA_PART) as part:
            part.write(canonical(archive_schema()))
        manifest = Manifest(
            format=FORMAT,
            format_version=FORMAT_VERSION,
            written_at=moment_text(now),
            written_by=version("search-coordinator"),
            search_id=str(search_id),
            opened_at=written.opened["recorded_at"],
            area=AreaNamed(data["area"], data["area_hash"]),
            model_version=data["model_version"],
            parameters=data["parameters"],
            seed=data["seed"],
            events=Chained(len(written.chain), written.chain[-1]),
            positions=positions,
            personal_data=personal,
            parts=list(archive.parts),
        )
        with archive.part(MANIFEST_PART) as part:
            part.write(canonical(msgspec.to_builtins(manifest)))
    stores.sealed.extend(search_id, written.chain, now)
    return manifest


def _events(stores: Stores, search_id: UUID, newest: int, archive: Packing, told: Told) -> _Written:
    hashes: list[str] = []
    teams: list[str] = []
    opened: Record = {}
    with archive.part(EVENTS_PART) as part:
        for record, hashed in stored_chain(stores.searches, search_id, newest):
            opened = opened or record
            part.write(line_of(record, hashed))
            hashes.append(hashed)
            if record["topic"] == "street_team.deployed":
                teams.append(record["data"]["team_id"])
            told(1)
    return _Written(opened, hashes, teams)


def _positions(
    stores: Stores, search_id: UUID, teams: list[str], archive: Packing, told: Told
) -> Chained:
    chain, count = Chain(POSITIONS, search_id), 0
    with archive.part(POSITIONS_PART) as part:
        for team_id in teams:
            track = track_id(search_id, team_id)
            for record in records(stores.tracks, track):
                named = {"track": str(track), **record}
                part.write(line_of(named, chain.add(named)))
                count += 1
                told(1)
    return Chained(count, chain.head)


def _area(stores: Stores, opened: dict[str, Any], archive: Packing) -> None:
    content = stores.areas.content(opened["area_hash"])
    if content is None:
        raise Unknown("area", opened["area"], "area")
    with archive.part(AREA_PART, pack=False) as part:
        part.write(content)


def _personal(
    stores: Stores, search_id: UUID, passphrase: str | None, archive: Packing
) -> SealedTexts | None:
    if passphrase is None:
        return None
    refs = stores.vault.refs(str(search_id))
    how = fresh_seal(len(refs))
    box = PassphraseBox(str(search_id), passphrase, how)
    with archive.part(PERSONAL_PART) as part:
        for begin in range(0, len(refs), AT_ONCE):
            kept = stores.vault.reveal_bytes(str(search_id), refs[begin : begin + AT_ONCE])
            for ref, plain in sorted(kept.items()):
                part.write(box.line(ref, plain))
    return how

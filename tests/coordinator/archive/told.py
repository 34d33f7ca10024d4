"""A search with everything in it, as it is kept: events, positions, texts and area."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from coordinator.archive.importing import Imported, import_archive
from coordinator.archive.manifest import Manifest
from coordinator.archive.reading import opened_archive
from coordinator.archive.stores import Stores
from coordinator.archive.writing import Wanted, write_archive
from coordinator.vault import Json
from domain.event import SearchEvent
from domain.parameters import MODEL_VERSION, default_parameters
from domain.teams.track import Fix
from tests.coordinator.installation import SMALL
from tests.domain.scenario import NINE, OPENING, SEARCH_ID
from tests.domain.town import IN_TOWN, TOWN
from tests.projections.full_story import full_story

PASSPHRASE = "correct horse battery"
TEXTS: dict[str, Json] = {
    "ref:description": {"name": "Li", "age": 82},
    "ref:note": "a green coat, 墨绿色",
}
PHOTO = b"\xff\xd8 no text, and no JSON"
REAL = replace(OPENING, model_version=MODEL_VERSION, parameters=default_parameters() | SMALL)
EVENTS_TOLD = len(full_story(REAL).events)
BATCHES = 3
FIXES = 4


def keep_story(stores: Stores) -> list[SearchEvent]:
    """Keep a search in which everything has happened once; its events."""
    events = full_story(REAL).events
    stores.areas.keep(TOWN, NINE)
    stores.searches.events.put(events)
    for team in (e for e in events if e.TOPIC == "street_team.deployed"):
        for batch in range(BATCHES):
            fixes = [
                Fix(IN_TOWN.lon, IN_TOWN.lat + i * 1e-5, NINE + timedelta(seconds=i), 8.5)
                for i in range(FIXES)
            ]
            key = str(UUID(int=1000 + batch))
            stores.tracks.extend(SEARCH_ID, team.about, fixes, key, NINE, "digest")
    stores.vault.seal_all(str(SEARCH_ID), TEXTS)
    stores.vault.seal_bytes(str(SEARCH_ID), {"photo": PHOTO})
    return events


def write(stores: Stores, file: Path, wanted: Wanted | None = None) -> Manifest:
    """The search as an archive."""
    return write_archive(stores, SEARCH_ID, file, wanted or Wanted(), NINE, lambda _: None)


def read(stores: Stores, file: Path, passphrase: str | None = None) -> Imported:
    """Import an archive."""
    with opened_archive(file) as archive:
        return import_archive(archive, stores, passphrase, NINE, lambda _: None)

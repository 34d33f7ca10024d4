"""What archives are made of and put into: the stores of one installation."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from coordinator.archive.imported import ImportedSearches
from coordinator.archive.sealed import SealedChains
from coordinator.area_store import AreaStore
from coordinator.database import open_database
from coordinator.searches.application import Searches
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings
from coordinator.vault import Vault


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything that is kept of searches."""

    searches: Searches
    tracks: Tracks
    areas: AreaStore
    vault: Vault
    imported: ImportedSearches
    sealed: SealedChains


@contextmanager
def opened_stores(settings: Settings) -> Generator[Stores]:
    """The stores of an installation, until the block ends; SettingsError when one is wrong."""
    with ExitStack() as closing:
        database = open_database(settings)
        closing.callback(database.close)
        searches = Searches.open(settings)
        closing.callback(searches.close)
        tracks = Tracks(settings)
        closing.callback(tracks.close)
        yield Stores(
            searches, tracks, AreaStore(database), Vault(database, settings),
            ImportedSearches(database), SealedChains(database),
        )  # fmt: skip

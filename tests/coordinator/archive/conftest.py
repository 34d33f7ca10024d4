"""An installation with a whole search, its archive, and another installation to import it into."""

from collections.abc import Generator
from pathlib import Path

import pytest

from coordinator.archive.stores import Stores, opened_stores
from coordinator.archive.writing import Wanted
from coordinator.settings import Settings
from tests.coordinator.archive.told import PASSPHRASE, keep_story, write


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of an installation with the search that everything has happened in."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("home"))
    with opened_stores(settings) as stores:
        keep_story(stores)
    return settings


@pytest.fixture(scope="session")
def archive_file(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its archive, with the area and without personal data."""
    file = tmp_path_factory.mktemp("archive") / "search.zip"
    with opened_stores(home) as stores:
        write(stores, file)
    return file


@pytest.fixture(scope="session")
def personal_file(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its archive with personal data."""
    file = tmp_path_factory.mktemp("archive") / "personal.zip"
    with opened_stores(home) as stores:
        write(stores, file, Wanted(passphrase=PASSPHRASE))
    return file


@pytest.fixture
def stores(settings: Settings) -> Generator[Stores]:
    """The stores of an empty installation, on either database."""
    with opened_stores(settings) as opened:
        yield opened

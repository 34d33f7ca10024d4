"""A service for the tests of the contract: one for each kind of database."""

from collections.abc import Generator

import pytest

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.area import Area
from tests.coordinator.areas.small_city import small_city
from tests.web.house import House, Person, house


@pytest.fixture(scope="session")
def small_area() -> Area:
    """The small city."""
    return small_city()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, small_area: Area) -> Generator[House]:
    """A service over SQLite, shared by the tests of a file."""
    with house(Settings(data_dir=tmp_path_factory.mktemp("data")), small_area) as opened:
        yield opened


@pytest.fixture(scope="module")
def commander(here: House) -> Person:
    """Somebody who may do everything in a search."""
    return here.person(Role.COMMANDER)


@pytest.fixture
def search_id(here: House, commander: Person) -> str:
    """A search that has just been opened."""
    return here.search(commander)

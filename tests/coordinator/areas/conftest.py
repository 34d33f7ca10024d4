from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.areas.import_area import import_area
from coordinator.areas.import_report import ImportReport
from domain.area import Area
from tests.coordinator.areas.osm_text import OsmText
from tests.coordinator.areas.small_city import small_city

Imported = Callable[[OsmText], tuple[Area, ImportReport]]


@pytest.fixture(scope="session")
def city() -> Area:
    return small_city()


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    def run(osm: OsmText) -> tuple[Area, ImportReport]:
        return import_area(osm.write(tmp_path / "drawn.osm"), "drawn")

    return run

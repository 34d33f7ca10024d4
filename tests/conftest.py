"""Fixtures that all tests share."""

import os
from pathlib import Path

import pytest


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

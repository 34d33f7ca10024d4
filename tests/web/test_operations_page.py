"""Given the page for those who run the service, then it names every measure and check."""

import re
from pathlib import Path

import httpx

from coordinator.settings import Settings
from domain.area import Area
from tests.web.house import house

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAME = re.compile(r"\bcoordinator_[a-z_]+")
ENDINGS = ("_bucket", "_count", "_sum")


def test_the_page_and_the_alerts_speak_of_what_there_is(tmp_path: Path, small_area: Area) -> None:
    with house(Settings(data_dir=tmp_path / "data"), small_area) as here:
        text = httpx.get(f"{here.address}/metrics").text
        checks = httpx.get(f"{here.address}/readyz").json()["checks"]
    families = set(re.findall(r"# TYPE (coordinator_[a-z_]+) ", text))
    page, alerts = (DOCS / "operations.md").read_text(), DOCS / "deployment" / "alerts.yaml"
    assert set(NAME.findall(page)) == families
    meant = set(NAME.findall(alerts.read_text()))
    assert meant
    assert {without_ending(name) for name in meant} <= families
    assert {name for name in checks if f"`{name}`" not in page} == set()


def without_ending(sample: str) -> str:
    """A sample's family."""
    return next((sample.removesuffix(end) for end in ENDINGS if sample.endswith(end)), sample)

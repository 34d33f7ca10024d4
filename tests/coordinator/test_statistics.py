"""All searches in one table, one search after the other in memory."""

import csv
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coordinator.settings import Settings
from coordinator.statistics import csv_lines, statistics_rows
from domain.camera_zones.clearance import ClearCameraZone
from domain.event import SearchEvent
from projections.statistics.columns import COLUMNS
from tests.coordinator.installation import between, process
from web.main import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "statistics.md"


def test_each_search_has_a_line_in_the_order_of_opening(settings: Settings) -> None:
    with process(settings) as here:
        first, second = here.open(), here.open()
        here.clock.at_minute(12)
        here.give(second, ClearCameraZone("C1", between(-30, -10)))
        lines = list(csv_lines(statistics_rows(here.searches, here.areas, here.searches.ids())))
    table = list(csv.DictReader(lines))
    assert [line["search_id"] for line in table] == [str(first), str(second)]
    assert [line["first_clearance_min"] for line in table] == ["", "12.0"]
    assert list(table[0]) == list(COLUMNS)


def test_a_search_is_read_a_page_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator.statistics.AT_ONCE", 4)
    with process(Settings(data_dir=tmp_path)) as here:
        search_id = here.open()
        here.clock.at_minute(60)
        for since in range(10):
            here.give(search_id, ClearCameraZone("C1", between(since, since + 1)))
        read, most = here.searches.events_of, []

        def watched(search_id: UUID, after: int = 0, limit: int | None = None) -> Any:
            found: list[SearchEvent] = read(search_id, after, limit)
            most.append(len(found))
            return found

        monkeypatch.setattr(here.searches, "events_of", watched)
        (row,) = statistics_rows(here.searches, here.areas, [search_id])
        assert row["windows_cleared"] == 10
        assert max(most) <= 4


def test_the_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = tmp_path / "data", tmp_path / "all.csv"
    with process(Settings(data_dir=data)) as here:
        search_id = here.open()
    assert main(["statistics", "--out", str(out), "--data-dir", str(data)]) == 0
    assert "1 searches written" in capsys.readouterr().out
    with out.open(newline="") as file:
        assert [line["search_id"] for line in csv.DictReader(file)] == [str(search_id)]


@pytest.mark.parametrize(
    ("options", "named"),
    [([], "--out"), (["--out", "/nowhere/at/all.csv"], "--out: cannot write /nowhere/at/all.csv")],
)
def test_bad_input_is_one_line_and_exit_code_2(
    tmp_path: Path, options: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["statistics", *options, "--data-dir", str(tmp_path)])
    except SystemExit as ended:
        code = int(ended.code or 0)
    told = capsys.readouterr().err.strip().splitlines()
    assert (code, len(told)) == (2, 1)
    assert named in told[0]


def test_every_column_stands_on_the_page_with_its_meaning() -> None:
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line[:3] == "| `"]
    assert {name.strip(" `"): meaning.strip() for _, name, meaning, _ in rows} == dict(COLUMNS)
    assert [name.strip(" `") for _, name, _, _ in rows] == list(COLUMNS)

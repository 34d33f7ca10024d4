from pathlib import Path

import orjson
import pytest

from coordinator.area_store import AreaStore
from coordinator.clock import Clock
from coordinator.database import open_database
from coordinator.settings import Settings
from tests.coordinator.simulation.small_city import city
from web.main import main

FEW = ["--cameras", "8", "--cameras-within-m", "900", "--hours", "0.5", "--workers", "1"]


@pytest.fixture
def installed(tmp_path: Path) -> list[str]:
    """Options of an installation with a small area."""
    database = open_database(Settings(data_dir=tmp_path))
    AreaStore(database).keep(city().area, Clock().now())
    database.close()
    return ["--area", "town", "--data-dir", str(tmp_path)]


def test_it_prints_a_result_for_machines_and_a_plot(
    installed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "found.svg"
    runs = ["--runs", "2", "--policies", "ring,practice", "--json", "--plot", str(plot)]
    assert main(["simulate", *installed, *FEW, *runs]) == 0
    result = orjson.loads(capsys.readouterr().out)
    assert len(result["outcomes"]) == 4
    assert [each["policy"] for each in result["policies"]] == ["ring", "practice"]
    assert plot.read_text().startswith("<svg")


def test_it_prints_a_table_for_people(
    installed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *installed, *FEW, "--runs", "1", "--policies", "ring"]) == 0
    assert "ring by ring" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--runs", "0"], "--runs"),
        (["--seed", "-1"], "--seed"),
        (["--cameras", "0"], "--cameras"),
        (["--teams", "0"], "--teams"),
        (["--team-pod", "1.5"], "--team-pod"),
        (["--hours", "nan"], "--hours"),
        (["--hours", "11"], "--hours"),
        (["--workers", "0"], "--workers"),
        (["--trajectories", "3"], "--trajectories"),
        (["--policies", "luck"], "--policies"),
        (["--report-from-min", "130"], "--report-until-min"),
        (["--plot", "/nowhere/at/all.svg"], "--plot"),
        (["--area", "atlantis"], "--area"),
        (["--file", "missing.osm.pbf"], "--area"),
    ],
)
def test_bad_input_is_one_line_that_names_the_option(
    options: list[str], named: str, installed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *installed, *options]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert named in said


def test_a_file_that_cannot_be_read_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", "--file", str(tmp_path / "none.osm.pbf")]) == 2
    assert capsys.readouterr().err.count("\n") == 1

"""The command line: archives written, read and verified, and one line for what cannot be."""

import io
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from coordinator.archive.stores import opened_stores
from coordinator.settings import Settings
from tests.coordinator.archive.told import EVENTS_TOLD, PASSPHRASE, TEXTS
from tests.domain.scenario import SEARCH_ID
from web.main import main

ID = str(SEARCH_ID)
UNKNOWN = "00000000-0000-0000-0000-000000000001"
SEALED = ["--with-personal-data", "--passphrase-stdin"]


@pytest.fixture
def at_home(home: Settings) -> list[str]:
    return ["--data-dir", str(home.data_dir)]


@pytest.fixture
def elsewhere(tmp_path: Path) -> list[str]:
    return ["--data-dir", str(tmp_path / "elsewhere")]


def said(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def test_a_search_travels(
    at_home: list[str], elsewhere: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "search.zip")
    assert main(["export", ID, "--format", "archive", "--out", file, *at_home]) == 0
    exported = capsys.readouterr().out
    head = exported.split("head ")[1].strip()
    assert f"{EVENTS_TOLD} events, 8 batches of positions, no personal data" in exported
    assert main(["import", file, *elsewhere]) == 0
    assert "it can be read and replayed, and takes no commands" in capsys.readouterr().out
    assert main(["import", file, *elsewhere]) == 0
    assert "is here already, event by event the same" in capsys.readouterr().out
    for verify in (
        ["verify", ID, "--head", head, "--archive", file, *elsewhere],
        ["verify", *elsewhere],
        ["verify", file],
        ["verify", file, "--head", head],
    ):
        assert main(verify) == 0
        assert f"head {head}" in capsys.readouterr().out


def test_personal_data_travel_under_a_passphrase(
    at_home: list[str], elsewhere: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = str(tmp_path / "search.zip")
    said(monkeypatch, PASSPHRASE)
    assert main(["export", ID, "--format", "archive", "--out", file, *SEALED, *at_home]) == 0
    assert "3 sealed texts and photos" in capsys.readouterr().out
    assert main(["import", file, *elsewhere]) == 0
    assert "its 3 texts stay sealed" in capsys.readouterr().out
    said(monkeypatch, PASSPHRASE)
    assert main(["import", file, *SEALED, *elsewhere]) == 0
    with opened_stores(Settings(data_dir=Path(elsewhere[1]))) as stores:
        assert stores.vault.reveal_all(ID, TEXTS) == TEXTS


def test_events_alone_are_still_one_a_line(
    at_home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "events.jsonl"
    assert main(["export", ID, "--format", "jsonl", "--out", str(file), *at_home]) == 0
    assert f"{EVENTS_TOLD} events written" in capsys.readouterr().out
    lines = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    assert [line["version"] for line in lines] == list(range(1, EVENTS_TOLD + 1))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["export", "nobody", "--format", "archive", "--out", "FILE"], "SEARCH"),
        (["export", UNKNOWN, "--format", "archive", "--out", "FILE"], "there is no search"),
        (["export", ID, "--format", "archive", "--out", "/nowhere/at/all.zip"], "--out"),
        (["export", ID, "--format", "zip", "--out", "FILE"], "--format"),
        (["export", ID, "--format", "jsonl", "--out", "FILE", "--without-area"],
         "--without-area: expected --format archive"),
        (["export", ID, "--format", "jsonl", "--out", "FILE", *SEALED],
         "--with-personal-data: expected --format archive"),
        (["export", ID, "--format", "archive", "--out", "FILE", "--passphrase-stdin"],
         "--passphrase-stdin: expected together with --with-personal-data"),
        (["export", ID, "--format", "archive", "--out", "FILE", *SEALED],
         "passphrase: expected at least 12 characters"),
        (["export", ID, "--format", "archive", "--out", "FILE", "--with-personal-data"],
         "use --passphrase-stdin"),
        (["import", "missing.zip"], "missing.zip: the archive cannot be read"),
        (["import", "ARCHIVE", *SEALED], "the archive has no personal data"),
        (["import"], "FILE"),
        (["verify", "missing.zip"], "missing.zip: the archive cannot be read"),
        (["verify", UNKNOWN], "there is no search"),
        (["verify", ID, "--head", "0" * 64], "this head is the hash of none of its events"),
        (["verify", ID, "--archive", "missing.zip"], "the archive cannot be read"),
        (["verify", "ARCHIVE", "--head", "0" * 64], "--head: it is the hash of no event"),
        (["verify", "ARCHIVE", "--archive", "ARCHIVE"], "--archive: expected together with one"),
        (["verify", "--head", "0" * 64], "--head: expected together with one SEARCH"),
        (["verify", "--archive", "ARCHIVE"], "--archive: expected together with one SEARCH"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_exit_code_2(
    at_home: list[str], archive_file: Path, tmp_path: Path, arguments: Sequence[str],
    expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    said(monkeypatch, "short")
    given = [
        {"FILE": str(tmp_path / "out.zip"), "ARCHIVE": str(archive_file)}.get(each, each)
        for each in arguments
    ]
    try:
        code = main([*given, *at_home])
    except SystemExit as ended:
        code = int(ended.code or 0)
    told = capsys.readouterr().err.strip().splitlines()
    assert (code, len(told)) == (2, 1), told
    assert expected in told[0]
    assert not (tmp_path / "out.zip").exists()


def test_an_altered_archive_is_one_line_that_names_the_event(
    archive_file: Path, elsewhere: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(archive_file.read_bytes()[:-700])
    for command in ("import", "verify"):
        assert main([command, str(cut), *elsewhere]) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert "cut.zip: this is no archive of a search, or it ends too early" in told

"""Whatever is changed in an archive is noticed, and where it is an event, it is named."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.archive.container import packing
from coordinator.archive.reading import opened_archive
from coordinator.archive.refused import ArchiveRefused
from coordinator.canonical import canonical
from tests.coordinator.archive.forged import Parts, forge, lines_of, parts_of, with_chain
from tests.coordinator.archive.told import EVENTS_TOLD

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
anywhere = st.floats(0, 1, exclude_max=True)


def refusal(file: Path) -> ArchiveRefused:
    """Why an archive is refused."""
    with pytest.raises(ArchiveRefused) as refused, opened_archive(file):
        pass
    assert "\n" not in refused.value.detail
    return refused.value


def flipped(content: bytes, at: int, bit: int) -> bytes:
    return content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :]


def test_an_archive_as_written_is_whole(archive_file: Path, personal_file: Path) -> None:
    for file in (archive_file, personal_file):
        with opened_archive(file) as archive:
            assert sum(1 for _ in archive.events()) == archive.manifest.events.count > 30
            assert sum(1 for _ in archive.positions()) == archive.manifest.positions.count > 5


@QUICK
@given(where=anywhere, bit=st.integers(0, 7))
def test_a_bit_flipped_anywhere_in_the_file_is_noticed(
    personal_file: Path, tmp_path: Path, where: float, bit: int
) -> None:
    content = personal_file.read_bytes()
    changed = tmp_path / "flipped.zip"
    changed.write_bytes(flipped(content, int(where * len(content)), bit))
    refusal(changed)


@QUICK
@given(where=anywhere, bit=st.integers(0, 7))
def test_a_bit_flipped_in_an_event_names_it_though_the_file_was_sealed_anew(
    archive_file: Path, tmp_path: Path, where: float, bit: int
) -> None:
    named = 0

    def flip(parts: Parts) -> None:
        nonlocal named
        content = parts["events.jsonl"]
        at = int(where * len(content))
        named = content[:at].count(b"\n") + 1
        parts["events.jsonl"] = flipped(content, at, bit)

    found = refusal(forge(archive_file, tmp_path / "forged.zip", flip))
    assert found.code == "archive_altered"
    assert f"event {named} is the first altered one" in found.detail


@QUICK
@given(where=anywhere)
def test_an_event_left_out_is_named(archive_file: Path, tmp_path: Path, where: float) -> None:
    named = 0

    def drop(parts: Parts) -> None:
        nonlocal named
        lines = lines_of(parts)
        named = int(where * len(lines)) + 1
        parts["events.jsonl"] = b"".join(lines[: named - 1] + lines[named:])

    found = refusal(forge(archive_file, tmp_path / "forged.zip", drop))
    assert f"event {named} is the first altered one" in found.detail


@QUICK
@given(first=anywhere, second=anywhere)
def test_events_in_another_order_are_named(
    archive_file: Path, tmp_path: Path, first: float, second: float
) -> None:
    named = 0

    def swap(parts: Parts) -> None:
        nonlocal named
        lines = lines_of(parts)
        low = int(first * (len(lines) - 1))
        high = low + 1 + int(second * (len(lines) - low - 1))
        named = low + 1
        lines[low], lines[high] = lines[high], lines[low]
        parts["events.jsonl"] = b"".join(lines)

    found = refusal(forge(archive_file, tmp_path / "forged.zip", swap))
    assert f"event {named} is the first altered one: another stands in its place" in found.detail


@QUICK
@given(where=anywhere)
def test_a_file_that_ends_too_early_is_noticed(
    archive_file: Path, tmp_path: Path, where: float
) -> None:
    content = archive_file.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(content[: int(where * len(content))])
    assert refusal(cut).code in ("archive_unreadable", "archive_altered")


def test_a_flip_in_the_packed_file_still_names_an_event(archive_file: Path, tmp_path: Path) -> None:
    content = archive_file.read_bytes()
    changed = tmp_path / "flipped.zip"
    changed.write_bytes(flipped(content, content.index(b"events.jsonl") + 200, 3))
    assert "event 1 is the first altered one" in refusal(changed).detail or (
        "its part events.jsonl cannot be read" in refusal(changed).detail
    )


def events_end_early(parts: Parts) -> None:
    parts["events.jsonl"] = b"".join(lines_of(parts)[:-3])


def an_event_is_added(parts: Parts) -> None:
    parts["events.jsonl"] += lines_of(parts)[-1]


def positions_change(parts: Parts) -> None:
    parts["positions.jsonl"] = parts["positions.jsonl"].replace(b"8.5", b"9.5", 3)


def positions_end_early(parts: Parts) -> None:
    parts["positions.jsonl"] = parts["positions.jsonl"].splitlines(keepends=True)[0]


def a_part_is_missing(parts: Parts) -> None:
    del parts["positions.jsonl"]


def no_manifest(parts: Parts) -> None:
    del parts["manifest.json"]


def a_part_more(parts: Parts) -> None:
    parts["more.txt"] = b"more"


def in_manifest(**change: object) -> Callable[[Parts], None]:
    def changed(parts: Parts) -> None:
        manifest = orjson.loads(parts["manifest.json"]) | change
        parts["manifest.json"] = canonical(manifest)

    return changed


def another_topic(parts: Parts) -> None:
    with_chain(parts, lambda records: records[9].update(topic="street_team.beamed_up"))


def another_schema(parts: Parts) -> None:
    with_chain(parts, lambda records: records[9].update(schema=99))


FORGERIES: list[tuple[Callable[[Parts], None], str, str]] = [
    (events_end_early, "archive_altered", "is the first altered one: the end is missing"),
    (an_event_is_added, "archive_altered", "another stands in its place"),
    (positions_change, "archive_altered", "batch of positions 2 is the first altered one"),
    (positions_end_early, "archive_altered", "batch of positions 2 is the first altered one"),
    (a_part_is_missing, "archive_altered", "its part positions.jsonl is missing"),
    (no_manifest, "archive_unreadable", "no archive of a search"),
    (a_part_more, "archive_altered", "parts that its manifest does not know"),
    (in_manifest(format="holiday photos"), "archive_unreadable", "no archive of a search"),
    (in_manifest(format_version=2), "archive_too_new", "format version 2: this program reads"),
    (in_manifest(format_version="1"), "archive_altered", "its manifest is not as expected"),
    (in_manifest(search_id="nobody"), "archive_altered", "does not name a search"),
    (in_manifest(search_id="00000000-0000-0000-0000-000000000001"), "archive_altered",
     "event 1 is the first altered one"),
    (in_manifest(parts=[]), "archive_altered", "does not name its parts"),
    (in_manifest(events={"count": EVENTS_TOLD, "head": "0" * 64}), "archive_altered",
     "the hash of its last event"),
    (another_topic, "archive_too_new", "event 10 is street_team.beamed_up"),
    (another_schema, "archive_too_new", "event 10 is"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "said"), FORGERIES)
def test_each_forgery_is_told(
    archive_file: Path, tmp_path: Path, change: Callable[[Parts], None], code: str, said: str
) -> None:
    found = refusal(forge(archive_file, tmp_path / "forged.zip", change))
    assert (found.code, said in found.detail) == (code, True), found.detail


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all", b"\0" * 5000])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert refusal(file).code == "archive_unreadable"
    assert refusal(tmp_path / "nowhere.zip").code == "archive_unreadable"
    assert refusal(tmp_path).code == "archive_unreadable"


def test_another_zip_is_no_archive(tmp_path: Path) -> None:
    file = tmp_path / "other.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("letter.txt", "dear all")
    assert refusal(file).code == "archive_unreadable"


def test_a_line_without_end_is_not_read_to_its_end(archive_file: Path, tmp_path: Path) -> None:
    def endless(parts: Parts) -> None:
        parts["events.jsonl"] = b"[" * 30_000_000

    found = refusal(forge(archive_file, tmp_path / "forged.zip", endless))
    assert "event 1 is the first altered one: it cannot be read" in found.detail


def test_a_failed_writing_leaves_no_file(tmp_path: Path) -> None:
    def half() -> None:
        with packing(tmp_path / "never.zip") as archive, archive.part("events.jsonl") as part:
            part.write(b"half of it")
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        half()
    assert list(tmp_path.iterdir()) == []


def test_the_parts_are_what_any_unpacker_finds(archive_file: Path) -> None:
    assert set(parts_of(archive_file)) == {
        "manifest.json", "schema.json", "events.jsonl", "positions.jsonl", "area.bin",
    }  # fmt: skip

"""The documented shape of an archive is the one that the code writes and accepts."""

import re
from pathlib import Path
from typing import Any

import orjson
import pytest

from coordinator.archive.manifest import FORMAT_VERSION, Manifest
from coordinator.archive.reading import opened_archive
from coordinator.archive.shapes import (
    DATA,
    TRACK_EVENTS,
    archive_schema,
    checked,
    newest_schema,
)
from domain.catalogue import EVENTS
from domain.event import SearchEvent
from tests.coordinator.archive.forged import parts_of
from tests.coordinator.archive.test_version_1 import FILE
from tests.projections.full_story import full_story

DOCS = Path(__file__).resolve().parents[3] / "docs"
SCHEMA: dict[str, Any] = archive_schema()
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
    "boolean": bool, "null": type(None),
}  # fmt: skip


def fits(value: Any, shape: dict[str, Any]) -> bool:
    """Whether a value fits as much of JSON Schema as ours uses; an unknown word is an error."""
    known = {
        "$ref", "type", "properties", "required", "additionalProperties", "items", "anyOf",
        "enum", "const", "allOf", "if", "then", "pattern", "minimum", "maximum", "maxLength",
        "title", "description", "default",
    }  # fmt: skip
    assert set(shape) <= known, set(shape) - known
    if "$ref" in shape:
        return fits(value, SCHEMA["$defs"][shape["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in shape:
        return any(fits(value, each) for each in shape["anyOf"])
    if "const" in shape:
        return bool(value == shape["const"])
    if "enum" in shape:
        return value in shape["enum"]
    kind = shape.get("type")
    if kind and (
        not isinstance(value, TYPES[kind]) or (isinstance(value, bool) != (kind == "boolean"))
    ):
        return False
    if isinstance(value, dict):
        return _fits_object(value, shape)
    if isinstance(value, list):
        return all(fits(each, shape.get("items", {})) for each in value)
    if isinstance(value, str):
        matches = re.search(shape.get("pattern", ""), value) is not None
        return matches and len(value) <= shape.get("maxLength", len(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bool(shape.get("minimum", value) <= value <= shape.get("maximum", value))
    return True


def _fits_object(value: dict[str, Any], shape: dict[str, Any]) -> bool:
    properties, more = shape.get("properties", {}), shape.get("additionalProperties", True)
    if not set(shape.get("required", ())) <= set(value):
        return False
    for name, inner in value.items():
        if name in properties:
            if not fits(inner, properties[name]):
                return False
        elif more is False or (isinstance(more, dict) and not fits(inner, more)):
            return False
    return all(
        fits(value, rule["then"]) for rule in shape.get("allOf", ()) if fits(value, rule["if"])
    )


def line_fits(line: bytes) -> bool:
    return fits(orjson.loads(line), {"anyOf": SCHEMA["anyOf"]})


def test_the_published_schema_is_the_one_of_the_code() -> None:
    published = orjson.loads((DOCS / "archive.schema.json").read_bytes())
    assert published == SCHEMA, "write it anew: python -m coordinator.archive.shapes"


def test_every_topic_has_its_shape_and_no_other_is_known() -> None:
    assert set(DATA) == {*EVENTS, *TRACK_EVENTS}
    assert set(SCHEMA["$defs"]["EventLine"]["properties"]["topic"]["enum"]) == set(EVENTS)
    assert SCHEMA["$id"].endswith(f":{FORMAT_VERSION}")


@pytest.mark.parametrize("file", ["now", "version 1"])
def test_everything_in_an_archive_fits_the_schema(file: str, archive_file: Path) -> None:
    parts = parts_of(archive_file if file == "now" else FILE)
    lines = [
        parts["manifest.json"], *parts["events.jsonl"].splitlines(),
        *parts["positions.jsonl"].splitlines(),
    ]  # fmt: skip
    assert len(lines) > 40
    assert all(line_fits(line) for line in lines)
    topics = {orjson.loads(line)["topic"] for line in lines[1:]}
    known = {*EVENTS, *TRACK_EVENTS}
    assert topics == known if file == "now" else topics <= known


def test_an_archive_carries_its_schema(archive_file: Path) -> None:
    assert orjson.loads(parts_of(archive_file)["schema.json"]) == SCHEMA


def test_the_schema_tells_what_does_not_fit(archive_file: Path) -> None:
    event = orjson.loads(parts_of(archive_file)["events.jsonl"].splitlines()[9])
    changes: list[dict[str, Any]] = [
        {"topic": "street_team.beamed_up"}, {"version": -1}, {"hash": "0"}, {"more": 1},
        {"data": {}}, {"actor": None},
    ]  # fmt: skip
    for change in changes:
        assert not line_fits(orjson.dumps(event | change))
    assert line_fits(orjson.dumps(event))


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_an_event_of_every_topic_is_checked_by_its_types(topic: str) -> None:
    event: SearchEvent = next(e for e in full_story().events if topic == e.TOPIC)
    checked(event, topic)
    spoilt = object.__new__(type(event))
    name = DATA[topic].__struct_fields__[-1]
    object.__setattr__(spoilt, "__dict__", {**vars(event), name: {"not": object()}})
    with pytest.raises(ValueError, match=r".+"):
        checked(spoilt, topic)
    assert newest_schema(topic) == type(event).class_version


def test_the_page_names_every_part_and_every_field_of_the_manifest(archive_file: Path) -> None:
    page = (DOCS / "archive.md").read_text("utf-8")
    for name in {*parts_of(archive_file), "personal.jsonl"}:
        assert f"`{name}`" in page
    for name in Manifest.__struct_fields__:
        assert f"`{name}`" in page
    with opened_archive(FILE) as archive:
        assert archive.manifest.format_version == 1
    assert f"format version {FORMAT_VERSION}" in page

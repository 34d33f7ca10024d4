"""The shape of everything in an archive, made from the event classes; also as JSON schema."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, UnsetType

from coordinator.archive.manifest import FORMAT_VERSION, Count, Hash, Manifest
from domain.catalogue import EVENTS
from domain.event import SearchEvent
from domain.teams.track import Track

TRACK_EVENTS: Mapping[str, type] = MappingProxyType(
    {kind.TOPIC: kind for kind in (Track.Created, Track.Extended)}
)
_BESIDE_DATA = {
    "originator_id", "originator_version", "timestamp", "occurred_at", "command_id",
    "command_digest", "actor",
}  # fmt: skip


class EventLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of `events.jsonl`; times RFC 3339 in UTC."""

    version: Count
    topic: str
    schema: Count
    """Version of the topic's data; older ones are understood by every later program."""
    recorded_at: str
    occurred_at: str
    command_id: str
    command_digest: str
    actor: str
    data: dict[str, Any]
    hash: Hash


class PositionsLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of `positions.jsonl`: a team's track begins, or one batch of it."""

    track: str
    version: Count
    topic: str
    schema: Count
    recorded_at: str
    data: dict[str, Any]
    hash: Hash
    command_id: str | UnsetType = UNSET
    command_digest: str | UnsetType = UNSET


def _shape(kind: type, topic: str) -> type[msgspec.Struct]:
    fields = [
        (name, hint)
        for name, hint in get_type_hints(kind).items()
        if get_origin(hint) is not ClassVar and name not in _BESIDE_DATA
    ]
    said = {"__doc__": (kind.__doc__ or "").strip()}
    return msgspec.defstruct(topic, fields, namespace=said, forbid_unknown_fields=True)


DATA: Mapping[str, type[msgspec.Struct]] = MappingProxyType(
    {topic: _shape(kind, topic) for topic, kind in {**EVENTS, **TRACK_EVENTS}.items()}
)
"""The data of each topic as the newest schema has it."""


def checked(event: object, topic: str) -> None:
    """Refuse an event whose data have not the types of its topic; ValueError names the field."""
    data = {name: value for name, value in vars(event).items() if name not in _BESIDE_DATA}
    msgspec.convert(data, DATA[topic])


def newest_schema(topic: str) -> int:
    """The version of a topic's data that this program writes."""
    kind: type = EVENTS.get(topic) or TRACK_EVENTS[topic]
    return int(getattr(kind, "class_version", 1))


def archive_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the manifest and of the lines, with the data of every topic."""
    shapes = [Manifest, EventLine, PositionsLine, *DATA.values()]
    _, defs = msgspec.json.schema_components(shapes, ref_template="#/$defs/{name}")
    for topic, kind in EVENTS.items():
        _mark_later_fields(defs[topic], kind)
    _by_topic(defs["EventLine"], EVENTS)
    _by_topic(defs["PositionsLine"], TRACK_EVENTS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:search-coordinator:archive:{FORMAT_VERSION}",
        "title": "Archive of a search: manifest.json, a line of events.jsonl or of positions.jsonl",
        "anyOf": [{"$ref": f"#/$defs/{n}"} for n in ("Manifest", "EventLine", "PositionsLine")],
        "$defs": defs,
    }


def _mark_later_fields(shape: dict[str, Any], kind: type[SearchEvent]) -> None:
    for name, schema in kind.LATER_FIELDS.items():
        shape["required"].remove(name)
        shape["properties"][name]["description"] = f"from schema {schema} on"


def _by_topic(line: dict[str, Any], topics: Mapping[str, type]) -> None:
    line["properties"]["topic"] = {"enum": list(topics)}
    line["allOf"] = [
        {
            "if": {"properties": {"topic": {"const": topic}}},
            "then": {"properties": {"data": {"$ref": f"#/$defs/{topic}"}}},
        }
        for topic in topics
    ]


if __name__ == "__main__":
    print(json.dumps(archive_schema(), indent=1))

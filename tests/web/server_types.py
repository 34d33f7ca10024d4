"""TypeScript types of what the service really sends, for the client to be checked against.

`python -m tests.web.server_types` writes `web/client/src/contract/server.ts`. Where the service has
models, they are those of their JSON Schema; records without a model are told by example, from a
search in which everything has happened once. `contract/agreement.ts` compares the client's own
types, which are narrower and have names and reasons, with these.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, TypeAdapter

from domain.area import Area
from domain.camera_zones.claim import ClaimCameraZone
from domain.open_streets import CLOSED_KINDS
from domain.place import Place
from projections.advice.assignments import Assignment
from projections.advice.reviews import Review
from projections.area_record import cameras_geojson, network_geojson
from projections.event_record import event_record
from projections.notices.notice import Notice
from projections.search_record import search_record
from tests.coordinator.areas.small_city import small_city
from tests.domain.scenario import Scenario, between
from tests.projections.full_story import full_story
from web.live.messages import CLIENT, SERVER
from web.wire.answers import CommandAnswer, EventAnswer, PositionAnswer
from web.wire.places import PlaceAnswer
from web.wire.walked import WalkedAnswer

FILE = Path(__file__).resolve().parents[2] / "web/client/src/contract/server.ts"
HEADER = """/**
 * What the service sends, written by `python -m tests.web.server_types`; not to be edited. A test
 * fails when it is not what the service sends any more, and the type check when `agreement.ts`
 * finds that the types of this folder say something else.
 */
"""
BY_ID = frozenset({"cameras", "factors", "numbers"})
"""Objects whose keys are ids or names of any number, told as records."""
UNTOLD = frozenset({"beat", "description", "field_of_view", "figures", "grounds", "reason"})
"""Of several kinds, which examples do not show: told as unknown."""
SENTENCE = {"zh": "他", "en": "he"}
Shape = str | tuple[str, Any]


def by_example(value: Any, name: str = "") -> Shape:
    """The shape of a JSON value."""
    match value:
        case _ if name in UNTOLD:
            return "unknown"
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list() | tuple():
            return "list", merged(by_example(each) for each in value)
        case Mapping() if name in BY_ID:
            return "record", merged(by_example(each) for each in value.values())
        case Mapping():
            # References into the vault are followed by what they stand for.
            told = {key: each for key, each in value.items() if not key.endswith("_ref")}
            return "object", {key: (by_example(each, key), True) for key, each in told.items()}
    raise TypeError(f"{name}: no JSON: {value!r}")


def merged(shapes: Iterable[Shape]) -> Shape:
    """One shape for several examples of the same thing; `unknown` where there is none."""
    nothing: Shape = "unknown"
    return reduce(_merge, shapes, nothing)


def _merge(a: Shape, b: Shape) -> Shape:
    if a == b or b in ("null", "unknown"):
        return a
    if a in ("null", "unknown"):
        return b
    kind = a[0] if isinstance(a, tuple) and isinstance(b, tuple) and a[0] == b[0] else "unknown"
    if kind == "object":
        fields = {}
        for key in {**a[1], **b[1]}:  # type: ignore[dict-item]
            (one, once), (other, twice) = (side[1].get(key, ("unknown", False)) for side in (a, b))  # type: ignore[union-attr]
            fields[key] = _merge(one, other), once and twice
        return kind, fields
    return (kind, _merge(a[1], b[1])) if kind in ("list", "record") else "unknown"


def by_schema(schema: dict[str, Any], known: dict[str, Any]) -> Shape:
    """The shape of a JSON Schema as pydantic writes it."""
    if "$ref" in schema:
        return by_schema(known[schema["$ref"].rpartition("/")[2]], known)
    if "const" in schema:
        return repr(schema["const"])
    if "anyOf" in schema:
        return merged(by_schema(each, known) for each in schema["anyOf"])
    match schema.get("type"):
        case "array":
            return "list", by_schema(schema["items"], known)
        case "object" if "properties" in schema:
            # What has a default is sent all the same.
            return "object", {
                key: (by_schema(each, known), True) for key, each in schema["properties"].items()
            }
        case "integer":
            return "number"
        case "string" | "number" | "boolean" | "null":
            return str(schema["type"])
    return "unknown"


def typescript(shape: Shape, depth: int = 0) -> str:
    """A shape as a type. Null is left out: whether something may be missing is not compared."""
    if isinstance(shape, str):
        return "unknown" if shape == "null" else shape
    kind, inner = shape
    if kind == "list":
        return f"{typescript(inner, depth)}[]"
    if kind == "record":
        return f"Record<string, {typescript(inner, depth)}>"
    pad = "  " * (depth + 1)
    lines = (
        f"{pad}{name if name.isidentifier() else repr(name)}{'' if always else '?'}: "
        f"{typescript(field, depth + 1)};\n"
        for name, (field, always) in sorted(inner.items())
    )
    return "{\n" + "".join(lines) + "  " * depth + "}"


def messages(union: TypeAdapter[Any]) -> Shape:
    """Every message of a union, by its type."""
    schema = union.json_schema(mode="serialization")
    found = (by_schema(each, schema["$defs"]) for each in schema["oneOf"])
    return "object", {each[1]["type"][0].strip("'"): (each, True) for each in found}  # type: ignore[index]


def model(of: type[BaseModel]) -> Shape:
    """The shape of a model."""
    schema = of.model_json_schema(mode="serialization")
    return by_schema(schema, schema.get("$defs", {}))


def state() -> Shape:
    """The state of a search: of one that has ended, and of one that is being worked at."""
    working = Scenario()
    working.given(ClaimCameraZone("gate", between(-9, -1)))
    searches = (full_story().search, working.search)
    return merged(by_example(search_record(search, lambda ref: ref)) for search in searches)


def events() -> Shape:
    """The data of every event, by topic."""
    told = [event_record(event, lambda ref: ref) for event in full_story().events]
    topics = sorted({record["topic"] for record in told})
    by_topic = {
        topic: merged(by_example(each["data"]) for each in told if each["topic"] == topic)
        for topic in topics
    }
    return "object", {topic: (shape, True) for topic, shape in by_topic.items()}


def features(geojson: bytes) -> Shape:
    """The properties of the features of a map."""
    return merged(by_example(each["properties"]) for each in orjson.loads(geojson)["features"])


def closed_kinds() -> str:
    """The table of the streets that modes of travel cannot use, as a value."""
    lines = (f"  {mode}: {orjson.dumps(kinds).decode()},\n" for mode, kinds in CLOSED_KINDS.items())
    kind = "Readonly<Record<string, readonly string[]>>"
    return f"export const CLOSED_KINDS: {kind} = {{\n{''.join(lines)}}};\n"


def everything() -> str:
    """The whole file."""
    area: Area = small_city()
    review = Review("C1", between(-9, -1), 0.1, 3.0, 0.2, SENTENCE)
    assignment = Assignment("t", Place(0.0, 0.0), (1, 2), 0.1, SENTENCE)
    notice = Notice("code", ("id",), SENTENCE, SENTENCE, {"metres": 1.0})
    shapes = {
        "ServerMessages": messages(SERVER),
        "ClientMessages": messages(CLIENT),
        "State": state(),
        "Events": events(),
        "Event": model(EventAnswer),
        "Position": model(PositionAnswer),
        "Answer": model(CommandAnswer),
        "Review": by_example(review.record()),
        "Assignment": by_example(assignment.record()),
        "Notice": by_example(notice.record()),
        "Segment": features(network_geojson(area)),
        "Camera": features(cameras_geojson(area)),
        "Walked": model(WalkedAnswer),
        "Place": model(PlaceAnswer),
    }
    types = (f"export type {name} = {typescript(shape)};\n" for name, shape in shapes.items())
    return "\n".join([HEADER.rstrip("\n"), *types, closed_kinds()])


if __name__ == "__main__":
    FILE.write_text(everything(), "utf8")

"""The events of a search are exactly the ones of the design, and anybody can read them."""

import json
import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from eventsourcing.utils import get_topic, resolve_topic

from domain.catalogue import EVENTS
from domain.event import SearchEvent
from tests.domain.json_primitives import ENVELOPE, data_of, is_json
from tests.domain.scenario import NINE
from tests.domain.stored import MAPPER, stored_and_read

TOPICS = {
    "search.opened", "search.suspended", "search.resumed", "search.closed",
    "subject.described", "subject.photo_added", "subject.photo_withdrawn",
    "last_known_point.set",
    "familiar_place.added",
    "camera_zone.claimed", "camera_zone.released",
    "camera_zone.cleared",
    "camera_zone.clock_corrected",
    "camera_zone.clearance_withdrawn",
    "camera_zone.out_of_service", "camera_zone.outage_withdrawn",
    "camera_zone.recording_requested", "camera_zone.recording_available",
    "sighting.reported", "sighting.assessed", "sighting.photo_added",
    "rest_of_world.checked", "rest_of_world.check_withdrawn",
    "street_team.deployed", "street_team.stood_down",
    "street_team.redirected",
    "advice.followed", "redirect.proposed",
    "redirect.replied",
    "redirect.superseded", "redirect.expired", "redirect.escalated",
    "streets.swept", "streets.sweep_withdrawn",
    "checklist.item_done", "checklist.item_undone",
    "note.added", "subject.found", "subject.find_withdrawn",
}  # fmt: skip
"""Every topic of the table "One search, one stream" of the design."""

SAMPLES: dict[Any, Any] = {str: "东 street", int: 3, float: 0.1, bool: True, Any: {"a": [None]}}


def kinds(base: type[SearchEvent]) -> Iterator[type[SearchEvent]]:
    """Every class of event that is meant to be stored: it has a topic of its own."""
    for kind in base.__subclasses__():
        if "TOPIC" in vars(kind):
            yield kind
        yield from kinds(kind)


def fields(kind: type[SearchEvent]) -> dict[str, Any]:
    """The declared fields of an event by name, without its envelope and class variables."""
    hints = get_type_hints(kind)
    return {
        name: hint
        for name, hint in hints.items()
        if name not in ENVELOPE and not name.isupper() and not hasattr(kind, name)
    }


def sample(hint: Any, *, none: bool) -> Any:
    """A value of the declared type; None wherever it is allowed, if wished."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        some = next(part for part in parts if part is not type(None))
        return None if none and type(None) in parts else sample(some, none=none)
    if origin is list:
        return [sample(parts[0], none=none)]
    if origin is dict:
        assert parts[0] is str
        return {"name": sample(parts[1], none=none)}
    return SAMPLES[hint]


def made(kind: type[SearchEvent], *, none: bool) -> SearchEvent:
    """An event of this kind with a value in every field."""
    data = {name: sample(hint, none=none) for name, hint in fields(kind).items()}
    return kind(originator_id=UUID(int=1), originator_version=2, timestamp=NINE, **data)


def test_the_topics_are_exactly_those_of_the_design() -> None:
    assert set(EVENTS) == TOPICS


def test_every_event_there_is_stands_in_the_catalogue_under_its_topic() -> None:
    assert {kind.TOPIC: kind for kind in kinds(SearchEvent)} == EVENTS
    assert len(list(kinds(SearchEvent))) == len(EVENTS), "two events share a topic"


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_a_topic_leads_to_its_event_and_back(topic: str) -> None:
    assert resolve_topic(topic) is EVENTS[topic]
    assert get_topic(EVENTS[topic]) == topic


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_every_event_says_when_it_happened_by_which_command_and_whose(topic: str) -> None:
    envelope = {"occurred_at": str, "command_id": str, "command_digest": str, "actor": str}
    assert fields(EVENTS[topic]).items() >= {**envelope, "late": bool}.items()


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_what_an_event_is_about_is_one_of_its_fields(topic: str) -> None:
    kind = EVENTS[topic]
    event = made(kind, none=False)
    assert not kind.ABOUT or kind.ABOUT in fields(kind)
    assert event.about == (SAMPLES[str] if kind.ABOUT else str(UUID(int=1)))


@pytest.mark.parametrize("none", [False, True])
@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_an_event_holds_json_primitives_and_is_the_same_when_read_again(
    topic: str, none: bool
) -> None:
    event = made(EVENTS[topic], none=none)
    assert set(data_of(event)) == set(fields(EVENTS[topic]))
    assert is_json(data_of(event))
    stored = MAPPER.to_stored_event(event)
    assert stored.topic == topic
    plain = json.loads(stored.state)
    assert {name: plain[name] for name in data_of(event)} == data_of(event)
    again = stored_and_read(event)
    assert type(again) is EVENTS[topic]
    assert again == event


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_an_event_that_has_changed_makes_new_state_of_every_older_one(topic: str) -> None:
    kind = EVENTS[topic]
    since = set(kind.LATER_FIELDS.values())
    assert since <= set(range(2, kind.class_version + 1))
    assert set(kind.LATER_FIELDS) <= set(fields(kind))
    first = {k: v for k, v in data_of(made(kind, none=False)).items() if k not in kind.LATER_FIELDS}
    state = dict(first)
    for version in range(1, kind.class_version):
        getattr(kind, f"upcast_v{version}_v{version + 1}")(state)
    assert set(state) == set(fields(kind))
    assert is_json(state)


@pytest.mark.parametrize("value", [b"bytes", (1, 2), {1: 2}, float("nan"), NINE, UUID(int=1)])
def test_what_json_has_no_primitive_for_is_told_apart(value: object) -> None:
    assert not is_json(value)
    assert not is_json([value])
    assert not is_json({"name": value})


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_free_text_is_only_ever_a_reference(topic: str) -> None:
    speaking = {"name", "label", "reason", "note", "text", "description", "outcome_text"}
    assert not speaking & set(fields(EVENTS[topic]))

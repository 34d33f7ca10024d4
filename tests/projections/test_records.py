import json
from collections.abc import Iterator
from typing import Any

import pytest

from domain.catalogue import EVENTS
from domain.moment import moment_of
from projections.event_record import event_record
from projections.search_record import search_record
from tests.domain.json_primitives import is_json
from tests.domain.scenario import SEARCH_ID, Scenario, at
from tests.domain.stored import rebuilt
from tests.projections.full_story import full_story

STORY = full_story()
EVENT_RECORDS = [event_record(event) for event in STORY.events]
STATE = search_record(STORY.search)


def text_of(ref: str) -> str:
    """What the vault holds behind a reference."""
    return ref.replace("ref:", "text of ")


def told(topic: str, reveal: bool = False) -> dict[str, Any]:
    """The data of the first event of this topic."""
    event = next(event for event in STORY.events if topic == event.TOPIC)
    data: dict[str, Any] = event_record(event, text_of if reveal else None)["data"]
    return data


def names_in(record: Any) -> Iterator[str]:
    """The names of all fields, however deep."""
    if isinstance(record, dict):
        for name, value in record.items():
            yield name
            yield from names_in(value)
    elif isinstance(record, list):
        for value in record:
            yield from names_in(value)


@pytest.mark.parametrize("topic", EVENTS)
def test_every_event_of_the_catalogue_has_a_record_that_is_json(topic: str) -> None:
    records = [record for record in EVENT_RECORDS if record["topic"] == topic]
    assert records, "the story lacks it"
    for record in records:
        assert is_json(record)
        assert json.loads(json.dumps(record)) == record
        assert isinstance(record["data"]["late"], bool)


def test_the_envelope_of_an_event_names_version_times_and_actor() -> None:
    versions = [record["version"] for record in EVENT_RECORDS]
    assert versions == list(range(1, len(versions) + 1))
    for record in EVENT_RECORDS:
        assert set(record) == {
            "version", "topic", "occurred_at", "recorded_at", "actor", "data",
        }  # fmt: skip
        assert moment_of(record["recorded_at"]) >= at(0)
        assert moment_of(record["occurred_at"])
        hidden = {"command_id", "command_digest", "originator_id", "timestamp"}
        assert not hidden & set(names_in(record))


@pytest.mark.parametrize(
    "topic",
    ["camera_zone.claimed", "camera_zone.cleared", "camera_zone.out_of_service",
     "rest_of_world.checked", "streets.swept"],
)  # fmt: skip
def test_spans_are_told_as_from_and_until(topic: str) -> None:
    data = told(topic)
    assert moment_of(data["from"]) < moment_of(data["until"])
    assert "since" not in data


def test_the_description_of_a_subject_holds_since_a_moment() -> None:
    assert told("subject.described")["since"]
    assert "from" not in told("subject.described")


@pytest.mark.parametrize("topic", ["street_team.redirected", "redirect.proposed"])
def test_the_target_of_a_redirect_is_one_place_or_none(topic: str) -> None:
    targets = [r["data"]["target"] for r in EVENT_RECORDS if r["topic"] == topic]
    assert {"lon", "lat"} in [set(target) for target in targets if target is not None]
    assert topic == "redirect.proposed" or None in targets
    assert "target_lon" not in told(topic)


def test_the_words_of_an_outcome_do_not_take_the_place_of_its_code() -> None:
    data = told("search.closed", reveal=True)
    assert data["outcome"] == "found_well"
    assert (data["outcome_text_ref"], data["outcome_text"]) == ("ref:outcome", "text of outcome")


def test_texts_are_told_only_to_those_who_may_read_them() -> None:
    assert "text of" not in json.dumps([EVENT_RECORDS, STATE])
    closed, open_ = told("sighting.reported"), told("sighting.reported", reveal=True)
    assert closed["note_ref"] == open_["note_ref"] == "ref:sighting note"
    assert "note" not in closed
    assert open_["note"] == "text of sighting note"


def test_every_reference_in_the_story_is_told_to_those_who_may_read() -> None:
    revealed = [event_record(event, text_of) for event in STORY.events]
    dumped = json.dumps(revealed)
    for record in EVENT_RECORDS:
        for name, ref in record["data"].items():
            if name.endswith("_ref") and ref is not None:
                assert json.dumps(text_of(ref)) in dumped


def test_an_event_after_closure_is_marked_late() -> None:
    assert [r["data"]["late"] for r in EVENT_RECORDS[-2:]] == [False, True]


def test_the_state_is_json_and_says_where_the_search_stands() -> None:
    assert is_json(STATE)
    assert STATE["search_id"] == str(SEARCH_ID)
    assert STATE["version"] == len(STORY.events)
    assert (STATE["status"], STATE["outcome"]) == ("closed", "found_well")
    assert STATE["subject"]["mobility"] == "pushed"
    assert STATE["subject"]["factors"] == {"slow": 0.5}
    assert [phase["mobility"] for phase in STATE["subject"]["phases"]] == ["manual", "pushed"]
    assert STATE["find"]["condition"] == "well"
    assert STATE["cameras"]["shop"]["clock_offset_s"] == 90.0
    assert STATE["cameras"]["shop"]["recordings"][0]["available"] is True
    assert {c["withdrawn"] for c in STATE["clearances"]} == {True, False}
    assert [t["status"] for t in STATE["teams"]] == ["stood_down", "deployed"]
    assert STATE["sightings"][0]["verdict"] == "confirmed"
    assert STATE["sweeps"][0]["withdrawn"] is True
    assert STATE["checklist"][0]["item"] == "clocks_checked"
    assert [(c["kind"], c["withdrawn"]) for c in STATE["outside_checks"]] == [
        ("bus", False), ("police", True),
    ]  # fmt: skip
    assert [duty["team_id"] for duty in STATE["checklist"]] == [None]


def test_the_state_tells_how_every_redirect_ended() -> None:
    statuses = [redirect["status"] for redirect in STATE["redirects"]]
    assert statuses == ["superseded", "expired", "declined"]
    assert [r["escalated"] for r in STATE["redirects"]] == [False, True, False]
    (reply,) = STATE["redirects"][2]["replies"]
    assert (reply["reply"], reply["on_behalf"]) == ("declined", True)
    assert STATE["redirects"][0]["grounds"] == [{"topic": "sighting.reported"}]


def test_spans_and_targets_have_the_same_names_in_the_state_as_in_events() -> None:
    for part in ("clearances", "sweeps", "outside_checks"):
        assert {"from", "until"} <= set(STATE[part][0])
    assert set(STATE["redirects"][0]["target"]) == {"lon", "lat"}
    assert "since" not in set(names_in(STATE["clearances"]))


def test_the_state_reveals_texts_where_asked() -> None:
    state = search_record(STORY.search, text_of)
    assert state["subject"]["description"] == "text of description"
    assert state["familiar_places"][0]["label"] == "text of label"
    assert state["teams"][0]["name"] == "text of team name"
    assert state["redirects"][0]["reason"] == "text of redirect reason"
    assert state["redirects"][2]["replies"][0]["reason"] == "text of reply reason"
    assert state["notes"][0]["text"] == "text of note"
    assert state["outside_checks"][0]["whom"] == "text of whom"
    assert state["sightings"][0]["note"] == "text of sighting note"


def test_a_state_read_back_from_the_store_is_told_alike() -> None:
    again = search_record(rebuilt(STORY.events), text_of)
    assert again == search_record(STORY.search, text_of)


def test_a_search_in_which_nothing_happened_yet_has_empty_lists() -> None:
    state = search_record(Scenario().search)
    assert is_json(state)
    assert state["status"] == "open"
    for name in ("clearances", "claims", "sightings", "teams", "redirects", "sweeps", "notes"):
        assert state[name] == []
    assert state["find"] is None

"""Given a search that ended with a find, then its past can be changed in a sandbox."""

import itertools
import json

import pytest

from coordinator.accounts import Role
from tests.web.house import House, Person, Record, ago, lon_lat


class Told:
    """A search with a window cleared, a sighting that was assessed, and a find."""

    def __init__(self, here: House, commander: Person) -> None:
        self.search_id = here.search(commander)
        self.path = f"/searches/{self.search_id}"
        window = {"from": ago(50), "until": ago(30)}
        self.cleared = commander.did(f"{self.path}/clearances", {"camera_id": "C1", **window})
        self.seen = commander.did(
            f"{self.path}/sightings", {**lon_lat(4, 4), "at": ago(20), "source": "witness"}
        )
        commander.did(f"{self.path}/sightings/{self.seen}/assessment", {"verdict": "confirmed"})
        self.events: list[Record] = commander.read(f"{self.path}/events")
        commander.did(f"{self.path}/find", {**lon_lat(5, 4), "at": ago(0)})

    def recorded_at(self, topic: str) -> str:
        return next(str(e["recorded_at"]) for e in self.events if e["topic"] == topic)


@pytest.fixture(scope="module")
def told(here: House, commander: Person) -> Told:
    return Told(here, commander)


def ask(person: Person, told: Told, *changes: Record, **more: object) -> Record:
    answer = person.post(f"{told.path}/what-if", {"changes": list(changes), **more})
    assert answer.status_code == 200, answer.text
    record: Record = answer.json()
    return record


def refused(person: Person, told: Told, body: Record, status: int) -> Record:
    answer = person.post(f"{told.path}/what-if", body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: Record = answer.json()
    return problem


def test_both_searches_are_told_at_the_same_moments(commander: Person, told: Told) -> None:
    record = ask(commander, told, {"evidence": told.seen, "recorded_at": None})
    assert {"search_id", "version", "from", "until", "segments", "even"} <= set(record)
    recorded, altered = record["recorded"]["points"], record["altered"]["points"]
    assert recorded[-1]["at"] == altered[-1]["at"] == record["until"]
    assert recorded[-1]["probability"] > altered[-1]["probability"]
    assert recorded[-1]["ahead"] < altered[-1]["ahead"]
    assert [each["best"] for each in record["recorded"]["pointed"]] == [0.1, 0.05, 0.01]
    (change,) = record["changes"]
    assert (change["topic"], change["instead"]) == ("sighting.reported", None)
    assert change["recorded_at"] == told.recorded_at("sighting.reported")


def test_asking_records_nothing(commander: Person, told: Told) -> None:
    before = commander.read(f"{told.path}/events")
    state = commander.read(told.path)
    ask(commander, told, {"evidence": told.cleared, "recorded_at": None})
    assert commander.read(f"{told.path}/events") == before
    assert commander.read(told.path) == state


def test_any_place_or_street_can_be_looked_at(commander: Person, told: Told) -> None:
    change = {"evidence": told.seen, "recorded_at": None}
    assert ask(commander, told, change, segment=3)["segments"] == [3]
    near = ask(commander, told, change, place=lon_lat(1, 1))["segments"]
    assert len(near) > 1


def test_progress_comes_first_where_it_is_asked_for(commander: Person, told: Told) -> None:
    body = {"changes": [{"evidence": told.seen, "recorded_at": None}]}
    answer = commander.post(f"{told.path}/what-if", body, Accept="application/x-ndjson")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    progress = [line["progress"] for line in lines[:-1]]
    assert progress[0]["done"] == 0
    assert all(one["done"] <= two["done"] for one, two in itertools.pairwise(progress))
    assert lines[-1]["result"] == ask(commander, told, *body["changes"])


def test_the_map_of_an_altered_past_is_a_frame(commander: Person, told: Told) -> None:
    at = ago(0)
    body = {"changes": [{"evidence": told.seen, "recorded_at": None}], "at": at}
    altered = commander.post(f"{told.path}/what-if/frame", body)
    assert altered.status_code == 200, altered.text
    now = commander.get(f"{told.path}/frame?at={at}")
    assert len(altered.content) == len(now.content)
    assert altered.content != now.content


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"evidence": "nobody", "recorded_at": None}, 404, "unknown_evidence",
         "changes.0.evidence"),
        ({"version": 999, "recorded_at": None}, 404, "unknown_version", "changes.0.version"),
        ({"version": 1, "recorded_at": None}, 422, "not_evidence", "changes.0.version"),
        ({"version": 5, "recorded_at": ago(600)}, 422, "before_the_search", "changes.0"),
        ({"version": 5, "recorded_at": ago(-600)}, 422, "after_the_search", "changes.0"),
        ({"recorded_at": None}, 422, "invalid_value", "changes.0"),
        ({"version": 5}, 422, "missing", "changes.0.recorded_at"),
        ({"version": 5, "recorded_at": "soon"}, 422, "not_a_time", "changes.0.recorded_at"),
    ],
)  # fmt: skip
def test_what_cannot_have_been_is_refused_by_name(
    commander: Person, told: Told, change: Record, status: int, code: str, field: str
) -> None:
    problem = refused(commander, told, {"changes": [change]}, status)
    (error, *_) = problem["errors"]
    assert code in (problem["code"], error["code"])
    assert error["field"].startswith(field)


def test_there_is_something_to_change_and_somewhere_to_look(
    here: House, commander: Person, told: Told
) -> None:
    assert refused(commander, told, {"changes": []}, 422)["errors"][0]["code"] == "too_few"
    far = {"changes": [{"version": 5, "recorded_at": None}], "place": {"lon": 0.0, "lat": 0.0}}
    assert refused(commander, told, far, 422)["errors"][0]["code"] == "outside_area"
    other = here.search(commander)
    commander.did(f"/searches/{other}/outside-checks", {"kind": "bus", "from": ago(50),
                                                       "until": ago(30), "pod": 0.5})  # fmt: skip
    answer = commander.post(
        f"/searches/{other}/what-if", {"changes": [{"version": 5, "recorded_at": None}]}
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "place")


def test_only_who_may_read_the_report_may_ask(here: House, told: Told) -> None:
    body = {"changes": [{"evidence": told.seen, "recorded_at": None}]}
    for role in (Role.STREET, Role.WATCHER):
        person = here.person(role, told.search_id)
        assert person.post(f"{told.path}/what-if", body).status_code == 403
    reviewer = here.person(Role.REVIEWER, told.search_id)
    assert reviewer.post(f"{told.path}/what-if", body).status_code == 200

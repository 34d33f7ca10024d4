"""Given a search with evidence, then it can be asked why a street is as likely as it is."""

import math
from itertools import pairwise

import pytest

from coordinator.accounts import Role
from tests.web.house import House, Person, Record, ago, lon_lat
from tests.web.story import tell


@pytest.fixture(scope="module")
def told(here: House, commander: Person) -> str:
    """A search with two windows of a camera, a sweep, a sighting and a question outside."""
    search_id = here.search(commander)
    path = f"/searches/{search_id}"
    window = {"from": ago(50), "until": ago(20)}
    team = commander.did(f"{path}/teams", {"name": "Team North", "mode": "foot", **lon_lat(0, 0)})
    commander.did(f"{path}/clearances", {"camera_id": "C1", "grade": "good", **window})
    commander.did(f"{path}/clearances", {"camera_id": "C2", "grade": "good", **window})
    commander.did(f"{path}/cameras/C2/outages", {"from": ago(40), "until": ago(35)})
    commander.did(f"{path}/sweeps", {"team_id": team, "segments": [1, 2, 3], **window})
    commander.did(
        f"{path}/sightings",
        {**lon_lat(1, 1), "at": ago(15), "source": "camera", "camera_id": "C1"},
    )
    commander.did(f"{path}/outside-checks", {"kind": "hospital", "pod": 0.8, **window})
    return search_id


def likeliest(reader: Person, search_id: str, at: str) -> Record:
    features = reader.read(f"/searches/{search_id}/map?at={at}")["features"]
    properties: list[Record] = [feature["properties"] for feature in features]
    return max(properties, key=lambda each: float(each["poa"]))


def test_a_street_is_explained_as_the_map_shows_it(commander: Person, told: str) -> None:
    at = ago(1)
    street = likeliest(commander, told, at)
    record = commander.read(f"/searches/{told}/explanation?segment={street['segment_id']}&at={at}")
    assert record["probability"] == pytest.approx(street["poa"], rel=1e-9)
    assert record["segment"] == street["segment_id"]
    assert record["version"] == commander.read(f"/searches/{told}")["version"]
    assert record["place"] == {"zh": street["name"], "en": street["name"]}
    assert 0 < record["prior"] < 1
    assert {"camera", "sweep", "sighting"} <= {each["kind"] for each in record["effects"]}
    sizes = [abs(each["difference"]) for each in record["effects"]]
    assert sizes == sorted(sizes, reverse=True)
    assert math.fsum(each["share"] for each in record["scenarios"]) == pytest.approx(1)


def test_sentences_name_cameras_teams_and_streets_and_no_ids(commander: Person, told: str) -> None:
    ids = {e["id"] for e in commander.read(f"/searches/{told}/evidence-effects")["effects"]}
    record = commander.read(f"/searches/{told}/explanation?segment=3")
    effects = commander.read(f"/searches/{told}/evidence-effects")["effects"]
    sentences = [
        *record["sentences"],
        *(each["sentence"] for each in [*effects, *record["effects"], *record["scenarios"]]),
    ]
    for language in ("zh", "en"):
        text = " ".join(sentence[language] for sentence in sentences)
        assert not any(each in text for each in ids)
        assert "C1 Crossing 3-3" in text
        assert "Team North" in text
    assert any("Asked hospitals, not there" in each["sentence"]["en"] for each in effects)


def test_the_rest_of_the_world_is_asked_for_by_number_or_by_name(
    commander: Person, told: str
) -> None:
    at = ago(1)
    path = f"/searches/{told}/explanation?at={at}&segment="
    record = commander.read(f"{path}rest_of_world")
    assert record == commander.read(f"{path}-1")
    outside = commander.read(f"/searches/{told}/map?at={at}")["rest_of_world"]
    assert record["probability"] == pytest.approx(outside, rel=1e-9)
    assert record["place"] == {"zh": "区域外", "en": "Outside the area"}
    assert "outside" in {each["kind"] for each in record["effects"]}


def test_every_piece_of_evidence_is_told_once_with_what_it_moved(
    commander: Person, told: str
) -> None:
    effects = commander.read(f"/searches/{told}/evidence-effects")["effects"]
    state = commander.read(f"/searches/{told}")
    assert {(each["kind"], each["id"]) for each in effects} == {
        *(("clearance", each["clearance_id"]) for each in state["clearances"]),
        *(("sweep", each["sweep_id"]) for each in state["sweeps"]),
        *(("sighting", each["sighting_id"]) for each in state["sightings"]),
        *(("outside", each["check_id"]) for each in state["outside_checks"]),
    }
    moved = [each["moved"] for each in effects]
    assert moved == sorted(moved, reverse=True)
    assert 0 < moved[0] < 1
    # An outage cuts this window in two; it is one clearance all the same, over the whole time.
    cut = next(each for each in effects if each["camera_id"] == "C2")
    given = next(each for each in state["clearances"] if each["camera_id"] == "C2")
    assert (cut["from"], cut["until"]) == (given["from"], given["until"])


def test_minutes_watched_on_and_on_are_told_as_one(here: House, commander: Person) -> None:
    search_id = here.search(commander)
    path = f"/searches/{search_id}"
    times = [ago(minutes) for minutes in (50, 40, 35, 30, 20)]
    ids = [
        commander.did(
            f"{path}/clearances",
            {
                "camera_id": "C1",
                "from": a,
                "until": b,
                "playback_speed": 8 if b == times[-1] else 1,
            },
        )
        for a, b in pairwise(times)
    ]
    commander.did(f"{path}/clearances/{ids[1]}/withdrawal", {})
    ids[1] = commander.did(
        f"{path}/clearances",
        {"camera_id": "C1", "from": times[1], "until": times[2], "playback_speed": 1},
    )
    effects = commander.read(f"{path}/evidence-effects")["effects"]
    live = next(each for each in effects if each["id"] == ids[0])
    assert live["ids"] == ids[:3]
    assert (live["from"], live["until"]) == (times[0], times[3])
    assert {tuple(each["ids"]) for each in effects} == {tuple(ids[:3]), (ids[3],)}


def test_an_earlier_version_knows_nothing_of_later_evidence(commander: Person, told: str) -> None:
    record = commander.read(f"/searches/{told}/explanation?segment=3&version=4")
    assert record["version"] == 4
    assert record["effects"] == []
    assert record["probability"] == pytest.approx(record["prior"], abs=0.02)
    assert "No evidence has changed it" in record["sentences"][0]["en"]
    assert commander.read(f"/searches/{told}/evidence-effects?version=4")["effects"] == []


def test_the_same_question_gets_the_same_bytes(commander: Person, told: str) -> None:
    for call in ("explanation?segment=5&", "evidence-effects?"):
        path = f"/searches/{told}/{call}at={ago(2)}"
        assert commander.get(path).content == commander.get(path).content


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ("", 422, "invalid_fields", "segment"),
        ("segment=", 422, "invalid_value", "segment"),
        ("segment=main", 422, "invalid_value", "segment"),
        ("segment=-2", 422, "invalid_value", "segment"),
        ("segment=1.5", 422, "invalid_value", "segment"),
        ("segment=99999", 422, "invalid_value", "segment"),
        ("segment=9999999999", 422, "invalid_value", "segment"),
        ("segment=1&at=noon", 422, "invalid_fields", "at"),
        ("segment=1&at=2020-01-01T00:00:00Z", 422, "before_last_known_point", "at"),
        ("segment=1&version=1", 422, "before_last_known_point", "version"),
        ("segment=1&version=999", 404, "unknown_version", "version"),
    ],
)
def test_a_wrong_question_is_answered_by_a_problem_that_names_the_field(
    commander: Person, told: str, query: str, status: int, code: str, field: str
) -> None:
    answer = commander.get(f"/searches/{told}/explanation?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.json()["errors"][0]["field"] == field


def test_watchers_are_told_nothing_and_street_teams_only_what_they_may_see(
    here: House, commander: Person, told: str
) -> None:
    watcher = here.person(Role.WATCHER, told)
    team = commander.read(f"/searches/{told}")["teams"][0]["team_id"]
    other = commander.did(f"/searches/{told}/teams", {"name": "Team South", "mode": "foot"})
    for call in ("explanation?segment=1", "evidence-effects"):
        assert watcher.get(f"/searches/{told}/{call}").status_code == 403
    kinds = {
        team_id: {
            each["kind"]
            for each in here.person(Role.STREET, told, team_id).read(
                f"/searches/{told}/evidence-effects"
            )["effects"]
        }
        for team_id in (team, other)
    }
    assert kinds == {team: {"sweep", "sighting"}, other: {"sighting"}}
    stranger = here.person(Role.STREET, told, other)
    text = stranger.get(f"/searches/{told}/explanation?segment=2").text
    assert "Team North" not in text


def test_a_reviewer_may_ask_after_everything_happened(here: House, commander: Person) -> None:
    search_id = here.search(commander)
    tell(commander, search_id)
    reviewer = here.person(Role.REVIEWER)
    for segment in ("0", "rest_of_world"):
        assert reviewer.read(f"/searches/{search_id}/explanation?segment={segment}")["sentences"]
    assert reviewer.read(f"/searches/{search_id}/evidence-effects")["effects"]

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from math import inf, nan
from typing import Any
from uuid import UUID

import pytest

from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.subject import DescribeSubject
from domain.opening import MOST_SEED, SearchOpened
from domain.place import Place
from domain.refusal import Refusal
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from tests.domain.scenario import NINE, OPENING, PARAMETERS, SEARCH_ID, Scenario, at, event
from tests.domain.stored import MAPPER
from tests.domain.town import EAST, FAR_AWAY, IN_TOWN, JUNCTIONS, NOT_ON_EARTH, SWAPPED, TOWN

LKP = SetLastKnownPoint(IN_TOWN, at(-40))


def test_opening_records_search_subject_place_and_familiar_places_in_this_order() -> None:
    places = (AddFamiliarPlace(JUNCTIONS[0], 2.0, "label-1", 0), AddFamiliarPlace(JUNCTIONS[5]))
    subject = DescribeSubject("pushed", at(-40), {"age": 82.0}, "description-1")
    search = Scenario(replace(OPENING, subject=subject, familiar_places=places))
    search.news = search.events
    search.then(
        event("search.opened", area="town", area_hash=TOWN.content_hash, model_version="test",
              parameters=PARAMETERS, seed=7, actor="commander", late=False),
        event("subject.described", mobility="pushed", since="2026-03-02T08:20:00Z",
              factors={"age": 82.0}, description_ref="description-1"),
        event("last_known_point.set", lon=IN_TOWN.lon, lat=IN_TOWN.lat,
              at="2026-03-02T08:20:00Z", radius_m=30.0),
        event("familiar_place.added", lon=JUNCTIONS[0].lon, weight=2.0, label_ref="label-1"),
        event("familiar_place.added", lon=JUNCTIONS[5].lon, weight=1.0, label_ref=None),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reported", "expected"), [(None, "2026-03-02T09:00:00Z"), (at(-12), "2026-03-02T08:48:00Z")]
)
def test_when_it_was_reported_is_recorded(reported: datetime | None, expected: str) -> None:
    search = Scenario(replace(OPENING, reported_at=reported))
    search.news = search.events[:1]
    search.then(event("search.opened", reported_at=expected))
    assert search.search.reported_at == (reported or NINE)


def test_what_is_reported_later_than_now_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Scenario(replace(OPENING, reported_at=at(1)))
    assert (refused.value.field, refused.value.reason) == ("reported_at", "in_the_future")


def test_an_opening_from_before_that_was_asked_counts_as_reported_when_it_happened() -> None:
    (opened, *_) = Scenario().events
    stored = MAPPER.to_stored_event(opened)
    state = json.loads(stored.state)
    assert state.pop("class_version") == 2
    del state["reported_at"]
    first = replace(
        stored, state=json.dumps(state | {"occurred_at": "2026-03-02T08:55:00Z"}).encode()
    )
    read = MAPPER.to_domain_event(first)
    assert isinstance(read, SearchOpened)
    assert read.reported_at == read.occurred_at == "2026-03-02T08:55:00Z"


def test_the_versions_of_the_first_events_count_from_one() -> None:
    search = Scenario(replace(OPENING, familiar_places=(AddFamiliarPlace(IN_TOWN),)))
    assert [first.originator_version for first in search.events] == [1, 2, 3, 4]
    assert (search.opened.version, search.opened.id) == (4, str(SEARCH_ID))
    assert {first.originator_id for first in search.events} == {SEARCH_ID}


def test_an_opened_search_knows_what_it_was_told() -> None:
    search = Scenario().search
    assert (search.status, search.opened_at, search.seed) == ("open", NINE, 7)
    assert (search.area, search.area_hash) == ("town", TOWN.content_hash)
    assert (search.model_version, search.parameters) == ("test", PARAMETERS)
    assert search.mobility == (MobilityPhase(at(-40), Mobility.MANUAL),)
    assert search.last_known_point == LastKnownPoint(IN_TOWN, at(-40), 30.0)


def test_familiar_places_of_one_opening_are_kept_apart_even_when_nobody_numbered_them() -> None:
    places = (AddFamiliarPlace(JUNCTIONS[0], 2.0), AddFamiliarPlace(JUNCTIONS[5], 3.0))
    search = Scenario(replace(OPENING, familiar_places=places)).search
    assert [known.place for known in search.familiar_places.values()] == [
        FamiliarPlace(JUNCTIONS[0], 2.0), FamiliarPlace(JUNCTIONS[5], 3.0),
    ]  # fmt: skip


def test_a_search_keeps_its_parameters_when_the_table_changes_afterwards() -> None:
    table = dict(PARAMETERS)
    search = Scenario(replace(OPENING, parameters=table)).search
    table["pod_good"] = 0.1
    assert search.parameters == PARAMETERS


@pytest.mark.parametrize("seed", [0, MOST_SEED])
def test_the_seed_may_be_any_integer_that_json_keeps(seed: int) -> None:
    assert Scenario(replace(OPENING, seed=seed)).search.seed == seed


@pytest.mark.parametrize("radius_m", [0.1, 5_000.0])
def test_the_radius_may_be_anything_up_to_five_kilometres(radius_m: float) -> None:
    lkp = replace(LKP, radius_m=radius_m)
    known = Scenario(replace(OPENING, last_known_point=lkp)).search.last_known_point
    assert known == LastKnownPoint(IN_TOWN, at(-40), radius_m)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seed": -1}, "seed"),
        ({"seed": MOST_SEED + 1}, "seed"),
        ({"parameters": {"pod_good": nan}}, "parameters.pod_good"),
        ({"parameters": {"pod_good": inf}}, "parameters.pod_good"),
        ({"subject": DescribeSubject("running", at(-40), {})}, "mobility"),
        ({"subject": DescribeSubject("manual", at(-40), {"age": nan})}, "factors.age"),
        ({"last_known_point": replace(LKP, place=FAR_AWAY)}, "last_known_point.lon"),
        ({"last_known_point": replace(LKP, place=SWAPPED)}, "last_known_point.lon"),
        ({"last_known_point": replace(LKP, place=NOT_ON_EARTH)}, "last_known_point.lon"),
        ({"last_known_point": replace(LKP, place=Place(11.57, 91.0))}, "last_known_point.lon"),
        ({"last_known_point": replace(LKP, at=at(0.01))}, "last_known_point.at"),
        ({"last_known_point": replace(LKP, radius_m=0.0)}, "last_known_point.radius_m"),
        ({"last_known_point": replace(LKP, radius_m=5_000.1)}, "last_known_point.radius_m"),
        ({"last_known_point": replace(LKP, radius_m=nan)}, "last_known_point.radius_m"),
        ({"familiar_places": (AddFamiliarPlace(FAR_AWAY),)}, "familiar_places.0.lon"),
        ({"familiar_places": (AddFamiliarPlace(IN_TOWN), AddFamiliarPlace(IN_TOWN, 0.0))},
         "familiar_places.1.weight"),
    ],
)  # fmt: skip
def test_bad_input_opens_nothing_and_names_the_field(change: Mapping[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Scenario(replace(OPENING, **change))
    assert (refused.value.code, refused.value.field) == ("invalid_value", field)


def test_a_wrong_place_is_told_as_swapped_or_far_or_not_on_earth() -> None:
    def detail(place: Place) -> str:
        with pytest.raises(Refusal) as refused:
            Scenario(replace(OPENING, last_known_point=replace(LKP, place=place)))
        return refused.value.detail

    assert "swapped" in detail(SWAPPED)
    assert "outside the area" in detail(FAR_AWAY)
    assert "outside the area" in detail(Place(180.0, -90.0))
    assert "outside the area" in detail(Place(-180.0, 90.0))
    for nowhere in (Place(180.1, 48.0), Place(-180.1, 48.0), Place(11.5, 90.1), Place(11.5, -90.1)):
        assert "WGS 84" in detail(nowhere)
    assert "WGS 84" in detail(NOT_ON_EARTH)


def test_a_place_a_little_outside_the_streets_still_counts_as_in_the_area() -> None:
    near = Place(EAST + 0.019, 48.131)
    assert Scenario(replace(OPENING, last_known_point=replace(LKP, place=near))).search


def test_equal_openings_under_two_ids_are_two_searches() -> None:
    one, two = Scenario().search, Scenario(replace(OPENING, search_id=UUID(int=2027))).search
    assert one.id != two.id

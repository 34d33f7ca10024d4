"""Given an area, then its places are found by what people type."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.areas.import_area import import_area
from coordinator.places.folding import folded
from coordinator.places.place_index import MOST, PlaceIndex, rank
from tests.coordinator.areas.small_city import small_city


@pytest.fixture(scope="module")
def index() -> PlaceIndex:
    return PlaceIndex(small_city())


def test_a_street_answers_to_the_beginning_and_the_inside_of_its_name(index: PlaceIndex) -> None:
    assert [one.name for one in index.search("stair")] == ["Stair Lane"]
    assert index.search("LANE")[0].name == "Stair Lane"
    assert index.search("2nd")[0].name in ("2nd Row", "2nd Column")
    assert index.search("uiet en")[0].kind == "street"


def test_beats_and_cameras_answer_too(index: PlaceIndex) -> None:
    assert {one.name for one in index.search("beat")} == {"West Beat", "East Beat"}
    camera = index.search("c1")[0]
    assert (camera.kind, camera.identifier, camera.name) == ("camera", "C1", "Crossing 3-3")
    assert index.search("crossing 3-3")[0].identifier == "C1"


@pytest.mark.parametrize(
    "text", ["3rd row / 2nd col", "2nd Column\uff0f3rd Row", "3rd row&2nd col"]
)
def test_two_streets_are_their_crossing(index: PlaceIndex, text: str) -> None:
    found = index.search(text)[0]
    assert found.kind == "crossing"
    area = small_city()
    ends = {
        j
        for s in range(area.network.segments)
        if area.network.name_of(s) == "3rd Row"
        for j in (int(area.network.start[s]), int(area.network.end[s]))
    } & {
        j
        for s in range(area.network.segments)
        if area.network.name_of(s) == "2nd Column"
        for j in (int(area.network.start[s]), int(area.network.end[s]))
    }
    assert [area.network.junction_place(j) for j in ends] == [found.place]


def test_streets_that_do_not_meet_have_no_crossing(index: PlaceIndex) -> None:
    assert index.search("1st row / 2nd row") == []


@pytest.mark.parametrize("text", ["", "   ", "/", "...", "%", "no such street", "\u0301"])
def test_nothing_is_found_for_what_says_nothing(index: PlaceIndex, text: str) -> None:
    assert index.search(text) == []


def test_at_most_twelve_are_told(index: PlaceIndex) -> None:
    assert len(index.search("o")) == MOST


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Rua São João", "sao joao"), ("Kärrgränd", "KARRGR"), ("Straße", "strasse"),
     ("木兰支路", "支路"), ("Ｎｏ．５ 路", "no 5"), ("Søndre gate", "sondre")],
)  # fmt: skip
def test_accents_case_and_width_do_not_count(name: str, typed: str) -> None:
    assert rank(folded(name), folded(typed)) < 9


@given(st.text(max_size=30))
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_better_answers_come_first() -> None:
    asked = "flores"
    names = ["flores", "flores altas", "rua das flores", "reflores"]
    assert [rank(name, asked) for name in names] == [0, 1, 2, 4]
    assert rank("rua das flores", "rua flores") == 3


def test_a_large_city_answers_while_somebody_types(areas_dir: Path) -> None:
    area = import_area(areas_dir / "porto_metro.osm.pbf", "porto")[0]
    begun = time.perf_counter()
    index = PlaceIndex(area)
    index.search("a")
    made = time.perf_counter() - begun
    asked = [
        "r",
        "rua",
        "rua da ig",
        "boavista",
        "santa cat",
        "rua / avenida",
        "constituicao / alegr",
    ]
    spent = []
    for text in asked:
        begun = time.perf_counter()
        assert index.search(text), text
        spent.append(time.perf_counter() - begun)
    print(f"{area.network.segments} segments: made in {made:.2f} s, asked in ms:",
          [round(1000 * one, 1) for one in spent])  # fmt: skip
    same = [one for one in index.search("rua da igreja") if one.name == "Rua da Igreja"]
    assert len({one.near for one in same}) > 1
    assert made < 10
    assert max(spent) < 1

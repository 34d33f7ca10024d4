"""Given an area, then its places can be asked for by name over HTTP."""

import httpx
import pytest

from tests.web.house import House, Person


def test_a_place_says_where_it_is_and_what_it_is(here: House, commander: Person) -> None:
    (found,) = commander.read("/areas/small/places?q=stair")
    assert found["kind"] == "street"
    assert found["name"] == "Stair Lane"
    assert found["camera_id"] is None
    bounds = here.area.network.bounds
    assert bounds.west <= found["lon"] <= bounds.east
    assert bounds.south <= found["lat"] <= bounds.north


def test_two_streets_and_cameras_are_places(commander: Person) -> None:
    (crossing,) = commander.read("/areas/small/places?q=3rd row / 2nd column")
    assert crossing["kind"] == "crossing"
    assert commander.read("/areas/small/places?q=c3")[0]["camera_id"] == "C3"


@pytest.mark.parametrize("query", ["q=", "q=%20", "q=%00", "q=%2F", "q=nowhere%20street"])
def test_what_says_nothing_finds_nothing(commander: Person, query: str) -> None:
    assert commander.read(f"/areas/small/places?{query}") == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("/areas/small/places", 422, "invalid_fields"),
     ("/areas/small/places?q=" + "x" * 101, 422, "invalid_fields"),
     ("/areas/atlantis/places?q=a", 404, "unknown_area"),
     ("/areas/a%00b/places?q=a", 404, "unknown_area")],
)  # fmt: skip
def test_bad_input_is_named(commander: Person, path: str, status: int, code: str) -> None:
    answer = commander.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_strangers_see_no_places(here: House) -> None:
    assert httpx.get(f"{here.address}/api/v1/areas/small/places?q=a").status_code == 401

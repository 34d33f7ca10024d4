from math import inf, nan

import pytest

from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.state import KnownFamiliarPlace
from domain.place import Place
from domain.subject import FamiliarPlace
from tests.domain.scenario import Scenario, event
from tests.domain.town import FAR_AWAY, IN_TOWN, JUNCTIONS, NOT_ON_EARTH, SWAPPED


def test_familiar_places_are_collected(search: Scenario) -> None:
    first = search.given(AddFamiliarPlace(JUNCTIONS[0], 2.5, "label-1"))
    search.when(AddFamiliarPlace(JUNCTIONS[5]))
    search.then(
        event("familiar_place.added", lon=JUNCTIONS[5].lon, lat=JUNCTIONS[5].lat, weight=1.0,
              label_ref=None)
    )  # fmt: skip
    assert len(search.search.familiar_places) == 2
    assert search.search.familiar_places[first] == KnownFamiliarPlace(
        FamiliarPlace(JUNCTIONS[0], 2.5), "label-1"
    )


@pytest.mark.parametrize("weight", [0.0, -1.0, nan, inf])
def test_a_weight_is_a_number_above_0(search: Scenario, weight: float) -> None:
    search.when(AddFamiliarPlace(IN_TOWN, weight))
    search.then_refused("invalid_value", "familiar_places.0.weight")


@pytest.mark.parametrize("place", [FAR_AWAY, SWAPPED, NOT_ON_EARTH])
def test_a_familiar_place_lies_in_the_area(search: Scenario, place: Place) -> None:
    search.when(AddFamiliarPlace(place, number=3))
    search.then_refused("invalid_value", "familiar_places.3.lon")

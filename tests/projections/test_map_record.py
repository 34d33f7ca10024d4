"""Given a belief, then the map says it in full and the same way every time."""

import json
import math
from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from projections.belief.belief import Belief
from projections.map_record import MapRecord
from tests.domain.town import TOWN

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
RECORD = MapRecord(TOWN.network)
SHARES = st.lists(st.floats(0, 1), min_size=8, max_size=8).filter(lambda s: sum(s) > 0)


def belief_of(shares: list[float]) -> Belief:
    """A belief of the seven streets and the rest of the world in these proportions."""
    normal = np.array(shares) / math.fsum(shares)
    return Belief(AT, normal[1:], float(normal[0]), 1000.0, (), 0.0, limit_reached=False)


@given(SHARES)
def test_every_probability_reads_back_as_the_very_same_number(shares: list[float]) -> None:
    belief = belief_of(shares)
    shown = json.loads(RECORD.geojson(belief, 3))
    assert [f["properties"]["poa"] for f in shown["features"]] == belief.poa.tolist()
    assert shown["rest_of_world"] == belief.rest_of_world


@given(SHARES)
def test_equal_beliefs_give_equal_bytes_from_any_writer(shares: list[float]) -> None:
    belief = belief_of(shares)
    again = MapRecord(TOWN.network).geojson(belief_of(shares), 3)
    assert RECORD.geojson(belief, 3) == again


def test_the_map_names_every_street_and_says_what_it_is_of() -> None:
    shown = json.loads(RECORD.geojson(belief_of([1.0] * 8), 42))
    assert (shown["type"], shown["version"], shown["at"]) == (
        "FeatureCollection", 42, "2026-03-01T09:30:00Z",
    )  # fmt: skip
    assert [f["properties"]["name"] for f in shown["features"]] == [f"Street {i}" for i in range(7)]
    first = shown["features"][0]["geometry"]
    assert first == {"type": "LineString", "coordinates": [[11.57, 48.13], [11.575, 48.13]]}

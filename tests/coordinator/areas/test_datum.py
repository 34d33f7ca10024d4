import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.areas.datum import bd09, gcj02, to_wgs84
from domain.place import Place

VECTORS = [
    (31.1774276, 121.5272106, 31.17530398364597, 121.531541859215, 475.5),
    (22.543847, 113.912316, 22.540796131694766, 113.9171764808363, 604.2),
    (39.911954, 116.377817, 39.91334545536069, 116.38404722455657, 554.1),
]
CHINA = st.builds(Place, st.floats(75, 130), st.floats(18, 52))


@pytest.mark.parametrize(("lat", "lon", "gcj_lat", "gcj_lon", "offset_m"), VECTORS)
def test_the_published_vectors_hold(
    lat: float, lon: float, gcj_lat: float, gcj_lon: float, offset_m: float
) -> None:
    there = gcj02(Place(lon, lat))
    assert there.lat == pytest.approx(gcj_lat, abs=1e-9)
    assert there.lon == pytest.approx(gcj_lon, abs=1e-9)
    assert there.distance_m(Place(lon, lat)) == pytest.approx(offset_m, abs=1.0)


@settings(deadline=None)
@given(CHINA)
def test_the_way_back_from_gcj02_is_within_half_a_metre(place: Place) -> None:
    assert to_wgs84(gcj02(place), "GCJ02").distance_m(place) < 0.5


@settings(deadline=None)
@given(CHINA)
def test_the_way_back_from_bd09_is_within_half_a_metre(place: Place) -> None:
    assert to_wgs84(bd09(place), "BD09").distance_m(place) < 0.5


def test_outside_china_nothing_moves() -> None:
    munich = Place(11.57, 48.13)
    assert to_wgs84(munich, "GCJ02") == munich


def test_an_unknown_datum_is_an_error() -> None:
    with pytest.raises(ValueError, match="expected one of WGS84, GCJ02, BD09"):
        to_wgs84(Place(0, 0), "ED50")

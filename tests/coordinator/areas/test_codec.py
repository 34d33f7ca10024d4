import zlib
from dataclasses import fields, replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.areas.area_error import AreaError
from coordinator.areas.codec import decode_area, encode_area
from coordinator.areas.columns import Column, packed, unpacked
from domain.area import Area, Beat
from domain.camera import Camera, CameraZone, Stretch
from domain.network import KINDS, Floats, Ints, Network
from domain.place import Place

WORDS = ("", "人民路", "asphalt", "steps", "both")


def same(one: Area, other: Area) -> bool:
    networks = all(
        np.array_equal(a, b, equal_nan=a.dtype.kind == "f") and a.dtype == b.dtype
        if isinstance(a, np.ndarray)
        else a == b
        for a, b in (
            (getattr(one.network, its.name), getattr(other.network, its.name))
            for its in fields(Network)
        )
    )
    return networks and (one.cameras, one.zones, one.beats) == (
        other.cameras,
        other.zones,
        other.beats,
    )


@st.composite
def areas(draw: st.DrawFn) -> Area:
    count = draw(st.integers(1, 12))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    points = rng.integers(2, 5, count)
    junctions = int(rng.integers(2, 9))

    def degrees(size: int, most: int) -> Floats:
        return rng.integers(-most, most, size) / 1e7

    def unknown(values: Floats) -> Floats:
        values[rng.random(count) < 0.5] = np.nan
        return values

    def codes() -> Ints:
        return rng.integers(0, len(WORDS), count).astype(np.int32)

    total = int(points.sum())
    network = Network(
        junction_lon=degrees(junctions, 1_800_000_000),
        junction_lat=degrees(junctions, 900_000_000),
        start=rng.integers(0, junctions, count).astype(np.int32),
        end=rng.integers(0, junctions, count).astype(np.int32),
        length_m=rng.integers(100, 10**6, count) / 1000,
        kind=rng.integers(0, len(KINDS), count).astype(np.uint8),
        name=codes(), surface=codes(), smoothness=codes(), sidewalk=codes(),
        incline=unknown(rng.integers(-10_000, 10_000, count) / 10_000),
        kerb_m=unknown(rng.integers(0, 1000, count) / 1000),
        step_count=rng.integers(-1, 200, count).astype(np.int32),
        factor_along=rng.integers(10, 10_001, count) / 10_000,
        factor_against=rng.integers(10, 10_001, count) / 10_000,
        reason=codes(),
        shape_offset=np.concatenate([[0], np.cumsum(points)]).astype(np.int32),
        shape_lon=degrees(total, 1_800_000_000), shape_lat=degrees(total, 900_000_000),
        beat=rng.integers(-1, 2, count).astype(np.int32),
        osm_way=rng.integers(-(2**62), 2**62, count),
        texts=WORDS,
    )  # fmt: skip
    square = shapely.Polygon([(0, 0), (0.5, 0), (0.5, 0.25)])
    cameras = draw(
        st.lists(
            st.builds(
                Camera,
                pixels=st.none() | st.integers(1, 8000),
                video_link=st.just("") | st.text(st.characters(exclude_categories=["C"])),
                camera_id=st.text(min_size=1, max_size=20),
                name=st.text(max_size=10),
                place=st.builds(
                    lambda lon, lat: Place(lon / 1e7, lat / 1e7),
                    st.integers(-1_800_000_000, 1_800_000_000),
                    st.integers(-900_000_000, 900_000_000),
                ),
                direction=st.none() | st.floats(0, 359),
                angle=st.none() | st.floats(1, 360),
                indoor=st.booleans(),
                clock_offset_s=st.floats(-100, 100),
            ),
            max_size=3,
            unique_by=lambda camera: camera.camera_id,
        )
    )
    zones = tuple(
        CameraZone(
            camera.camera_id,
            square,
            tuple(Stretch(i, 0.25, 1.5) for i in range(int(rng.integers(0, 3)))),
        )
        for camera in cameras
    )
    return Area("x", "", network, tuple(cameras), zones, (Beat("东区", square),))


@settings(max_examples=60, deadline=None)
@given(areas())
def test_an_area_is_the_same_after_storing(area: Area) -> None:
    again = decode_area("x", encode_area(area))
    assert same(area, again)
    assert encode_area(again) == encode_area(area)


def test_the_name_is_no_part_of_the_content(city: Area) -> None:
    renamed = decode_area("other", encode_area(replace(city, name="other")))
    assert renamed.name == "other"
    assert renamed.content_hash == city.content_hash
    assert encode_area(renamed) == encode_area(city)


def test_one_changed_number_changes_the_hash(city: Area) -> None:
    factors = city.network.factor_along.copy()
    factors[3] = 0.5
    changed = replace(city, network=replace(city.network, factor_along=factors))
    assert decode_area("small", encode_area(changed)).content_hash != city.content_hash


@pytest.mark.parametrize("cut", [0, 3, 4, 5, 40, 2000])
def test_damaged_bytes_are_refused_in_one_line(city: Area, cut: int) -> None:
    with pytest.raises(AreaError, match="area small: ") as error:
        decode_area("small", encode_area(city)[:cut])
    assert "\n" not in str(error.value)


def test_bytes_that_decompress_to_nonsense_are_refused() -> None:
    for content in (b"", b"\x04\x00\x00\x00abcd", b"\xff\xff\xff\xff"):
        with pytest.raises(AreaError, match="damaged"):
            decode_area("x", b"SCA1" + zlib.compress(content))


@settings(deadline=None)
@given(
    st.lists(st.integers(-(2**31), 2**31 - 1), max_size=50),
    st.booleans(),
    st.sampled_from(["<i4", "<i8"]),
)
def test_a_column_comes_back_whatever_its_numbers(
    values: list[int], differences: bool, dtype: str
) -> None:
    column = Column("x", dtype, len(values), differences)
    data = packed(np.array(values, np.int64), dtype, differences)
    assert unpacked(memoryview(data), column).tolist() == values

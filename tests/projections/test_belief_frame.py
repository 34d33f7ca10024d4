"""Given a belief, then its frame is as compact and as right as the protocol page says."""

import struct
import zlib
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.place import Place
from projections.belief.belief import Belief
from projections.belief_frame import Surroundings, codes_of, dense_frame, packed, sparse_frame
from tests.domain.town import EAST, NORTH, SOUTH, TOWN, WEST

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
BELIEF = Belief(
    AT, np.array([0.4, 0.2, 0.1, 0.05, 1e-8, 0.0, 0.15]), 0.1, 1234.5, (), 0.0, limit_reached=False
)
HEADER = "<BBHIdffI"


@given(st.floats(0, 1))
def test_a_code_is_right_to_three_percent_or_below_what_counts(poa: float) -> None:
    (code,) = codes_of(np.array([poa])).tolist()
    assert (code == 0) == (poa < 5e-7)
    if code:
        assert 10 ** ((code - 255) / 40) == pytest.approx(poa, rel=0.03)


def test_a_dense_frame_has_a_byte_for_each_segment() -> None:
    frame = dense_frame(BELIEF, 7)
    magic, form, flags, version, at, row, ess, count = struct.unpack_from(HEADER, frame)
    assert (magic, form, flags, version, count) == (0x42, 1, 0, 7, 7)
    assert at == AT.timestamp()
    assert (row, ess) == (pytest.approx(0.1), pytest.approx(1234.5))
    assert frame[28:] == codes_of(BELIEF.poa).tobytes()
    assert len(frame) == 28 + 7


def test_a_sparse_frame_names_its_segments() -> None:
    frame = sparse_frame(BELIEF, 7, np.array([1, 6]))
    assert struct.unpack_from(HEADER, frame)[2] == 1
    assert struct.unpack_from("<II", frame, 28) == (1, 6)
    assert frame[36:] == codes_of(BELIEF.poa[[1, 6]]).tobytes()


def unpacked(frame: bytes) -> bytes:
    """The plain frame, as the protocol page says it is made again."""
    *head, flags, version, at, row, ess, count = struct.unpack_from("<BBHIdffI", frame)
    body = zlib.decompress(frame[28:], -15)
    if flags & 1:
        steps = struct.unpack_from(f"<{count}I", body)
        segments = [sum(steps[: i + 1]) for i in range(count)]
        body = struct.pack(f"<{count}I", *segments) + body[4 * count :]
    return struct.pack(HEADER, *head, flags - 2, version, at, row, ess, count) + body


@given(st.sets(st.integers(0, 6)))
def test_a_packed_frame_says_the_same(chosen: set[int]) -> None:
    sparse = sparse_frame(BELIEF, 7, np.array(sorted(chosen), np.intp))
    for plain in (dense_frame(BELIEF, 7), sparse):
        assert unpacked(packed(plain)) == plain


def test_a_packed_frame_of_many_streets_is_a_third_of_the_plain_one() -> None:
    random = np.random.default_rng(1)
    poa = random.dirichlet(np.full(6_000, 0.5))
    belief = Belief(AT, poa, 0.0, 900.0, (), 0.0, limit_reached=False)
    near = np.sort(random.choice(6_000, 4_000, replace=False))
    plain = sparse_frame(belief, 7, near)
    assert len(packed(plain)) < len(plain) / 3


def test_the_surroundings_are_what_lies_within_the_radius_of_any_place() -> None:
    surroundings = Surroundings(TOWN.network)
    everything = list(range(TOWN.network.segments))
    assert surroundings.around([Place(11.575, 48.1315)], 5_000).tolist() == everything
    assert surroundings.around([], 5_000).tolist() == []
    corners = [Place(WEST, SOUTH), Place(EAST, NORTH)]
    near = surroundings.around(corners, 600).tolist()
    assert near == sorted(near)
    assert set(near) == {
        *surroundings.around(corners[:1], 600).tolist(),
        *surroundings.around(corners[1:], 600).tolist(),
    }


def test_a_coarse_map_keeps_what_lies_in_each_cell_and_shows_no_street() -> None:
    coarse = Surroundings(TOWN.network).coarse(BELIEF.poa)
    assert coarse.sum() == pytest.approx(BELIEF.poa.sum())
    assert len(set(coarse.tolist())) < len(set(BELIEF.poa.tolist()))

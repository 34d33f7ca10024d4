"""Belief frames: a belief in one byte for each segment, for screens.

Little endian: u8 0x42, u8 format, u16 flags (bit 0: sparse), u32 version, f64 at (Unix seconds),
f32 rest_of_world, f32 effective_sample_size, u32 count; then, dense, count codes, or, sparse,
count u32 segments and count codes. Code 0 is below 5e-7, else POA = 10^((code - 255) / 40).
Packed (bit 1) all after the header is deflated, and segments are differences from one to the next.
"""

import struct
import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from domain.place import Place
from projections.belief.belief import Belief
from projections.streets.plane import Plane

MAGIC = 0x42
FORMAT = 1
SPARSE = 1
PACKED = 2
SMALLEST = 5e-7
CELL_M = 400.0
_HEADER = struct.Struct("<BBHIdffI")


def dense_frame(belief: Belief, version: int) -> bytes:
    """All segments, in order."""
    return _header(belief, version, 0, len(belief.poa)) + codes_of(belief.poa).tobytes()


def sparse_frame(belief: Belief, version: int, segments: NDArray[np.integer]) -> bytes:
    """Some segments, by index."""
    header = _header(belief, version, SPARSE, len(segments))
    return header + segments.astype("<u4").tobytes() + codes_of(belief.poa[segments]).tobytes()


def packed(frame: bytes) -> bytes:
    """The same frame for who pays for every byte: a third to a fourth of a sparse one."""
    magic, form, flags, *rest, count = _HEADER.unpack_from(frame)
    body = frame[_HEADER.size :]
    if flags & SPARSE:
        segments = np.frombuffer(body, "<u4", count)
        body = np.diff(segments, prepend=np.uint32(0)).astype("<u4").tobytes() + body[4 * count :]
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    small = deflate.compress(body) + deflate.flush()
    return _HEADER.pack(magic, form, flags | PACKED, *rest, count) + small


def codes_of(poa: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The nearest code of each probability."""
    with np.errstate(divide="ignore"):
        code = np.rint(255 + 40 * np.log10(poa))
    return np.where(poa < SMALLEST, 0, np.clip(code, 1, 255)).astype(np.uint8)


class Surroundings:
    """Where the segments of a network lie, for frames of a part of it or of coarse cells."""

    def __init__(self, network: Network) -> None:
        first = network.shape_offset[:-1]
        middle = first + (network.shape_offset[1:] - first) // 2
        box = network.bounds
        self._plane = Plane((box.south + box.north) / 2)
        self._middles = self._plane.points(network.shape_lon[middle], network.shape_lat[middle])
        corner = self._plane.point(Place(box.west, box.south))
        column, row = ((self._middles - corner) // CELL_M).astype(np.int64).T
        _, self._cell = np.unique(row * (int(column.max()) + 1) + column, return_inverse=True)

    def around(self, places: Iterable[Place], radius_m: float) -> NDArray[np.intp]:
        """The segments whose middle lies within a radius of any of the places, ascending."""
        near = np.zeros(len(self._middles), bool)
        for place in places:
            away = self._middles - self._plane.point(place)
            near |= (away**2).sum(axis=1) <= radius_m * radius_m
        return np.flatnonzero(near)

    def coarse(self, poa: NDArray[np.float64]) -> NDArray[np.float64]:
        """Each segment with the mean of its cell of 400 m, so that no street stands out."""
        sums = np.bincount(self._cell, poa)
        counts = np.bincount(self._cell)
        return np.asarray((sums / counts)[self._cell])


def _header(belief: Belief, version: int, flags: int, count: int) -> bytes:
    return _HEADER.pack(
        MAGIC, FORMAT, flags, version, belief.at.timestamp(), belief.rest_of_world,
        belief.effective_sample_size, count,
    )  # fmt: skip

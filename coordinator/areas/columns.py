"""Integer arrays as bytes that compress well and are the same on every machine.

A column is stored little endian with fixed width, optionally as differences from row to row, and
with its bytes sorted by significance (all lowest bytes first), which zlib packs far better.
"""

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

UNKNOWN = -(2**31)
"""Stands for NaN in a column of scaled numbers."""


class Column(msgspec.Struct, frozen=True, array_like=True):
    """How one column lies in the bytes."""

    name: str
    dtype: str
    """numpy's code, little endian: `<i4`, `<i8`, `<u2`, `|u1`."""
    count: int
    differences: bool


def packed(values: NDArray[Any], dtype: str, differences: bool) -> bytes:
    """The bytes of a column; differences wrap round and so lose nothing."""
    column = np.ascontiguousarray(values).astype(dtype)
    if differences and len(column):
        unsigned = column.view(dtype.replace("i", "u"))
        column = np.concatenate([unsigned[:1], unsigned[1:] - unsigned[:-1]])
    return column.view(np.uint8).reshape(len(column), column.itemsize).T.tobytes()


def unpacked(data: memoryview, column: Column) -> NDArray[Any]:
    """The values of a column from its bytes, in the machine's own byte order."""
    dtype = np.dtype(column.dtype)
    rows = np.frombuffer(data, np.uint8).reshape(dtype.itemsize, column.count).T
    values = np.ascontiguousarray(rows).reshape(-1).view(dtype)
    if column.differences:
        unsigned = column.dtype.replace("i", "u")
        values = np.cumsum(values.view(unsigned), dtype=unsigned).view(dtype)
    return values.astype(dtype.newbyteorder("="), copy=False)


def scaled(values: NDArray[np.float64], grain: float) -> NDArray[np.int64]:
    """Numbers as whole multiples of 1 / grain; NaN becomes `UNKNOWN`."""
    known = ~np.isnan(values)
    whole = np.full(len(values), UNKNOWN, np.int64)
    whole[known] = np.rint(values[known] * grain).astype(np.int64)
    return whole


def unscaled(whole: NDArray[Any], grain: float) -> NDArray[np.float64]:
    """The numbers of `scaled`."""
    values = whole / grain
    values[whole == UNKNOWN] = np.nan
    return np.asarray(values)

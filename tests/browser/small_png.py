"""A screenshot with a palette: a drawn screen has few colours, and its file becomes small."""

import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256


def shrink(path: Path, pixels: NDArray[np.uint8]) -> None:
    """Write pixels (height, width, 3) with their 256 commonest colours, others by the nearest."""
    height, width, _ = pixels.shape
    colours, where, counts = np.unique(
        pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    commonest: NDArray[np.intp] = np.argsort(-counts)
    palette = colours[commonest[:COLOURS]]
    _, nearest = cKDTree(palette).query(colours)
    shade: NDArray[np.uint8] = np.asarray(nearest, np.uint8)
    indices = shade[where.ravel()].reshape(height, width)
    # Every row begins with its filter: none.
    rows = np.hstack([np.zeros((height, 1), np.uint8), indices]).tobytes()
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(rows, 9)))
    written = b"".join(_chunk(name, data) for name, data in (*chunks, (b"IEND", b"")))
    path.write_bytes(SIGNATURE + written)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

"""The street network of an area as plain arrays, indexed by segment and by junction."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from domain.place import Bounds, Place

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

KINDS = (
    "primary", "secondary", "tertiary", "residential", "living_street", "service", "pedestrian",
    "footway", "path", "cycleway", "track", "steps", "unclassified", "crossing", "corridor",
)  # fmt: skip
"""Kinds of street; `Network.kind` holds positions in this tuple. Links count as their road."""


@dataclass(frozen=True, eq=False)
class Network:
    """Segments between junctions. Segment s leads from junction `start[s]` to `end[s]`.

    A directed segment is numbered 2 s along the drawn direction and 2 s + 1 against it.
    Unknown numbers are NaN, never zero; unknown words are the empty string (text code 0).
    """

    junction_lon: Floats
    junction_lat: Floats
    start: Ints
    end: Ints
    length_m: Floats
    kind: NDArray[np.uint8]
    name: Ints
    """Position in `texts` of the street's name."""
    surface: Ints
    smoothness: Ints
    sidewalk: Ints
    incline: Floats
    """Rise over run along the drawn direction (0.05 = 5 % up), NaN where unknown."""
    kerb_m: Floats
    """Height in metres of the highest kerb on the way, NaN where unknown."""
    step_count: Ints
    """Number of steps, 0 for none, -1 for stairs of unknown count."""
    factor_along: Floats
    """Wheelchair factor in (0, 1] along the drawn direction: 1 easy, small = rarely possible."""
    factor_against: Floats
    reason: Ints
    """Position in `texts` of why the factor is below 1, as a stable code such as `steps`."""
    shape_offset: Ints
    """Segment s has the shape points `shape_offset[s] : shape_offset[s + 1]`."""
    shape_lon: Floats
    shape_lat: Floats
    beat: Ints
    """Position of the beat in the area's beats, -1 for none."""
    osm_way: NDArray[np.int64]
    texts: tuple[str, ...]
    """Names and words, each once; position 0 is the empty string."""

    @property
    def segments(self) -> int:
        """How many segments there are."""
        return len(self.length_m)

    @property
    def junctions(self) -> int:
        """How many junctions there are."""
        return len(self.junction_lon)

    @cached_property
    def bounds(self) -> Bounds:
        """The box around all shape points."""
        return Bounds(
            float(self.shape_lon.min()), float(self.shape_lat.min()),
            float(self.shape_lon.max()), float(self.shape_lat.max()),
        )  # fmt: skip

    def name_of(self, segment: int) -> str:
        """The street's name, empty where it has none."""
        return str(self.texts[int(self.name[segment])])

    def shape_of(self, segment: int) -> list[tuple[float, float]]:
        """The shape points (lon, lat) along the drawn direction."""
        span = slice(self.shape_offset[segment], self.shape_offset[segment + 1])
        return list(zip(self.shape_lon[span].tolist(), self.shape_lat[span].tolist(), strict=True))

    def junction_place(self, junction: int) -> Place:
        """Where a junction is."""
        return Place(float(self.junction_lon[junction]), float(self.junction_lat[junction]))

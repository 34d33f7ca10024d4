"""Maps of the report: the streets of a piece of the area as lines of an SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import NDArray

from domain.network import Network
from domain.place import Bounds, Place

WIDTH = 680.0
LEAST_M, MOST_M = 900.0, 8_000.0
MARGIN = 0.12
METRES_OF_DEGREE = 111_195.0
TALLEST, FLATTEST = 0.72, 0.5
"""Height as a share of the width."""
SCALES_M = (100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the streets of one class are drawn."""

    colour: str
    width: float
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a place: lkp, find, sighting or camera."""

    kind: str
    place: Place
    words: str = ""


GROUND = Stroke("#cfcdc6", 0.9)
PROBABILITY = (
    Stroke("#f4bd6c", 1.8), Stroke("#ee8a3c", 2.4), Stroke("#bd3853", 3.1), Stroke("#691a6e", 3.9),
    Stroke("#1d0c45", 4.8),
)  # fmt: skip
"""From pale and thin to dark and wide: told apart without colour."""
PROBABILITY_FROM = (1e-4, 1e-3, 5e-3, 2e-2, 5e-2)
COVERED = (
    Stroke("#2f6f57", 2.2), Stroke("#143d2e", 4.4), Stroke("#b3431f", 2.4, "5 3"),
)  # fmt: skip
"""Searched once, searched again, likely and never searched."""
LIKELY = 1e-3


def box_around(places: Sequence[Place]) -> Bounds:
    """The piece of the ground that holds these places, in the shape of a map on paper."""
    south, north = min(p.lat for p in places), max(p.lat for p in places)
    west, east = min(p.lon for p in places), max(p.lon for p in places)
    lat, lon = (south + north) / 2, (west + east) / 2
    east_m = METRES_OF_DEGREE * cos(radians(lat))
    wide = max((east - west) * east_m * (1 + 2 * MARGIN), LEAST_M)
    high = (north - south) * METRES_OF_DEGREE * (1 + 2 * MARGIN)
    wide = min(MOST_M, max(wide, high / TALLEST))
    high = max(min(high, wide * TALLEST), wide * FLATTEST)
    half_lon, half_lat = wide / 2 / east_m, high / 2 / METRES_OF_DEGREE
    return Bounds(lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat)


def probability_classes(poa: NDArray[np.float64]) -> NDArray[np.int64]:
    """For every segment its place in `PROBABILITY`, -1 for hardly any."""
    return np.searchsorted(PROBABILITY_FROM, poa, side="right") - 1


def coverage_classes(passages: dict[int, int], poa: NDArray[np.float64]) -> NDArray[np.int64]:
    """For every segment its place in `COVERED`, -1 for neither searched nor likely."""
    found = np.where(poa >= LIKELY, 2, -1)
    for segment, times in passages.items():
        found[segment] = min(times, 2) - 1
    return found.astype(np.int64)


def street_map(
    network: Network,
    box: Bounds,
    classes: NDArray[np.int64],
    strokes: Sequence[Stroke],
    marks: Iterable[Mark],
    says: dict[str, str],
) -> Markup:
    """The map as an SVG; `says` has the words `map`, `north` and `attribution`."""
    east_m = METRES_OF_DEGREE * cos(radians((box.south + box.north) / 2))
    scale = WIDTH / ((box.east - box.west) * east_m)
    height = (box.north - box.south) * METRES_OF_DEGREE * scale
    x = (network.shape_lon - box.west) * (east_m * scale)
    y = (box.north - network.shape_lat) * (METRES_OF_DEGREE * scale)
    inside = (x >= -20) & (x <= WIDTH + 20) & (y >= -20) & (y <= height + 20)
    shown = np.logical_or.reduceat(inside, network.shape_offset[:-1])
    parts = [
        (
            f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" '
            f'aria-label="{escape(says["map"])}">'
        ),
        f'<rect width="{WIDTH:.0f}" height="{height:.0f}" fill="#fbfaf7"/>',
    ]
    for number, stroke in enumerate((GROUND, *strokes), -1):
        lines = [
            _line(x, y, network.shape_offset, segment)
            for segment in np.flatnonzero(shown & (classes == number)).tolist()
        ]
        if lines:
            dashes = f' stroke-dasharray="{stroke.dashes}"' if stroke.dashes else ""
            parts.append(
                f'<path d="{"".join(lines)}" fill="none" stroke="{stroke.colour}" '
                f'stroke-width="{stroke.width}" stroke-linecap="round"{dashes}/>'
            )
    for mark in marks:
        parts += _mark(
            mark,
            (mark.place.lon - box.west) * east_m * scale,
            (box.north - mark.place.lat) * METRES_OF_DEGREE * scale,
        )
    parts += _furniture(height, scale, says)
    # Every piece is made here or escaped.
    return Markup("".join(parts) + "</svg>")  # noqa: S704


def _line(
    x: NDArray[np.float64], y: NDArray[np.float64], offset: NDArray[np.int32], segment: int
) -> str:
    span = slice(int(offset[segment]), int(offset[segment + 1]))
    points = [f"{a:.1f} {b:.1f}" for a, b in zip(x[span].tolist(), y[span].tolist(), strict=True)]
    kept = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    return "M" + "L".join(kept if len(kept) > 1 else kept * 2)


def _mark(mark: Mark, x: float, y: float) -> list[str]:
    at = f'transform="translate({x:.1f} {y:.1f})"'
    shape = {
        "lkp": '<path d="M-7-7 7 7M-7 7 7-7" stroke="#fff" stroke-width="6"/>'
        '<path d="M-7-7 7 7M-7 7 7-7" stroke="#000" stroke-width="2.6"/>',
        "find": '<path d="M0 0V-22L15-16 0-10" fill="#fff" stroke="#fff" stroke-width="4"/>'
        '<path d="M0 0V-22L15-16 0-10" fill="#000" stroke="#000" stroke-width="1.6"/>'
        '<circle r="2.6"/>',
        "sighting": '<circle r="6" fill="none" stroke="#fff" stroke-width="5"/>'
        '<circle r="6" fill="none" stroke="#000" stroke-width="1.8"/>',
        "camera": '<path d="M0-6 6 5H-6Z" fill="#fff" stroke="#000" stroke-width="1.5"/>',
    }[mark.kind]
    words = ""
    if mark.words:
        left = x > WIDTH * 0.72
        where = 'x="-11" text-anchor="end"' if left else 'x="11"'
        words = f'<text {where} y="4" class="halo">{escape(mark.words)}</text>'
    return [f"<g {at}>{shape}{words}</g>"]


def _furniture(height: float, scale: float, says: dict[str, str]) -> list[str]:
    metres = max((m for m in SCALES_M if m * scale <= WIDTH * 0.25), default=SCALES_M[0])
    long = metres * scale
    told = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    y = height - 12
    return [
        (
            f'<path d="M12 {y - 4:.1f}V{y:.1f}H{12 + long:.1f}V{y - 4:.1f}" fill="none" '
            'stroke="#000" stroke-width="1.4"/>'
        ),
        (
            f'<text x="{12 + long / 2:.1f}" y="{y - 5:.1f}" text-anchor="middle" '
            f'class="halo">{told}</text>'
        ),
        (
            f'<g transform="translate({WIDTH - 22:.0f} 14)"><path d="M0 0 6 16 0 12-6 16Z"/>'
            f'<text y="30" text-anchor="middle" class="halo">{escape(says["north"])}</text></g>'
        ),
        (
            f'<text x="{WIDTH - 6:.0f}" y="{height - 6:.1f}" text-anchor="end" '
            f'class="halo small">{escape(says["attribution"])}</text>'
        ),
    ]

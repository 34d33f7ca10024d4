"""Street cameras: at crossings of main roads, at gates, on the promenade, never everywhere.

The quiet corner of the story has none near the end of its road.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.demo.district.height import bank
from coordinator.demo.district.landmarks import PLACES
from coordinator.demo.district.network import Network, Piece
from coordinator.demo.district.place import Point, distance, inside
from coordinator.demo.district.polyline import at, bearing
from coordinator.demo.district.quiet_corner import dead_end, dead_end_road

_RANK = {
    "primary": 4,
    "secondary": 3,
    "pedestrian": 2,
    "tertiary": 2,
    "residential": 1,
    "living_street": 1,
}
_WINDS = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")
_APART = 75.0
"""Metres between two places with cameras."""
_QUIET = 260.0
"""Metres around the end of the quiet road without a camera."""
_JUNCTIONS = 62
_GATES = 46
Gate = tuple[str, Point, Point]
"""Name of the compound, place of the gate, and the point on the street outside."""

_ANGLES = ("45", "60", "60", "75", "90", "110")


@dataclass(frozen=True)
class Camera:
    """One camera on its pole."""

    point: Point
    name: str
    zone: str
    """The kind of place it watches, as OSM names it: traffic, entrance, town."""
    direction: float | None
    """Degrees clockwise from north; nothing when it sees all round."""


def cameras(
    network: Network, gates: Sequence[Gate], rng: random.Random
) -> list[tuple[Point, dict[str, str]]]:
    """Return place and tags of every camera, numbered from the north-west row by row."""
    placed: list[Camera] = []
    _at_junctions(placed, network, rng)
    _along_river(placed)
    _at_places(placed, rng)
    _at_gates(placed, gates, rng)
    placed.sort(key=lambda camera: (-int(camera.point[1] // 260), camera.point[0], camera.name))
    return [(camera.point, _tags(camera, n, rng)) for n, camera in enumerate(placed, start=1)]


def _at_junctions(placed: list[Camera], network: Network, rng: random.Random) -> None:
    junctions = []
    for node, pieces in network.at_node().items():
        ranks = sorted((_RANK.get(piece.kind, 0) for piece in pieces), reverse=True)
        if len(ranks) > 2 and ranks[2] > 0:
            junctions.append((-sum(ranks[:3]) - rng.random(), node, pieces))
    taken = 0
    for _, node, pieces in sorted(junctions, key=lambda junction: junction[0]):
        if taken < _JUNCTIONS and _free(placed, network.points[node]):
            taken += 1
            legs = [piece for piece in pieces if piece.kind in _RANK]
            watched = rng.sample(legs, min(len(legs), rng.choice((1, 2, 2, 3))))
            name = _junction_name(pieces)
            placed += [_down_street(network, node, leg, name) for leg in watched]


def _junction_name(pieces: Sequence[Piece]) -> str:
    by_rank = sorted(pieces, key=lambda piece: -_RANK.get(piece.kind, 0))
    names = list(dict.fromkeys(p.tags["name"] for p in by_rank if "name" in p.tags))
    return "".join(names[:2]).replace("路路", "路") + "口"


def _down_street(network: Network, node: int, leg: Piece, name: str) -> Camera:
    """Return a camera on a pole at the corner, looking down a street that leaves the junction."""
    line = network.line(leg)
    if leg.nodes[0] != node:
        line.reverse()
    x, y = line[0]
    far_x, far_y = at(line, 35.0)
    view = distance((x, y), (far_x, far_y)) or 1.0
    east, north = (far_x - x) / view, (far_y - y) / view
    pole = (x - 4.0 * east + 5.0 * north, y - 4.0 * north - 5.0 * east)
    facing = bearing((x, y), (far_x, far_y))
    pole = pole if inside(pole) else (x, y)
    return Camera(pole, f"{name} {_wind(facing)}", "traffic", facing)


def _along_river(placed: list[Camera]) -> None:
    for number in range(7):
        x = 190.0 + 370.0 * number
        placed.append(Camera((x, bank(x) + 31.0), f"滨江步道 {number + 1}号杆", "town", None))


def _at_places(placed: list[Camera], rng: random.Random) -> None:
    for place in PLACES:
        if place.tags.get("railway") == "subway_entrance" or "amenity" in place.tags:
            x, y = place.point
            facing = rng.randrange(0, 360, 15)
            name = f"{place.name} {_wind(facing)}"
            placed.append(Camera((x + 3.0, y - 4.0), name, "entrance", float(facing)))


def _at_gates(placed: list[Camera], gates: Sequence[Gate], rng: random.Random) -> None:
    taken = 0
    for name, gate, outside in rng.sample(list(gates), len(gates)):
        if taken < _GATES and _free(placed, gate):
            taken += 1
            facing = bearing(gate, outside)
            pole = (gate[0] + 2.5, gate[1] + 2.5)
            placed.append(Camera(pole, f"{name}门口 {_wind(facing)}", "entrance", facing))


def _free(placed: Sequence[Camera], point: Point) -> bool:
    """Tell whether a camera may stand here: apart from others, and not in the quiet corner."""
    if distance(point, dead_end()) < _QUIET:
        return False
    if any(distance(point, spot) < 90.0 for spot in dead_end_road().line[4:]):
        return False
    return all(distance(point, camera.point) > _APART for camera in placed)


def _wind(facing: float) -> str:
    return _WINDS[round(facing / 45.0) % 8]


def _tags(camera: Camera, number: int, rng: random.Random) -> dict[str, str]:
    tags = {
        "man_made": "surveillance",
        "surveillance": "public",
        "surveillance:type": "camera",
        "surveillance:zone": camera.zone,
        "ref": f"C{number:02d}",
        "name": camera.name,
    }
    if camera.direction is None or rng.random() < 0.07:
        tags["camera:type"] = "dome"
    else:
        tags["camera:type"] = rng.choice(("fixed", "fixed", "fixed", "fixed", "panning", "dome"))
        tags["camera:direction"] = str(round(camera.direction))
        if rng.random() < 0.45:
            tags["camera:angle"] = rng.choice(_ANGLES)
    if rng.random() < 0.8:
        tags["height"] = rng.choice(("4", "4.5", "5", "6", "7"))
    return tags

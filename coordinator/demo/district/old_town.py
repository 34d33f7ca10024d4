"""The old town by the landing: a market street and narrow lanes, older than any plan."""

from __future__ import annotations

from collections.abc import Sequence

from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.hand_drawn import HandDrawn, hand_drawn
from coordinator.demo.district.place import Point
from coordinator.demo.district.polyline import curve

OLD_TOWN: Sequence[Point] = (
    (455.0, 345.0),
    (700.0, 385.0),
    (985.0, 400.0),
    (1215.0, 395.0),
    (1215.0, 450.0),
    (1080.0, 640.0),
    (830.0, 600.0),
    (640.0, 548.0),
    (455.0, 525.0),
)
"""Ground in which no street is laid but those drawn here."""

_ONE_WAY = ("书院街", "渡口街", "纸坊巷")


def old_town_lanes() -> list[DrawnWay]:
    """Return the market street and the lanes around it."""
    return [
        DrawnWay(tuple(curve(street.points, 12.0)), _tags(street))
        for street in hand_drawn("old_town")
    ]


def _tags(street: HandDrawn) -> dict[str, str]:
    one_way = {"oneway": "yes"} if street.name in _ONE_WAY else {}
    return {"highway": street.kind, "name": street.name, **one_way}

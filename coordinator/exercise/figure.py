"""A figure on a schematic recording."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.moment import moment_text
from domain.place import Place
from domain.window import Window

STEP_S = 3.0
MOST_POINTS = 200
"""Of a figure that stays in view for a long time."""
PLACES_DECIMALS = 7


class Point(NamedTuple):
    """Where a figure is at a true time."""

    at: datetime
    place: Place


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody on a recording; between the parts nothing is to be seen of him."""

    kind: str
    """walks, cycles, pushes (a pram) or wheels (a wheelchair)."""
    coat: str
    size: float
    """1 beside the camera, less far away."""
    parts: tuple[tuple[Point, ...], ...]

    def record(self, ahead: timedelta) -> dict[str, object]:
        """As a picture draws it, by a camera's clock that is so much ahead."""
        return {
            "kind": self.kind,
            "coat": self.coat,
            "size": round(self.size, 2),
            "parts": [
                [
                    {
                        "at": moment_text(point.at + ahead),
                        "lon": round(point.place.lon, PLACES_DECIMALS),
                        "lat": round(point.place.lat, PLACES_DECIMALS),
                    }
                    for point in part
                ]
                for part in self.parts
            ],
        }


def parts_of(
    where: Callable[[datetime], Place | None], shown: Window, covered: Window | None, within: Window
) -> tuple[tuple[Point, ...], ...]:
    """The points of a way that is in view in `shown`, but for when something covers it; nothing
    from outside `within`."""
    since, until = max(shown.since, within.since), min(shown.until, within.until)
    if since >= until:
        return ()
    spans = [Window(since, until)]
    if covered is not None:
        spans = Window(since, until).without([covered])
    parts = []
    for span in spans:
        lasting_s = (span.until - span.since).total_seconds()
        steps = max(1, min(MOST_POINTS, round(lasting_s / STEP_S)))
        moments = [span.since + timedelta(seconds=lasting_s * i / steps) for i in range(steps + 1)]
        places = [(moment, where(moment)) for moment in moments]
        parts.append(tuple(Point(at, place) for at, place in places if place is not None))
    return tuple(part for part in parts if len(part) > 1)

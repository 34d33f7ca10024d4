"""Directions of view as people write them: degrees, ranges, compass letters, lists."""

import re
from dataclasses import dataclass

_COMPASS = ("n", "nne", "ne", "ene", "e", "ese", "se", "sse",
            "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw")  # fmt: skip
COMPASS = {letters: 22.5 * i for i, letters in enumerate(_COMPASS)} | {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
"""Degrees clockwise from north of a word, hyphens and blanks left out."""

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_DEGREES = re.compile(rf"^({_NUMBER})\s*(?:°|deg|degrees)?$")
_RANGE = re.compile(rf"^({_NUMBER})\s*°?\s*-\s*({_NUMBER})\s*°?$")


@dataclass(frozen=True, slots=True)
class View:
    """The middle of a view in [0, 360) degrees clockwise from north, and its width if told."""

    direction: float
    angle: float | None = None


def view_of(text: str, usual_angle: float) -> View | None:
    """The view that a direction means, None where it means none.

    `90-270` runs clockwise from 90 to 270: middle 180, width 180. Of several values such as
    `90;180` the view is the smallest arc that holds them all, each `usual_angle` wide unless it
    says its own width; if that is all round, there is no direction.
    """
    views = [_single(part) for part in re.split(r"[;/|]|,\s*", text)]
    known = [view for view in views if view is not None]
    if len(known) < 2:
        return known[0] if known else None
    return _around(known, usual_angle)


def _single(text: str) -> View | None:
    value = text.strip().lower()
    both = _RANGE.match(value)
    if both:
        first, last = _number(both.group(1)), _number(both.group(2))
        width = (last - first) % 360
        if width == 0:
            return None
        return View((first + width / 2) % 360, width)
    one = _DEGREES.match(value)
    if one:
        degrees = _number(one.group(1))
        return View(degrees % 360) if abs(degrees) <= 720 else None
    word = re.sub(r"[\s_-]", "", value)
    if word in COMPASS:
        return View(COMPASS[word])
    ends = [_single(part) for part in value.split("-")] if value.count("-") == 1 else []
    if len(ends) == 2 and ends[0] and ends[1] and ends[0] != ends[1]:
        width = (ends[1].direction - ends[0].direction) % 360
        return View((ends[0].direction + width / 2) % 360, width)
    return None


def _around(views: list[View], usual_angle: float) -> View | None:
    arcs = [(view.direction, (view.angle or usual_angle) / 2) for view in views]
    best: View | None = None
    for direction, half in arcs:
        begin = direction - half
        width = max(((other - its - begin) % 360) + 2 * its for other, its in arcs)
        if width < 360 and (best is None or best.angle is None or width < best.angle):
            best = View((begin + width / 2) % 360, width)
    return best


def _number(text: str) -> float:
    return float(text)

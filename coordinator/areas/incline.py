"""Slopes: rise over run from a tag, and how hard they make a street."""

import math
import re

from coordinator.areas.hindrance import Hindrance

ASSUMED_SLOPE = 0.05
"""Slope taken where a tag says only `up` or `down`: assumption, no published source (1:20, the
steepest path that is not yet a ramp)."""
STEEPEST = 1.0
"""A value above (45 degrees) is taken for a mistake and for unknown."""
GENTLE = 1 / 20
"""Up to here a slope does not hinder (GB 50763-2012 section 3.1, ADA path)."""
RAMP = 1 / 12
"""The steepest ramp without an attendant (GB 50763-2012, ADA)."""
EASE_AT_RAMP = 0.5
"""Ease at 1:12 uphill: assumption, no published source."""
DECAY = 0.05
"""Above 1:12 the ease falls by a factor e for each such slope: assumption, no published source."""
DOWNHILL_SHARE = 0.8
"""A slope down counts as this much of it up (AccessMap: manual users bear 10 % down, 8 % up)."""
EASE_OF_STEEP = 0.2
"""Ease where a tag only says `steep`, both ways: assumption, no published source."""

_VALUE = re.compile(r"([+-]?)\s*[~<>≤≥≈]?\s*(\d+(?:[.,]\d+)?|[.,]\d+)\s*(%|‰|°|deg|degrees?)?")
_RATIO = re.compile(r"([+-]?)\s*1\s*:\s*(\d+(?:[.,]\d+)?)")


def slope(value: str) -> float:
    """Rise over run along the drawn direction (0.05 = 5 % up), NaN where the value tells none.

    A number without a unit is percent, degrees go through the tangent of the angle in radians,
    `up` and `down` give the sign with `ASSUMED_SLOPE`. Rounded to 1e-4.
    """
    text = value.strip().lower().replace("−", "-").replace("–", "-")
    rise = _number(text)
    if math.isnan(rise):
        rise = _word(text)
    elif text.startswith("down"):
        rise = -abs(rise)
    return round(rise, 4) if abs(rise) <= STEEPEST else math.nan


def slope_hindrance(value: str) -> Hindrance | None:
    """What the slope of a tag does to a wheelchair, None where it does nothing or is unknown."""
    rise = slope(value)
    if math.isnan(rise):
        if "steep" in value.lower():
            return Hindrance("steep", EASE_OF_STEEP, EASE_OF_STEEP)
        return None
    along, against = _ease(rise), _ease(-rise)
    return Hindrance("steep", along, against) if min(along, against) < 1 else None


def _number(text: str) -> float:
    ratio = _RATIO.search(text)
    if ratio:
        run = float(ratio.group(2).replace(",", "."))
        return math.nan if run == 0 else (-1 if ratio.group(1) == "-" else 1) / run
    found = _VALUE.search(text)
    if not found:
        return math.nan
    size = float(found.group(2).replace(",", "."))
    unit = found.group(3) or "%"
    if unit == "%":
        size /= 100
    elif unit == "‰":
        size /= 1000
    else:
        size = math.tan(math.radians(size)) if size < 90 else math.nan
    return -size if found.group(1) == "-" else size


def _word(text: str) -> float:
    first = re.split(r"[;\s]", text)[0] if text else ""
    return {"up": ASSUMED_SLOPE, "down": -ASSUMED_SLOPE, "no": 0.0, "none": 0.0}.get(
        first, math.nan
    )


def _ease(rise: float) -> float:
    felt = rise if rise >= 0 else -rise * DOWNHILL_SHARE
    if felt <= GENTLE:
        return 1.0
    if felt <= RAMP:
        return 1.0 - (1.0 - EASE_AT_RAMP) * (felt - GENTLE) / (RAMP - GENTLE)
    return EASE_AT_RAMP * math.exp((RAMP - felt) / DECAY)

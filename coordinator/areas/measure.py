"""Lengths as mappers write them: metres by default, other units named."""

import math
import re

_NUMBER_AND_UNIT = re.compile(r"^[~<>≈]?\s*([+-]?\d+(?:[.,]\d+)?|[+-]?[.,]\d+)\s*([a-z'\"″′]*)$")
_FEET_AND_INCHES = re.compile(
    r"^(\d+)\s*(?:'|′|ft|feet)\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|″|in|inch)?)?$"
)

METRES_PER_UNIT = {
    "": 1.0, "m": 1.0, "metre": 1.0, "metres": 1.0, "meter": 1.0, "meters": 1.0,
    "cm": 0.01, "mm": 0.001, "km": 1000.0, "ft": 0.3048, "feet": 0.3048, "'": 0.3048,
    "in": 0.0254, "inch": 0.0254, "\"": 0.0254, "″": 0.0254, "′": 0.3048,
}  # fmt: skip


def metres(text: str) -> float:
    """The length a tag's value means, in metres; NaN where it means none.

    `0.15`, `15 cm`, `15cm`, `2,5 m`, `5'10"` are read; of a range or list the first value counts.
    """
    first = re.split(r"[;|]|(?<=\d)\s*-\s*(?=\d)", text.strip().lower())[0].strip()
    both = _FEET_AND_INCHES.match(first)
    if both and both.group(2):
        return int(both.group(1)) * 0.3048 + float(both.group(2)) * 0.0254
    parts = _NUMBER_AND_UNIT.match(first)
    if not parts or parts.group(2) not in METRES_PER_UNIT:
        return math.nan
    return float(parts.group(1).replace(",", ".")) * METRES_PER_UNIT[parts.group(2)]

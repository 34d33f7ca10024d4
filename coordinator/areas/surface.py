"""Ground: surface, smoothness, kind of track and width.

Which values hinder follows openrouteservice's wheelchair defaults (FACTS.md B3: sett still passes;
earth, grass, mud, sand, smoothness bad and tracks of grade 4 do not); the eases themselves are
assumptions, no published source. A value that is not listed says nothing.
"""

import math
from collections.abc import Mapping

from coordinator.areas.hindrance import Hindrance
from coordinator.areas.measure import metres

SURFACE_EASE = {
    "sett": 0.85, "cobblestone": 0.6, "unhewn_cobblestone": 0.4, "compacted": 0.9, "wood": 0.9,
    "bricks": 0.9, "metal_grid": 0.6, "grass_paver": 0.5, "fine_gravel": 0.7, "unpaved": 0.5,
    "gravel": 0.4, "pebblestone": 0.3, "ground": 0.4, "earth": 0.4, "dirt": 0.4, "soil": 0.4,
    "grass": 0.25, "woodchips": 0.2, "rock": 0.1, "stepping_stones": 0.05, "mud": 0.1,
    "sand": 0.1, "snow": 0.1, "ice": 0.1, "salt": 0.3,
}  # fmt: skip
SMOOTHNESS_EASE = {
    "intermediate": 0.95, "bad": 0.6, "very_bad": 0.3, "horrible": 0.1, "very_horrible": 0.03,
    "impassable": 0.01,
}  # fmt: skip
TRACK_EASE = {"grade2": 0.8, "grade3": 0.5, "grade4": 0.25, "grade5": 0.15}
HIKING_EASE = {
    "hiking": 0.5, "mountain_hiking": 0.1, "demanding_mountain_hiking": 0.02,
    "alpine_hiking": 0.01, "demanding_alpine_hiking": 0.005, "difficult_alpine_hiking": 0.005,
}  # fmt: skip

NARROW_M = 0.9
"""From here a street is wide enough (OSRM's wheelchair profiles ask for 0.7 to 0.9 m)."""
TOO_NARROW_M = 0.7
EASE_OF_NARROW = 0.5
EASE_OF_TOO_NARROW = 0.1
"""Both eases: assumption, no published source."""


def ground_hindrances(tags: Mapping[str, str]) -> list[Hindrance]:
    """What the ground of a way does to a wheelchair, the same in both directions.

    Of surface and kind of track only the harder counts: they describe the same ground.
    """
    found = []
    surface = least_ease(tags.get("surface", ""), SURFACE_EASE)
    track = least_ease(tags.get("tracktype", ""), TRACK_EASE)
    if min(surface, track) < 1:
        found.append(_both_ways("surface", min(surface, track)))
    smoothness = least_ease(tags.get("smoothness", ""), SMOOTHNESS_EASE)
    if smoothness < 1:
        found.append(_both_ways("smoothness", smoothness))
    hiking = least_ease(tags.get("sac_scale", ""), HIKING_EASE)
    if hiking < 1:
        found.append(_both_ways("hiking", hiking))
    width = width_ease(tags.get("width", ""))
    if width < 1:
        found.append(_both_ways("narrow", width))
    return found


def least_ease(value: str, table: Mapping[str, float]) -> float:
    """The least ease of a tag that may hold several values such as `asphalt;gravel`; 1 if none."""
    words = value.strip().lower().split(";")
    return min((table.get(word.strip().split(":")[0], 1.0) for word in words), default=1.0)


def width_ease(value: str) -> float:
    """The ease of a width; unknown and wide are both 1."""
    width = metres(value)
    if math.isnan(width) or width <= 0 or width >= NARROW_M:
        return 1.0
    return EASE_OF_NARROW if width >= TOO_NARROW_M else EASE_OF_TOO_NARROW


def _both_ways(reason: str, ease: float) -> Hindrance:
    return Hindrance(reason, ease, ease)

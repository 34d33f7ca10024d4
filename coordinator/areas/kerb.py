"""Kerbs: how high they are and how rarely a wheelchair gets over them, up and down.

Traps met in other software (FACTS.md B3): kerb=raised counts, kerb=no means there is none,
kerb:height is in metres unless it names a unit, and no tag at all means unknown, not zero.
"""

import math
from collections.abc import Mapping

from coordinator.areas.hindrance import Hindrance
from coordinator.areas.measure import metres

FLUSH_M = 0.01
"""A lip up to here is no hindrance (GB 50763-2012 section 3.1)."""
MEASURED_M = 0.15
"""The kerb of Hosseini et al. 2012, climbed by 19.6 % and descended by 47.2 % of 214 trained
manual users."""
MEASURED_UP = 0.196
MEASURED_DOWN = 0.472
SHARE_OF_TRAINED = 0.5
"""What an 82-year-old manages of what trained users manage: assumption, no published source."""
HIGHEST_KERB_M = 1.0
"""A value above is taken for a mistake and for unknown."""

HEIGHT_OF_WORD = {"no": 0.0, "none": 0.0, "flush": 0.0, "lowered": 0.03, "rolled": 0.05,
                  "raised": 0.15, "normal": 0.15, "high": 0.15}  # fmt: skip
"""Metres taken for a word without height. Lowered, rolled and raised: assumption, no published
source; raised is the height at which B2's figures were measured."""
UNKNOWN_KERB = 0.8
"""Ease of a kerb of unknown height, both ways: assumption, no published source."""


def kerb_height(tags: Mapping[str, str]) -> float:
    """Height in metres of the kerb that these tags of a node or way speak of, NaN where unknown."""
    for key in ("kerb:height", "curb:height"):
        height = abs(metres(tags.get(key, "")))
        if height <= HIGHEST_KERB_M:
            return height
    sloped = tags.get("sloped_kerb", tags.get("sloped_curb", "")).strip().lower()
    for value in (tags.get("kerb", ""), tags.get("curb", "")):
        for word in value.lower().split(";"):
            known = HEIGHT_OF_WORD.get(word.strip())
            if known is not None:
                return known
            height = abs(metres(word))
            if height <= HIGHEST_KERB_M:
                return height
    if sloped:
        return {"yes": 0.03, "both": 0.03, "no": 0.15}.get(sloped, abs(metres(sloped)))
    return math.nan


def has_kerb(tags: Mapping[str, str]) -> bool:
    """Whether the tags say anything about a kerb, be it that there is none."""
    keys = ("kerb", "curb", "kerb:height", "curb:height", "sloped_kerb", "sloped_curb")
    return tags.get("barrier") == "kerb" or any(key in tags for key in keys)


def ease_up(height_m: float) -> float:
    """Probability-like ease of getting up a kerb: 1 when flush, exponential in the height, through
    the measured value (times the share of an old man) at 15 cm."""
    return _ease(height_m, MEASURED_UP * SHARE_OF_TRAINED)


def ease_down(height_m: float) -> float:
    """The same for getting down, which is easier."""
    return _ease(height_m, MEASURED_DOWN * SHARE_OF_TRAINED)


def kerb_hindrance(height_m: float, falls: float) -> Hindrance:
    """A kerb on a way. `falls` is 1 where the drawn direction leads down it, -1 where up, 0 where
    that is unknown (then both directions get the mean)."""
    if math.isnan(height_m):
        return Hindrance("kerb", UNKNOWN_KERB, UNKNOWN_KERB)
    up, down = ease_up(height_m), ease_down(height_m)
    if falls > 0:
        return Hindrance("kerb", down, up)
    if falls < 0:
        return Hindrance("kerb", up, down)
    return Hindrance("kerb", (up + down) / 2, (up + down) / 2)


def _ease(height_m: float, at_measured: float) -> float:
    if height_m <= FLUSH_M:
        return 1.0
    return math.exp(math.log(at_measured) * (height_m - FLUSH_M) / (MEASURED_M - FLUSH_M))

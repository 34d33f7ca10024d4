"""Stairs and escalators."""

import math
import re
from collections.abc import Mapping

from coordinator.areas.hindrance import Hindrance
from coordinator.areas.incline import slope
from coordinator.areas.kerb import ease_down, ease_up

TRAINED_UP = 0.232
TRAINED_DOWN = 0.265
"""Stairs managed by 214 trained manual users (Hosseini et al. 2012)."""
SHARE_OF_TRAINED = 0.1
"""What an 82-year-old manages of that: assumption, no published source."""
STEP_M = 0.15
"""Height of one step, where a stair is so short that it is like kerbs: assumption, no published
source."""
FEW_STEPS = 2
WHEELCHAIR_RAMP = 0.7
OTHER_RAMP = 0.1
"""Ease beside a stair with a ramp for wheelchairs, or for prams and bicycles: assumptions, no
published source."""
ESCALATOR = 0.01
AGAINST_CONVEYING = 0.002
MOVING_WALKWAY = 0.7
"""Eases of conveyors: assumptions, no published source."""

CONVEYING = {"yes", "forward", "backward", "reversible", "parallel", "permissive"}


def step_count(kind: str, tags: Mapping[str, str]) -> int:
    """Number of steps of a way: 0 for a way that is no stair, -1 where a stair's count is
    unknown."""
    if kind != "steps":
        return 0
    found = re.match(r"\s*[~<>]?\s*(\d{1,4})", tags.get("step_count", ""))
    return int(found.group(1)) if found and int(found.group(1)) > 0 else -1


def conveyor_hindrance(tags: Mapping[str, str]) -> Hindrance | None:
    """A moving walkway that is no stair."""
    conveying = tags.get("conveying", "").lower()
    if conveying not in CONVEYING:
        return None
    return _conveyed("conveying", conveying, MOVING_WALKWAY)


def steps_hindrance(tags: Mapping[str, str], count: int) -> Hindrance:
    """A stair, up being harder than down. `wheelchair=yes` does not make it passable; a ramp for
    wheelchairs does."""
    conveying = tags.get("conveying", "").lower()
    if conveying in CONVEYING:
        return _conveyed("escalator", conveying, ESCALATOR)
    up, down = TRAINED_UP * SHARE_OF_TRAINED, TRAINED_DOWN * SHARE_OF_TRAINED
    if 0 < count <= FEW_STEPS:
        up, down = ease_up(STEP_M) ** count, ease_down(STEP_M) ** count
    if tags.get("ramp:wheelchair") == "yes" or tags.get("ramp") == "wheelchair":
        up, down = max(up, WHEELCHAIR_RAMP), max(down, WHEELCHAIR_RAMP)
    elif "yes" in (tags.get("ramp"), tags.get("ramp:stroller"), tags.get("ramp:bicycle")):
        up, down = max(up, OTHER_RAMP), max(down, OTHER_RAMP)
    rise = slope(tags.get("incline", ""))
    if math.isnan(rise) or rise == 0:
        return Hindrance("steps", (up + down) / 2, (up + down) / 2)
    return Hindrance("steps", up, down) if rise > 0 else Hindrance("steps", down, up)


def _conveyed(reason: str, conveying: str, ease: float) -> Hindrance:
    if conveying == "forward":
        return Hindrance(reason, ease, AGAINST_CONVEYING)
    if conveying == "backward":
        return Hindrance(reason, AGAINST_CONVEYING, ease)
    return Hindrance(reason, ease, ease)

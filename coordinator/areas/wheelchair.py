"""The wheelchair view of one way: everything about it that hinders, from its own tags."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.areas.access import access_hindrances
from coordinator.areas.hindrance import Hindrance
from coordinator.areas.incline import slope, slope_hindrance
from coordinator.areas.kerb import ease_down, ease_up, has_kerb, kerb_height
from coordinator.areas.sidewalk import sidewalk, sidewalk_hindrance
from coordinator.areas.steps import conveyor_hindrance, step_count, steps_hindrance
from coordinator.areas.streets import FOOT_KINDS, out_of_sight, street_kind
from coordinator.areas.surface import ground_hindrances

ATTESTED = 0.8
"""Where a mapper says wheelchair=yes, surface, smoothness, width and slope together cost no more
than this: assumption, no published source."""
WORD_LENGTH = 80
"""Longer values of surface and smoothness are remarks, not values, and are left out."""


@dataclass(frozen=True, slots=True)
class Street:
    """What is known of one way that is a street; its segments inherit it."""

    kind: str
    name: str
    surface: str
    smoothness: str
    sidewalk: str
    incline: float
    kerb_m: float
    step_count: int
    hindrances: tuple[Hindrance, ...]
    out_of_sight: bool


def street(tags: Mapping[str, str]) -> Street | None:
    """The street that a way's tags describe, or None where it is none."""
    kind = street_kind(tags)
    if kind is None:
        return None
    count = step_count(kind, tags)
    foot = kind in FOOT_KINDS
    return Street(
        kind=kind,
        name=(tags.get("name") or tags.get("ref") or "").strip(),
        surface=_word(tags.get("surface", "")),
        smoothness=_word(tags.get("smoothness", "")),
        sidewalk=sidewalk(tags),
        incline=slope(tags.get("incline", "")),
        kerb_m=kerb_height(tags) if foot else math.nan,
        step_count=count,
        hindrances=tuple(_hindrances(kind, tags, count)),
        out_of_sight=out_of_sight(tags),
    )


def _hindrances(kind: str, tags: Mapping[str, str], count: int) -> list[Hindrance]:
    found = access_hindrances(tags)
    beside = sidewalk_hindrance(kind, tags)
    if beside:
        found.append(beside)
    if kind == "steps":
        return [*found, steps_hindrance(tags, count)]
    conveyor = conveyor_hindrance(tags)
    if conveyor:
        found.append(conveyor)
    if kind in FOOT_KINDS and has_kerb(tags):
        found += _kerb_of_way(tags)
    ground = ground_hindrances(tags)
    steep = slope_hindrance(tags.get("incline", ""))
    if steep:
        ground.append(steep)
    if ground and tags.get("wheelchair") in {"yes", "designated"}:
        worst = min(ground, key=lambda hindrance: min(hindrance.along, hindrance.against))
        eased = max(ATTESTED, worst.along), max(ATTESTED, worst.against)
        ground = [Hindrance(worst.reason, *eased)] if min(eased) < 1 else []
    return found + ground


def _kerb_of_way(tags: Mapping[str, str]) -> list[Hindrance]:
    """A kerb tag on a whole way, usually a crossing: down at one end and up at the other."""
    height = kerb_height(tags)
    if math.isnan(height):
        return []
    both = ease_up(height) * ease_down(height)
    return [Hindrance("kerb", both, both)] if both < 1 else []


def _word(value: str) -> str:
    word = value.strip()
    return word if len(word) <= WORD_LENGTH else ""

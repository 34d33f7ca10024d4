"""Sidewalks of roads."""

from collections.abc import Mapping

from coordinator.areas.hindrance import Hindrance

BUSY_KINDS = {"primary", "secondary", "tertiary"}
NO_SIDEWALK = 0.6
SEPARATE_SIDEWALK = 0.5
"""Ease of the roadway where there is no sidewalk, or one mapped beside it as a way of its own:
assumptions, no published source."""


def sidewalk(tags: Mapping[str, str]) -> str:
    """`both`, `left`, `right`, `no`, `separate`, or empty where unknown."""
    value = tags.get("sidewalk", "").strip().lower()
    if value in {"both", "left", "right", "no", "separate"}:
        return value
    if value in {"none", "yes"}:
        return "no" if value == "none" else "both"
    both = tags.get("sidewalk:both", "").lower()
    left = tags.get("sidewalk:left", both).lower()
    right = tags.get("sidewalk:right", both).lower()
    if "separate" in (left, right):
        return "separate"
    if left == "yes":
        return "both" if right == "yes" else "left"
    if right == "yes":
        return "right"
    return "no" if left == "no" and right == "no" else ""


def sidewalk_hindrance(kind: str, tags: Mapping[str, str]) -> Hindrance | None:
    """What a busy road without a sidewalk of its own does to a wheelchair."""
    if kind not in BUSY_KINDS:
        return None
    found = sidewalk(tags)
    if found == "no":
        return Hindrance("no_sidewalk", NO_SIDEWALK, NO_SIDEWALK)
    if found == "separate":
        return Hindrance("separate_sidewalk", SEPARATE_SIDEWALK, SEPARATE_SIDEWALK)
    return None

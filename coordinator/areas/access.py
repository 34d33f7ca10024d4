"""Who may go along a street, and in which direction. All eases: assumption, no published source.

A person who has lost his way does not always heed signs, so what is forbidden is unlikely here,
not impossible.
"""

from collections.abc import Mapping

from coordinator.areas.hindrance import Hindrance

ACCESS_EASE = {
    "private": 0.15, "no": 0.05, "customers": 0.6, "residents": 0.6, "delivery": 0.6,
    "agricultural": 0.7, "forestry": 0.7, "military": 0.01, "permit": 0.3, "restricted": 0.3,
    "use_sidepath": 0.5, "discouraged": 0.5, "service": 0.5, "employees": 0.3, "emergency": 0.1,
}  # fmt: skip
WHEELCHAIR_EASE = {"no": 0.1, "limited": 0.5}
AGAINST_ONEWAY = 0.05
ALLOWED = {"yes", "designated", "permissive", "official", "public", "destination"}


def access_hindrances(tags: Mapping[str, str]) -> list[Hindrance]:
    """Private or forbidden streets, and what the tag `wheelchair` says about them."""
    found = []
    foot, access = tags.get("foot", "").lower(), tags.get("access", "").lower()
    deciding = foot or access
    ease = ACCESS_EASE.get(deciding.split(";")[0].strip(), 1.0)
    if ease < 1:
        reason = "no_foot" if foot else "no_access"
        if deciding in {"private", "use_sidepath"}:
            reason = deciding
        found.append(Hindrance(reason, ease, ease))
    wheelchair = tags.get("wheelchair", "").lower()
    ease = WHEELCHAIR_EASE.get(wheelchair, 1.0)
    if ease < 1:
        found.append(Hindrance(f"wheelchair_{wheelchair}", ease, ease))
    oneway = _oneway(tags)
    if oneway:
        found.append(oneway)
    return found


def walking_allowed(tags: Mapping[str, str]) -> bool:
    """Whether walking is explicitly allowed, as a fast road needs it."""
    if tags.get("foot", "").lower() in ALLOWED:
        return True
    keys = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")
    return "foot" not in tags and any(
        tags.get(key, "").lower() in {"yes", "both", "left", "right"} for key in keys
    )


def _oneway(tags: Mapping[str, str]) -> Hindrance | None:
    """Only a one-way rule for people on foot or in wheelchairs binds, never one for cars."""
    for key in ("oneway:wheelchair", "oneway:foot", "oneway:pedestrian"):
        value = tags.get(key, "").lower()
        if value in {"yes", "1", "true"}:
            return Hindrance("oneway", 1.0, AGAINST_ONEWAY)
        if value in {"-1", "reverse"}:
            return Hindrance("oneway", AGAINST_ONEWAY, 1.0)
        if value == "no":
            return None
    if tags.get("foot:backward", "").lower() == "no":
        return Hindrance("oneway", 1.0, AGAINST_ONEWAY)
    if tags.get("foot:forward", "").lower() == "no":
        return Hindrance("oneway", AGAINST_ONEWAY, 1.0)
    return None

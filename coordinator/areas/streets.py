"""Which ways of an OpenStreetMap file are streets that a person can be on."""

from collections.abc import Mapping

from coordinator.areas.access import walking_allowed

KIND_OF_HIGHWAY = {
    "primary": "primary", "primary_link": "primary", "trunk": "primary", "trunk_link": "primary",
    "motorway": "primary", "motorway_link": "primary",
    "secondary": "secondary", "secondary_link": "secondary",
    "tertiary": "tertiary", "tertiary_link": "tertiary",
    "residential": "residential", "living_street": "living_street", "service": "service",
    "unclassified": "unclassified", "road": "unclassified", "busway": "service",
    "pedestrian": "pedestrian", "footway": "footway", "platform": "footway",
    "access_ramp": "footway", "ramp": "footway", "path": "path", "trail": "path",
    "bridleway": "path", "cycleway": "cycleway", "track": "track", "steps": "steps",
    "stairs": "steps", "crossing": "crossing", "corridor": "corridor", "elevator": "corridor",
}  # fmt: skip
"""Kind in `domain.network.KINDS` by the value of `highway`; what is not listed is no street:
construction, proposed, razed, raceway, rest areas ..."""

ON_FOOT_ONLY_IF_ALLOWED = {"motorway", "motorway_link", "trunk", "trunk_link", "busway"}
FOOT_KINDS = {"footway", "path", "pedestrian", "crossing", "cycleway", "corridor", "steps"}
"""Kinds on which a kerb tag means a kerb across the way, not one along its side."""


def street_kind(tags: Mapping[str, str]) -> str | None:
    """The kind of street, or None where these tags are of no street one can be on."""
    highway = tags.get("highway", "").split(";")[0].strip().lower()
    kind = KIND_OF_HIGHWAY.get(highway)
    if kind is None:
        return None
    fast = highway in ON_FOOT_ONLY_IF_ALLOWED or tags.get("motorroad") == "yes"
    if fast and not walking_allowed(tags):
        return None
    if tags.get("construction", "no").lower() == "yes":
        return None
    if kind in FOOT_KINDS and "crossing" in (tags.get("footway"), tags.get("path"),
                                             tags.get("cycleway")):  # fmt: skip
        return "crossing"
    return kind


def out_of_sight(tags: Mapping[str, str]) -> bool:
    """Whether a camera in the street cannot see this way, because it is indoors or below ground.

    Only of use while camera zones are cut; a passage through a building is open to the street.
    """
    if tags.get("highway") in {"corridor", "elevator"} or tags.get("indoor", "no") != "no":
        return True
    if tags.get("location") in {"underground", "indoor"}:
        return True
    if tags.get("tunnel", "no") not in {"no", "building_passage", "covered", "avalanche_protector"}:
        return True
    levels = tags.get("level", "").replace(",", ";").split(";")
    return all(level.strip().startswith("-") for level in levels)

"""Gates, bollards and the like on a street. All eases: assumption, no published source; that
stiles, blocks, kissing and hampshire gates and turnstiles stop a wheelchair follows
openrouteservice (FACTS.md B3)."""

from collections.abc import Mapping

from coordinator.areas.access import ACCESS_EASE, WHEELCHAIR_EASE
from coordinator.areas.hindrance import Hindrance
from coordinator.areas.measure import metres
from coordinator.areas.surface import EASE_OF_TOO_NARROW, TOO_NARROW_M

BARRIER_EASE = {
    "gate": 0.5, "lift_gate": 0.9, "swing_gate": 0.7, "sliding_gate": 0.5, "wicket_gate": 0.4,
    "bollard": 0.9, "block": 0.4, "chain": 0.5, "rope": 0.5, "cycle_barrier": 0.4, "chicane": 0.4,
    "motorcycle_barrier": 0.5, "bump_gate": 0.3, "kissing_gate": 0.05, "hampshire_gate": 0.05,
    "stile": 0.01, "turnstile": 0.02, "full-height_turnstile": 0.01, "cattle_grid": 0.1,
    "horse_stile": 0.05, "jersey_barrier": 0.2, "log": 0.1, "tree": 0.1, "debris": 0.1,
    "fence": 0.02, "wall": 0.02, "hedge": 0.02, "retaining_wall": 0.01, "ditch": 0.02,
    "yes": 0.5, "guard_rail": 0.02, "city_wall": 0.02, "spikes": 0.7, "sump_buster": 0.8,
}  # fmt: skip
LOCKED = 0.05
GATES = {"gate", "lift_gate", "swing_gate", "sliding_gate", "wicket_gate"}


def barrier_hindrance(tags: Mapping[str, str]) -> Hindrance | None:
    """What a barrier node does to a wheelchair, the same from both sides; None where nothing."""
    barrier = tags.get("barrier", "").strip().lower()
    if barrier not in BARRIER_EASE:
        return None
    ease = BARRIER_EASE[barrier]
    wheelchair = tags.get("wheelchair", "").lower()
    if wheelchair in {"yes", "designated"}:
        return None
    ease *= WHEELCHAIR_EASE.get(wheelchair, 1.0)
    allowed = tags.get("foot", tags.get("access", "")).lower()
    if barrier in GATES:
        ease = min(ease, ACCESS_EASE.get(allowed, 1.0))
    if tags.get("locked", "").lower() == "yes":
        ease = min(ease, LOCKED)
    if metres(tags.get("maxwidth:physical", tags.get("opening", ""))) < TOO_NARROW_M:
        ease = min(ease, EASE_OF_TOO_NARROW)
    if ease >= 1:
        return None
    return Hindrance("gate" if barrier in GATES else "barrier", ease, ease)

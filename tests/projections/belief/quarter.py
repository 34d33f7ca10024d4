"""A small quarter with cameras and a search in it, quick enough for many beliefs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from domain.area import Area
from domain.evidence import ClearanceEvidence, Evidence, OutsideCheck, SweepEvidence
from domain.parameters import default_parameters
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from tests.projections.belief import town

SMALL = {
    "population_batch": 1500.0, "population_ess": 3000.0, "population_error": 0.0,
    "population_most_batches": 4.0,
    "population_ess_branch": 100.0, "horizon_block": 1.0,
}  # fmt: skip
STAIRS = (7, 40)


def quarter() -> Area:
    """Seven by seven junctions, 80 m apart, eight cameras, two stairs."""
    streets = town.grid(7, 7, 80.0, STAIRS)
    zones = {f"C{i}": [(i * 9 + j, 0.0, 60.0) for j in range(2)] for i in range(8)}
    return town.area(streets, zones)


def minute(minutes: float) -> datetime:
    """So many minutes after the last known point."""
    return town.NOON + timedelta(minutes=minutes)


def search(**changes: object) -> Evidence:
    """A search without evidence yet, last seen in the middle."""
    plain = Evidence(
        last_known_point=LastKnownPoint(town.place(240, 240), town.NOON),
        mobility=(MobilityPhase(town.NOON, Mobility.MANUAL),),
        seed=11,
        parameters={**default_parameters(), **SMALL},
        familiar_places=(FamiliarPlace(town.place(0, 400)), FamiliarPlace(town.place(480, 80), 2)),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # names are those of the fields


def clearance(
    camera: int, begin: float, end: float, pod: float = 0.75, name: str = ""
) -> ClearanceEvidence:
    """A window in minutes on a camera."""
    text = name or f"{camera} {begin} {end} {pod}"
    return ClearanceEvidence(text, f"C{camera}", minute(begin), minute(end), pod)


def sweep(segments: Iterable[int], begin: float, end: float, pod: float = 0.6) -> SweepEvidence:
    """A sweep in minutes."""
    inside = tuple(segments)
    return SweepEvidence(f"{inside} {begin} {pod}", inside, minute(begin), minute(end), pod)


def outside(begin: float, end: float, pod: float = 0.5) -> OutsideCheck:
    """A check of the rest of the world in minutes."""
    return OutsideCheck(f"{begin} {end} {pod}", minute(begin), minute(end), pod)

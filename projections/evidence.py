"""The evidence in force: what a search's stream says, as the belief needs it."""

from datetime import timedelta

from domain.area import Area
from domain.evidence import (
    ClearanceEvidence,
    Evidence,
    OutsideCheck,
    SightingEvidence,
    SweepEvidence,
)
from domain.search import Search

CREDIBILITY_OF_VERDICT = {
    "confirmed": "credibility_confirmed",
    "ruled_out": "credibility_ruled_out",
}
CHANGES_BELIEF = frozenset(
    {
        "subject.described", "last_known_point.set", "familiar_place.added",
        "camera_zone.cleared", "camera_zone.clearance_withdrawn", "camera_zone.clock_corrected",
        "camera_zone.out_of_service", "camera_zone.outage_withdrawn",
        "sighting.reported", "sighting.assessed",
        "rest_of_world.checked", "rest_of_world.check_withdrawn",
        "streets.swept", "streets.sweep_withdrawn",
    }
)  # fmt: skip
"""Topics of events after which the evidence may be another."""


def evidence_of(search: Search, area: Area) -> Evidence:
    """Everything in force in a search as it stands, windows already in true time.

    Withdrawn clearances, sweeps and checks are absent. A clearance over a span without recording
    counts only for the parts that were recorded.
    """
    if search.last_known_point is None:
        raise ValueError("a search has a last known point from its opening on")
    return Evidence(
        last_known_point=search.last_known_point,
        mobility=search.mobility,
        seed=search.seed,
        parameters=search.parameters,
        # The model numbers them, so their order must not be that in which they were told.
        familiar_places=tuple(
            sorted(
                (known.place for known in search.familiar_places.values()),
                key=lambda known: (known.place.lon, known.place.lat, known.weight),
            )
        ),
        clearances=_clearances(search, area),
        sweeps=frozenset(
            SweepEvidence(s.sweep_id, s.segments, s.window.since, s.window.until, s.pod)
            for s in search.sweeps.values()
            if not s.withdrawn
        ),
        sightings=_sightings(search),
        outside_checks=frozenset(
            OutsideCheck(c.check_id, c.window.since, c.window.until, c.pod)
            for c in search.rest_of_world_checks.values()
            if not c.withdrawn
        ),
    )


def _clearances(search: Search, area: Area) -> frozenset[ClearanceEvidence]:
    zones = search.camera_zones
    found = set()
    for clearance in zones.clearances.values():
        camera = area.camera(clearance.camera_id)
        if clearance.withdrawn or camera is None:
            continue
        ahead: timedelta = zones.clock_ahead(camera)
        parts = clearance.window.without(zones.outages_of(clearance.camera_id))
        for number, part in enumerate(parts):
            true_time = part.moved(-ahead)
            found.add(
                ClearanceEvidence(
                    f"{clearance.clearance_id}/{number}",
                    clearance.camera_id,
                    true_time.since,
                    true_time.until,
                    clearance.pod,
                )
            )
    return frozenset(found)


def _sightings(search: Search) -> frozenset[SightingEvidence]:
    found = set()
    for sighting in search.sightings.values():
        by_verdict = CREDIBILITY_OF_VERDICT.get(sighting.verdict or "")
        credibility = sighting.credibility
        if by_verdict is not None:
            credibility = search.parameters[by_verdict]
        found.add(
            SightingEvidence(
                sighting.sighting_id,
                sighting.place,
                sighting.at,
                sighting.radius_m,
                sighting.minutes_doubt,
                credibility,
                sighting.heading,
            )
        )
    return frozenset(found)

"""A recorded past as the simulation knows facts, so that a search can be played on from it."""

from datetime import datetime

from coordinator.past import Past
from coordinator.simulation.known_facts import Given, KnownFacts, Sighting, Sweep, TeamView, Watch
from coordinator.simulation.missing_report import MissingReport
from domain.evidence import Evidence
from domain.search import Search
from projections.place_curve import Look


def report_in(evidence: Evidence) -> MissingReport:
    """What was known of him; how he moves as it was last."""
    return MissingReport(
        evidence.last_known_point, evidence.mobility[-1].mobility, evidence.familiar_places
    )


def facts_at(past: Past, look: Look, given: Given, junctions: tuple[int, ...]) -> KnownFacts:
    """What was known at a look, in seconds after the last known point, with teams at these
    junctions. Every window and sweep counts with the usual POD."""
    evidence, begin = look.evidence, look.evidence.last_known_point.at
    told = past.last.sightings

    def span(since: datetime, until: datetime) -> tuple[float, float]:
        return (since - begin).total_seconds(), (until - begin).total_seconds()

    sightings = [
        Sighting(
            _camera(past.last, each.id),
            each.place,
            (each.at - begin).total_seconds(),
            each.heading,
            told[each.id].verdict == "confirmed",
            (each.at - begin).total_seconds(),
        )
        for each in sorted(evidence.sightings, key=lambda one: (one.at, one.id))
        if each.credibility > 0
    ]
    return KnownFacts(
        given,
        (look.at - begin).total_seconds(),
        [TeamView(junction) for junction in junctions],
        [
            Watch(each.camera_id, *span(each.since, each.until))
            for each in sorted(evidence.clearances, key=lambda one: (one.since, one.id))
        ],
        sightings=sightings,
        sweeps=[
            Sweep(each.segments, *span(each.since, each.until))
            for each in sorted(evidence.sweeps, key=lambda one: (one.since, one.id))
        ],
    )


def _camera(search: Search, sighting_id: str) -> str:
    return search.sightings[sighting_id].camera_id or ""

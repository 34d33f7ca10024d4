"""What people know, as evidence of the belief."""

from datetime import datetime, timedelta

from coordinator.simulation.known_facts import Given, KnownFacts
from domain.evidence import ClearanceEvidence, Evidence, SightingEvidence, SweepEvidence
from domain.subject import MobilityPhase


class EvidenceTold:
    """Grows with the facts of one search."""

    def __init__(self, given: Given, parameters: dict[str, float]) -> None:
        self._given = given
        self._parameters = parameters
        self._begin = given.report.last_known_point.at
        self._clearances: list[ClearanceEvidence] = []
        self._sweeps: list[SweepEvidence] = []
        self._sightings: list[SightingEvidence] = []
        self._latest: Evidence | None = None

    def evidence(self, facts: KnownFacts) -> Evidence:
        """All that is known by now."""
        counts = len(self._clearances), len(self._sweeps), len(self._sightings)
        if self._latest is None or counts != (
            len(facts.cleared), len(facts.sweeps), len(facts.sightings),
        ):  # fmt: skip
            self._take(facts)
            report = self._given.report
            self._latest = Evidence(
                report.last_known_point,
                (MobilityPhase(self._begin, report.mobility),),
                self._given.seed,
                self._parameters,
                report.familiar_places,
                frozenset(self._clearances),
                frozenset(self._sweeps),
                frozenset(self._sightings),
            )
        return self._latest

    def _take(self, facts: KnownFacts) -> None:
        parameters = self._parameters
        for watch in facts.cleared[len(self._clearances) :]:
            number, since, until = len(self._clearances), watch.since, watch.until
            pod = parameters["pod_default"]
            self._clearances.append(
                ClearanceEvidence(
                    f"c{number}", watch.camera_id, self._moment(since), self._moment(until), pod
                )
            )
        for sweep in facts.sweeps[len(self._sweeps) :]:
            number, since, until = len(self._sweeps), sweep.since, sweep.until
            pod = parameters["pod_sweep"]
            self._sweeps.append(
                SweepEvidence(
                    f"s{number}", sweep.segments, self._moment(since), self._moment(until), pod
                )
            )
        for seen in facts.sightings[len(self._sightings) :]:
            verdict = "credibility_confirmed" if seen.confirmed else "credibility_camera"
            self._sightings.append(
                SightingEvidence(
                    f"v{len(self._sightings)}",
                    seen.place,
                    self._moment(seen.at),
                    parameters["sighting_radius"],
                    parameters["sighting_minutes_doubt"],
                    parameters[verdict],
                    seen.heading,
                )
            )

    def _moment(self, seconds: float) -> datetime:
        return self._begin + timedelta(seconds=seconds)

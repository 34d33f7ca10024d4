"""A simulated search as a recorded past: every piece at the moment at which it became known."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from coordinator.past import Past
from coordinator.simulation.case import Case
from coordinator.simulation.known_facts import KnownFacts, Order, Watch
from coordinator.simulation.policies.catalogue import policy_named
from coordinator.simulation.policy import Policy
from coordinator.simulation.population import simulated_parameters
from coordinator.simulation.scenario import Scenario
from coordinator.simulation.world import World
from domain.camera_zones.clearance import ClearCameraZone
from domain.command import Command, Issued
from domain.event import SearchEvent
from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.find import RecordFind
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.knowledge.subject import DescribeSubject
from domain.opening import OpenSearch
from domain.search import Search
from domain.teams.sweep import SweepStreets
from domain.teams.team import DeployStreetTeam
from domain.window import Window


@dataclass
class Recorder:
    """Lets another policy decide, and records what is known after every piece."""

    case: Case
    search: Search
    policy: Policy
    known: tuple[int, int, int] = (0, 0, 0)
    number: int = 1
    team: str = ""
    seen: dict[str, str] = field(default_factory=dict)
    """By id of a sighting its camera."""

    def watch(self, facts: KnownFacts) -> Watch | None:
        return self.policy.watch(facts)

    def send(self, facts: KnownFacts, team: int) -> Order | None:
        return self.policy.send(facts, team)

    def redirect(self, facts: KnownFacts) -> dict[int, Order]:
        now = self.moment(facts.now)
        cleared, sighted, swept = self.known
        for watch in facts.cleared[cleared:]:
            window = Window(self.moment(watch.since), self.moment(watch.until))
            self.give(ClearCameraZone(watch.camera_id, window), now)
        for seen in facts.sightings[sighted:]:
            report = ReportSighting(
                seen.place, self.moment(seen.at), "camera", heading=seen.heading,
                camera_id=seen.camera_id,
            )  # fmt: skip
            sighting = self.give(report, now)
            self.seen[sighting] = seen.camera_id
            if seen.confirmed:
                self.give(AssessSighting(sighting, "confirmed"), now)
        for sweep in facts.sweeps[swept:]:
            window = Window(self.moment(sweep.since), self.moment(sweep.until))
            self.give(SweepStreets(self.team, sweep.segments, window), now)
        self.known = len(facts.cleared), len(facts.sightings), len(facts.sweeps)
        return self.policy.redirect(facts)

    def moment(self, seconds: float) -> datetime:
        return self.case.given.report.last_known_point.at + timedelta(seconds=seconds)

    def give(self, command: Command, now: datetime) -> str:
        self.number += 1
        digest = sha256(repr(command).encode()).hexdigest()
        by = Issued(str(UUID(int=self.number)), digest, "officer", now, now)
        return self.search.obey(command, by, self.case.given.area).id


@dataclass(frozen=True)
class Played:
    """A simulated search that ended with a find."""

    past: Past
    cameras: dict[str, str]
    """By id of a sighting the camera it was made on."""


def played(case: Case, scenario: Scenario, policy: str) -> Played | None:
    """A case searched by a policy, recorded; None where he was not found."""
    given = case.given
    parameters = simulated_parameters(scenario)
    begun = given.report.last_known_point.at + timedelta(seconds=given.reported_s)
    by = Issued(str(UUID(int=1)), "", "commander", begun, begun)
    report = given.report
    opening = OpenSearch(
        UUID(int=case.seed + 1),
        DescribeSubject(report.mobility.value, report.last_known_point.at, {}),
        SetLastKnownPoint(report.last_known_point.place, report.last_known_point.at,
                          report.last_known_point.radius_m),
        tuple(AddFamiliarPlace(each.place, each.weight) for each in report.familiar_places),
        "simulated", parameters, case.seed,
    )  # fmt: skip
    search, _ = opening.begin(by, given.area)
    recorder = Recorder(case, search, policy_named(policy, parameters)(given))
    recorder.team = recorder.give(DeployStreetTeam("ref:team", "foot"), begun)
    outcome = World(case, scenario).played(policy, recorder)
    if outcome.found_min is None:
        return None
    found_s = given.reported_s + outcome.found_min * 60.0
    place, _ = case.truth().where(found_s)
    found = recorder.moment(found_s)
    recorder.give(RecordFind(place, found), found)
    events = tuple(e for e in search.collect_events() if isinstance(e, SearchEvent))
    return Played(Past(search.id, given.area, events), recorder.seen)

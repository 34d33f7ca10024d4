"""A simulated search in which everything that people do is written down."""

from collections.abc import Callable
from dataclasses import dataclass, field

from coordinator.simulation.case import Case
from coordinator.simulation.known_facts import Given, Order, Sighting, Sweep, Watch
from coordinator.simulation.policy import Policy
from coordinator.simulation.scenario import Scenario
from coordinator.simulation.world import World


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did, and when, in seconds after the last known point."""

    at: float
    what: Watch | Sighting | Sweep | Order
    who: int
    """The officer or the team."""
    begun: bool = False
    """Of a watch: it begins; else it has ended and showed nothing."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A street that a team went along."""

    team: int
    segment: int
    onto: int
    since: float
    until: float


@dataclass
class WrittenDown:
    """All of it, in order of time."""

    deeds: list[Deed] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    found_s: float | None = None


class Diarist(World):
    """Plays as any other, and writes down."""

    def __init__(self, case: Case, scenario: Scenario) -> None:
        super().__init__(case, scenario)
        self.diary = WrittenDown()
        self._officer = 0

    def written(self, policy: Callable[[Given], Policy]) -> WrittenDown:
        """Play to the end; what was done until then."""
        outcome = self.played("written down", policy(self._case.given))
        if outcome.found_min is not None:
            self.diary.found_s = self._begin + outcome.found_min * 60.0
        return self.diary

    def _officer_free(self, officer: int) -> None:
        super()._officer_free(officer)
        watch = self._facts.watching.get(officer)
        if watch is not None:
            self.diary.deeds.append(Deed(self._facts.now, watch, officer, begun=True))

    def _reviewed(self, officer: int, watch: Watch, sighting: Sighting | None) -> None:
        self._officer = officer
        super()._reviewed(officer, watch, sighting)

    def _redirect(self) -> None:
        facts, deeds = self._facts, self.diary.deeds
        told = [deed.what for deed in deeds if not deed.begun]
        for watch in facts.cleared[sum(isinstance(each, Watch) for each in told) :]:
            deeds.append(Deed(facts.now, watch, self._officer))
        for seen in facts.sightings[sum(isinstance(each, Sighting) for each in told) :]:
            deeds.append(Deed(facts.now, seen, self._officer))
        super()._redirect()

    def _swept(self, team: int) -> None:
        before = len(self._facts.sweeps)
        now = self._facts.now
        super()._swept(team)
        for sweep in self._facts.sweeps[before:]:
            self.diary.deeds.append(Deed(now, sweep, team))

    def _give(self, team: int, order: Order) -> None:
        # What a team does by itself nobody tells it.
        if order.segments and not order.standing:
            self.diary.deeds.append(Deed(self._facts.now, order, team))
        super()._give(team, order)

    def _team_free(self, team: int, turn: int) -> None:
        party = self._parties[team]
        before = party.track[-1:] if turn == party.turn else None
        super()._team_free(team, turn)
        if before is not None and party.track and party.track[-1:] != before:
            segment, since, until = party.track[-1]
            self.diary.legs.append(Leg(team, segment, party.junction, since, until))

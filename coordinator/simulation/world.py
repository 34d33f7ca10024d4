"""Plays one search: the world answers what a policy does until he is found or time is up."""

import heapq
import itertools
from collections.abc import Callable
from functools import partial
from math import inf
from time import process_time

import numpy as np

from coordinator.simulation.case import Case
from coordinator.simulation.known_facts import (
    Given,
    KnownFacts,
    Order,
    Sighting,
    TeamView,
    Watch,
)
from coordinator.simulation.outcome import Outcome
from coordinator.simulation.policy import Policy
from coordinator.simulation.scenario import Scenario
from coordinator.simulation.search_party import SearchParty

SWEPT_EVERY_S = 180.0
"""A team's track becomes evidence in pieces of this length."""
WAIT_S = 60.0
"""An officer or a team without anything to do asks again after this time."""
SEEN_BEFORE_S = 30.0
"""What was played up to so long before an alarm counts as cleared."""


def play(
    case: Case, name: str, policy_for: Callable[[Given], Policy], scenario: Scenario
) -> Outcome:
    """One search. Equal arguments give an equal outcome, but for the time it took."""
    return World(case, scenario).played(name, policy_for(case.given))


class World:
    """The truth and the people who carry out what a policy decides."""

    def __init__(self, case: Case, scenario: Scenario, facts: KnownFacts | None = None) -> None:
        """`facts` are what is known at the beginning, where that is more than the report."""
        self._case = case
        self._scenario = scenario
        self._truth = case.truth()
        self._begin = case.given.reported_s
        self._end = self._begin + scenario.hours * 3600.0
        self._parties = [SearchParty(junction) for junction in case.team_junctions]
        self._facts = facts or KnownFacts(
            case.given, self._begin, [TeamView(junction) for junction in case.team_junctions]
        )
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._number = itertools.count()
        self._found = inf
        self._reviews = 0
        self._orders = 0
        self._policy: Policy

    def played(self, name: str, policy: Policy) -> Outcome:
        """Let time pass until he is found or it is up."""
        started = process_time()
        self._policy = policy
        for team in range(len(self._parties)):
            self._plan(team, self._begin)
        for officer in range(self._scenario.officers):
            self._at(self._begin, partial(self._officer_free, officer))
        # Nothing that anybody does later can change the outcome.
        decided = self._truth.last_in_the_open(self._end)
        while self._queue:
            now, _, happening = heapq.heappop(self._queue)
            if now >= min(decided, self._found):
                break
            self._facts.now = now
            happening()
        left = self._truth.left_s
        return Outcome(
            name,
            self._case.seed,
            float(self._found - self._begin) / 60.0 if self._found <= self._end else None,
            left is not None and bool(left < self._end),
            self._reviews,
            len(self._facts.sightings),
            self._orders,
            process_time() - started,
        )

    def _at(self, moment: float, happening: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (moment, next(self._number), happening))

    def _officer_free(self, officer: int) -> None:
        facts, scenario = self._facts, self._scenario
        watch = self._policy.watch(facts)
        if watch is None:
            self._at(facts.now + WAIT_S, partial(self._officer_free, officer))
            return
        self._reviews += 1
        facts.watching[officer] = watch
        sighting, alarmed = self._alarm(watch)
        until = watch.until if sighting is None else sighting.at
        taken_s = scenario.review_s + max(0.0, until - watch.since) / scenario.playback
        if alarmed:
            taken_s += scenario.verify_s
        self._at(facts.now + taken_s, partial(self._reviewed, officer, watch, sighting))

    def _alarm(self, watch: Watch) -> tuple[Sighting | None, bool]:
        """What the officer believes to have seen after a second look, and whether there was an
        alarm at all."""
        scenario = self._scenario
        drawn = np.random.default_rng([self._case.seed, self._reviews])
        alarm, moment, check = drawn.random(3).tolist()
        seen = self._truth.sees(watch.camera_id, watch.since, watch.until, scenario.camera_pod)
        if seen is not None:
            since, until = seen
            last = max(since, until - 1.0)
            place, heading = self._truth.where(last)
            confirmed = check < scenario.confirmed
            return Sighting(watch.camera_id, place, last, heading, confirmed, since), True
        if alarm >= scenario.false_alarm:
            return None, False
        camera = self._facts.given.area.camera(watch.camera_id)
        if camera is None or check < scenario.unmasked:
            return None, True
        at = watch.since + moment * (watch.until - watch.since)
        return Sighting(watch.camera_id, camera.place, at, None, False, at), True

    def _reviewed(self, officer: int, watch: Watch, sighting: Sighting | None) -> None:
        facts = self._facts
        del facts.watching[officer]
        until = watch.until
        if sighting is not None:
            facts.sightings.append(sighting)
            until = sighting.in_view_since - SEEN_BEFORE_S
        if until - watch.since >= SEEN_BEFORE_S:
            facts.cleared.append(Watch(watch.camera_id, watch.since, until))
        self._redirect()
        self._officer_free(officer)

    def _plan(self, team: int, moment: float) -> None:
        """The team will look at this moment what to do next."""
        party = self._parties[team]
        party.turn += 1
        self._at(moment, partial(self._team_free, team, party.turn))

    def _team_free(self, team: int, turn: int) -> None:
        facts, party = self._facts, self._parties[team]
        if turn != party.turn:
            return
        if party.track and facts.now - party.track[0][1] >= SWEPT_EVERY_S:
            self._swept(team)
        party.takes_order(facts.now)
        leg = party.next_leg(self._case.roads)
        if leg is None and party.hold >= 0:
            self._hold(team)
            return
        while leg is None and party.coming is None:
            self._swept(team)
            facts.teams[team].to_search.clear()
            order = self._policy.send(facts, team) if party.coming is None else None
            if order is not None:
                self._give(team, order)
                party.takes_order(facts.now)
                leg = party.next_leg(self._case.roads)
                if leg is None and party.hold >= 0:
                    self._hold(team)
                    return
            if leg is None and party.coming is None:
                self._wait(team, facts.now + WAIT_S)
                return
        if leg is None:
            self._wait(team, party.coming[0] if party.coming else facts.now + WAIT_S)
            return
        party.waiting = False
        until = facts.now + leg.metres / self._scenario.team_speed
        met = self._truth.meets(leg.segment, facts.now, until, self._scenario.team_pod)
        if met is not None:
            self._found = min(self._found, met)
        party.goes(leg, facts.now, until)
        view = facts.teams[team]
        view.junction = party.junction
        view.to_search.discard(leg.segment)
        self._plan(team, until)

    def _hold(self, team: int) -> None:
        """It stands there, in pieces of a minute, until it is sent elsewhere or time is over."""
        party, now = self._parties[team], self._facts.now
        until = now + min(WAIT_S, party.hold_s)
        met = self._truth.comes_through(party.junction, now, until, self._scenario.team_pod)
        if met is not None:
            self._found = min(self._found, met)
        party.hold_s -= WAIT_S
        if party.hold_s <= 0:
            party.hold = -1
        self._plan(team, until)

    def _wait(self, team: int, until: float) -> None:
        self._parties[team].waiting = True
        self._plan(team, until)

    def _swept(self, team: int) -> None:
        sweep = self._parties[team].swept()
        if sweep is not None:
            self._facts.sweeps.append(sweep)
            self._redirect()

    def _redirect(self) -> None:
        for team, order in self._policy.redirect(self._facts).items():
            self._give(team, order)

    def _give(self, team: int, order: Order) -> None:
        now, party, view = self._facts.now, self._parties[team], self._facts.teams[team]
        there = now if order.standing else now + self._scenario.message_s
        self._orders += not order.standing
        view.to_search = set(order.segments)
        view.ordered_at = now
        party.coming = there, order
        if party.waiting:
            self._plan(team, there)

"""Explanations: how a place came to its probability, and how much each piece of evidence moved.

A piece is left out on the same trajectories and stories that the belief is read from, so what is
told apart is the evidence and not the noise of another sample. Differences of single pieces need
not add up to the whole difference: two cameras that saw the same way share what they took away.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from domain.evidence import Evidence
from projections.belief.belief import Scenario
from projections.belief.pieces import SCALE, Piece, pieces_of
from projections.belief.weighted import Part

Floats = NDArray[np.float64]
MOST_EFFECTS = 5
ROW = -1
"""The segment that stands for the rest of the world."""


class Kind(StrEnum):
    """What kind of evidence."""

    CAMERA = "camera"
    CLEARANCE = "clearance"
    SWEEP = "sweep"
    OUTSIDE = "outside"
    SIGHTING = "sighting"


EVERY_KIND = frozenset(Kind)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One camera with all its windows, one window, one sweep, one sighting, one check of the
    rest of the world, or all such checks (an empty id)."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Effect:
    """The probability of a place as it is, minus what it would be without a source."""

    source: Source
    difference: float


@dataclass(frozen=True, slots=True)
class Feed:
    """A scenario, and the share of the place's probability that comes from it."""

    scenario: Scenario
    share: float


@dataclass(frozen=True, slots=True)
class PlaceExplanation:
    """How a segment (or the rest of the world) came to its probability at a moment."""

    at: datetime
    segment: int
    """-1 for the rest of the world."""
    prior: float
    """Without any evidence."""
    probability: float
    effects: tuple[Effect, ...]
    """The largest differences first, none of 0."""
    feeds: tuple[Feed, ...]
    """The scenarios that feed it, the largest share first; shares add up to 1."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How much probability a source moved from place to place: the total variation distance
    between the belief with and without it, in [0, 1]."""

    source: Source
    probability: float


@dataclass(frozen=True, eq=False)
class Told:
    """What an explanation is read from: the parts in force with the scenario of each, the number
    of places (rest of the world first), and how to weigh a piece."""

    parts: tuple[Part, ...]
    scenarios: tuple[Scenario, ...]
    """One for each part; parts of one story share it."""
    rows: tuple[NDArray[np.int64], ...]
    """For each part the place of every trajectory at the moment asked about."""
    places: int
    booked: Callable[[Part, Piece], NDArray[np.int64]]
    """The fixed-point log weight that a piece gives each trajectory of a part."""
    parameters: Mapping[str, float]
    beyond: Callable[[Evidence], Floats]
    """The belief from other trajectories, where no story in force goes without a sighting."""

    def belief(self, weights: Sequence[Floats]) -> Floats:
        """Probabilities of all places under such weights of the parts."""
        total = np.zeros(self.places)
        for rows, each in zip(self.rows, weights, strict=True):
            total += np.bincount(rows, each, self.places)
        result: Floats = total / total.sum()
        return result

    @property
    def now(self) -> Floats:
        """The belief as it is."""
        return self.belief([part.weights for part in self.parts])

    def without(self, evidence: Evidence, source: Source) -> Floats:
        """The belief if a source had never been."""
        reduced = left_out(evidence, source)
        if source.kind is Kind.SIGHTING:
            return self._without_sighting(reduced, source.id)
        with_it, without = (pieces_of(each, self.parameters) for each in (evidence, reduced))
        gone, come = with_it - without, without - with_it
        if not gone and not come:
            return self.now
        weights = []
        for part in self.parts:
            change = np.zeros(len(part.weights), np.int64)
            for piece in gone:
                change -= self.booked(part, piece)
            for piece in come:
                change += self.booked(part, piece)
            weights.append(part.weights * np.exp(change * (1.0 / SCALE)))
        return self.belief(weights)

    def _without_sighting(self, reduced: Evidence, sighting: str) -> Floats:
        """What it makes of a story is a common factor of all that do not take it for true."""
        if all(sighting not in scenario.sightings for scenario in self.scenarios):
            return self.now
        if all(sighting in scenario.sightings for scenario in self.scenarios):
            return self.beyond(reduced)
        kept = [0.0 if sighting in scenario.sightings else 1.0 for scenario in self.scenarios]
        return self.belief([p.weights * k for p, k in zip(self.parts, kept, strict=True)])


def left_out(evidence: Evidence, source: Source) -> Evidence:
    """The evidence without a source."""
    name = source.id
    if source.kind is Kind.CAMERA:
        windows = frozenset(c for c in evidence.clearances if c.camera_id != name)
        return replace(evidence, clearances=windows)
    if source.kind is Kind.CLEARANCE:
        return replace(
            evidence, clearances=frozenset(c for c in evidence.clearances if c.id != name)
        )
    if source.kind is Kind.SWEEP:
        return replace(evidence, sweeps=frozenset(s for s in evidence.sweeps if s.id != name))
    if source.kind is Kind.SIGHTING:
        return replace(evidence, sightings=frozenset(s for s in evidence.sightings if s.id != name))
    checks = frozenset(c for c in evidence.outside_checks if name and c.id != name)
    return replace(evidence, outside_checks=checks)


def sources(evidence: Evidence) -> list[Source]:
    """What can be told of a place: every camera, sweep and sighting, and the checks together."""
    found = {Source(Kind.CAMERA, each.camera_id) for each in evidence.clearances}
    found |= {Source(Kind.SWEEP, each.id) for each in evidence.sweeps}
    found |= {Source(Kind.SIGHTING, each.id) for each in evidence.sightings}
    found |= {Source(Kind.OUTSIDE, "") for _ in evidence.outside_checks}
    return sorted(found)


def single_pieces(evidence: Evidence) -> list[Source]:
    """Every piece of evidence by itself."""
    found = {Source(Kind.CLEARANCE, each.id) for each in evidence.clearances}
    found |= {Source(Kind.SWEEP, each.id) for each in evidence.sweeps}
    found |= {Source(Kind.SIGHTING, each.id) for each in evidence.sightings}
    found |= {Source(Kind.OUTSIDE, each.id) for each in evidence.outside_checks}
    return sorted(found)


def explained(
    told: Told, evidence: Evidence, at: datetime, segment: int, prior: Floats
) -> PlaceExplanation:
    """The explanation of one place; `prior` is the belief without evidence over all places."""
    now = told.now
    effects = [
        Effect(source, float(now[segment + 1] - told.without(evidence, source)[segment + 1]))
        for source in sources(evidence)
    ]
    effects = [effect for effect in effects if effect.difference != 0.0]
    effects.sort(key=lambda effect: (-abs(effect.difference), effect.source))
    return PlaceExplanation(
        at,
        segment,
        float(prior[segment + 1]),
        float(now[segment + 1]),
        tuple(effects[:MOST_EFFECTS]),
        _feeds(told, segment),
    )


def _feeds(told: Told, segment: int) -> tuple[Feed, ...]:
    given: dict[Scenario, float] = {}
    for part, scenario, rows in zip(told.parts, told.scenarios, told.rows, strict=True):
        here = float(part.weights[rows == segment + 1].sum())
        given[scenario] = given.get(scenario, 0.0) + here
    total = sum(given.values())
    if total == 0.0:
        return ()
    order = sorted(given.items(), key=lambda each: (-each[1], each[0].sightings))
    return tuple(Feed(scenario, part / total) for scenario, part in order if part > 0.0)


def all_moved(
    told: Told, evidence: Evidence, kinds: Collection[Kind] = EVERY_KIND
) -> tuple[Moved, ...]:
    """How much every single piece of evidence of these kinds moved, the most first."""
    now = told.now
    found = [
        Moved(source, 0.5 * float(np.abs(now - told.without(evidence, source)).sum()))
        for source in single_pieces(evidence)
        if source.kind in kinds
    ]
    return tuple(sorted(found, key=lambda each: (-each.probability, each.source)))

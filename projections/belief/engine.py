"""The engine: from an area and evidence to a belief, quickly the second time."""

from collections.abc import Collection
from datetime import datetime
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from domain.evidence import Evidence
from domain.parameters import default_parameters
from projections.belief.batch import Batch
from projections.belief.belief import BeforeLastKnownPoint, Belief, Scenario
from projections.belief.branches import Branch
from projections.belief.disagreement import Disagreement, Opened, OpenStory, disagreement
from projections.belief.explanation import (
    EVERY_KIND,
    ROW,
    Kind,
    Moved,
    PlaceExplanation,
    Told,
    all_moved,
    explained,
)
from projections.belief.first_stories import FirstStories, content
from projections.belief.freshness import Fresh, fresh
from projections.belief.ledger import Ledger
from projections.belief.passes import Passes
from projections.belief.pieces import Piece, ZonePiece, camera_zone, pieces_of, pods_by_level
from projections.belief.scenarios import Stories, stories
from projections.belief.sharpness import factors
from projections.belief.shelf import Kept, Shelf
from projections.belief.sightings import Sighted, sighted
from projections.belief.streets import Streets
from projections.belief.visits import MOST_SEGMENTS
from projections.belief.weighted import Part, WeightedTrajectories
from projections.belief.workers import Workers
from projections.belief.zones import Zones

FAR_S = 120.0
"""Nearer to the moment before, nearly everybody is where he was: one thread finds out soonest."""
MEMORY = 500_000_000
"""Bytes of trajectories that are kept for the next question."""


class BeliefEngine:
    """Answers for one area. Safe for several callers; what it answers depends on the area, the
    evidence and the moment alone, never on what was asked before."""

    def __init__(self, area: Area, shelf: Shelf | None = None) -> None:
        """Engines may share a shelf, and so a budget of memory."""
        if area.network.segments > MOST_SEGMENTS:
            raise ValueError(f"an area can have at most {MOST_SEGMENTS} segments")
        self._streets = Streets(area.network)
        self._zones = Zones(area, self._streets)
        self._shelf = Shelf(MEMORY) if shelf is None else shelf
        self._workers = Workers()
        self._first = FirstStories(self._streets, self._zones, self._workers)

    def _kept(self, evidence: Evidence) -> Kept:
        parameters = {**default_parameters(), **evidence.parameters}
        return self._shelf.take((self, content(evidence, parameters)))

    def close(self) -> None:
        """Compute nothing more: who waits for a belief gets a CancelledError."""
        self._workers.close()

    def believe(self, evidence: Evidence, at: datetime) -> Belief:
        """The belief at a moment, given all of the evidence, whatever time it speaks of.

        Raises BeforeLastKnownPoint for a moment before the last known point.
        """
        kept = self._kept(evidence)
        with kept.lock:
            told, state, trajectories, _root = self._weigh(kept, evidence, at)
            at_s = min((at - evidence.last_known_point.at).total_seconds(), trajectories.horizon_s)
            self._move(kept, trajectories, at_s)
            places = trajectories.place_probabilities(at_s)
            places /= places.sum()
            return Belief(
                at=at,
                poa=places[1:],
                rest_of_world=float(places[0]),
                effective_sample_size=trajectories.effective_sample_size,
                scenarios=tuple(
                    Scenario(story.sightings, share)
                    for story, share in zip(told.kept, state.shares, strict=True)
                ),
                dropped=told.dropped,
                limit_reached=state.limit_reached,
            )

    def weighted(self, evidence: Evidence, at: datetime) -> WeightedTrajectories:
        """The weighted trajectories that the belief at this moment is read from; they reach at
        least to `at`."""
        kept = self._kept(evidence)
        with kept.lock:
            return self._weigh(kept, evidence, at)[2]

    def explain(self, evidence: Evidence, at: datetime, segment: int) -> PlaceExplanation:
        """How a segment (-1: the rest of the world) comes to its probability at a moment.

        Raises BeforeLastKnownPoint as `believe` does, ValueError for a segment that is not there.
        """
        if not ROW <= segment < len(self._streets.length_m):
            last = len(self._streets.length_m) - 1
            raise ValueError(f"segment {segment}: expected {ROW} to {last}")
        kept = self._kept(evidence)
        with kept.lock:
            told, root = self._told(kept, evidence, at)
            at_s = min((at - evidence.last_known_point.at).total_seconds(), root.batch(0).horizon_s)
            prior = np.zeros(told.places)
            for number in range(root.base_batches):
                prior += np.bincount(root.batch(number).rows_at(at_s), minlength=told.places)
            return explained(told, evidence, at, segment, prior / prior.sum())

    def moved(
        self, evidence: Evidence, at: datetime, kinds: Collection[Kind] = EVERY_KIND
    ) -> tuple[Moved, ...]:
        """How much probability every piece of evidence of these kinds moved in the belief at a
        moment, the most first. Raises BeforeLastKnownPoint as `believe` does."""
        kept = self._kept(evidence)
        with kept.lock:
            return all_moved(self._told(kept, evidence, at)[0], evidence, kinds)

    def disagreement(self, evidence: Evidence, at: datetime) -> Disagreement:
        """How much the evidence leaves, whether it fits together, and what fits worst. Others are
        answered in between. Raises BeforeLastKnownPoint as `believe` does."""
        parameters = {**default_parameters(), **evidence.parameters}
        return disagreement(self._opened(evidence, at), evidence, parameters)

    def _move(self, kept: Kept, trajectories: WeightedTrajectories, at_s: float) -> None:
        """Find everybody at a moment far from the one asked about last; batches side by side."""
        far = abs(at_s - kept.asked_s) > FAR_S
        kept.asked_s = at_s
        if far:
            list(self._workers.map(lambda part: part.batch.rows_at(at_s), trajectories.parts))

    def _opened(self, evidence: Evidence, at: datetime) -> Opened:
        parameters = {**default_parameters(), **evidence.parameters}
        held = self._kept(evidence)
        with held.lock:
            told = self._told(held, evidence, at)[0]
            pieces = held.same(pieces_of(evidence, parameters))
            kept = self._weigh(held, evidence, at)[0].kept
            means = [story.branch.account(story.branch.base_batches, pieces) for story in kept]

        def booked(part: Part, piece: Piece) -> NDArray[np.int64]:
            with held.lock:
                return told.booked(part, piece)

        weight = {scenario.sightings: scenario.weight for scenario in told.scenarios}
        both = list(zip(told.parts, told.scenarios, strict=True))
        return Opened(
            tuple(
                OpenStory(
                    story.sightings,
                    story.log_prior,
                    mean.log_mean,
                    weight[story.sightings],
                    tuple(part for part, told_by in both if told_by.sightings == story.sightings),
                )
                for story, mean in zip(kept, means, strict=True)
            ),
            booked,
            -log(self._streets.total_m),
        )

    def _told(self, kept: Kept, evidence: Evidence, at: datetime) -> tuple[Told, Branch]:
        found, state, trajectories, root = self._weigh(kept, evidence, at)
        parameters = {**default_parameters(), **evidence.parameters}
        horizon_s = trajectories.horizon_s
        at_s = min((at - evidence.last_known_point.at).total_seconds(), horizon_s)
        scenarios = [
            Scenario(story.sightings, share)
            for story, count, share in zip(found.kept, state.batches, state.shares, strict=True)
            for _ in range(count)
        ]

        def booked(part: Part, piece: Piece) -> NDArray[np.int64]:
            alone = Ledger(part.batch, self._zones, parameters["pass_gap"], factors(parameters))
            alone.hold(frozenset({piece}))
            return alone.log_weight

        def beyond(reduced: Evidence) -> NDArray[np.float64]:
            belief = self.believe(reduced, at)
            return np.concatenate(([belief.rest_of_world], belief.poa))

        rows = tuple(part.batch.rows_at(at_s) for part in trajectories.parts)
        places = len(self._streets.length_m) + 1
        return (
            Told(trajectories.parts, tuple(scenarios), rows, places, booked, parameters, beyond),
            root,
        )

    def _weigh(
        self, kept: Kept, evidence: Evidence, at: datetime
    ) -> tuple[Stories, Fresh, WeightedTrajectories, Branch]:
        at_s = (at - evidence.last_known_point.at).total_seconds()
        if at_s < 0:
            raise BeforeLastKnownPoint(
                f"{at.isoformat()} is before the last known point at "
                f"{evidence.last_known_point.at.isoformat()}"
            )
        parameters = {**default_parameters(), **evidence.parameters}
        pieces, seen = kept.same(pieces_of(evidence, parameters)), sighted(evidence)
        setting, root = self._first.of(kept, evidence, parameters, _needed(at_s, pieces, seen))
        told = stories(setting, root, seen, pieces)
        state = fresh(setting, root.wanted, told.kept, pieces)
        parts: list[Part] = []
        for story, count, share in zip(told.kept, state.batches, state.shares, strict=True):
            weights = [ledger.weights for ledger in story.branch.ledgers(count, pieces)]
            peak = max(each.log_peak for each in weights)
            total = sum(each.total * exp(each.log_peak - peak) for each in weights)
            for number, each in enumerate(weights):
                scale = share * exp(each.log_peak - peak) / total
                parts.append(Part(story.branch.batch(number), each.relative * scale))
        if kept.nbytes > self._shelf.memory:
            counts = zip(told.kept, state.batches, strict=True)
            root.forget_unused(
                {branch: branch.base_batches for branch in told.compared}
                | {story.branch: count for story, count in counts}
            )
        self._shelf.make_room()
        for story, count, short in zip(told.kept, state.batches, state.short, strict=True):
            if short:
                story.branch.prepare(count + 1)
        self._first.look_ahead(kept, evidence, setting, at_s, max(state.batches))
        gap_s = parameters["pass_gap"]

        def camera_passes(batch: Batch, camera_id: str) -> Passes:
            zone = camera_zone(camera_id)
            return batch.passes(zone, self._zones.ground(zone), gap_s)

        def pods(pod: float) -> tuple[float, ...]:
            return pods_by_level(pod, parameters["pod_cap"], factors(parameters))

        trajectories = WeightedTrajectories(
            tuple(parts), len(self._streets.length_m), setting.horizon_s, camera_passes, pods
        )
        return told, state, trajectories, root


def _needed(at_s: float, pieces: frozenset[Piece], seen: list[Sighted]) -> float:
    """Until when trajectories are needed, in seconds after the last known point."""
    ends = [at_s]
    for piece in pieces:
        if isinstance(piece, ZonePiece):
            ends += [window[1] for window in piece.windows]
        else:
            ends.append(piece.window[1])
    ends += [each.report.at + each.report.doubt_s for each in seen]
    return max(ends)

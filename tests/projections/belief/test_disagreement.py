"""Disagreement: numbers worked out by hand, and reports that contradict each other in a town."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp, inf, log

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.area import Area
from domain.evidence import ClearanceEvidence, Evidence, SightingEvidence
from domain.parameters import default_parameters
from projections.belief import BeliefEngine, Source
from projections.belief.batch import Batch
from projections.belief.disagreement import (
    Disagreement,
    Opened,
    OpenStory,
    disagreement,
    log_sum,
)
from projections.belief.explanation import Kind
from projections.belief.pieces import Piece, pieces_of
from projections.belief.weighted import Part
from tests.projections.belief import handmade, town
from tests.projections.belief import quarter as q

AREA = q.quarter()
ENGINE = BeliefEngine(AREA)
ALL = range(AREA.network.segments)


def row_of_streets(cameras: dict[str, Sequence[int]]) -> Area:
    """Four streets of 100 m in a row; each camera sees all of the named ones."""
    streets = town.network([(100.0 * i, 0) for i in range(5)], [(i, i + 1) for i in range(4)])
    return town.area(streets, {c: [(s, 0.0, 100.0) for s in seen] for c, seen in cameras.items()})


def cleared(camera: str, pod: float = 0.9) -> ClearanceEvidence:
    return ClearanceEvidence(camera, camera, q.minute(1), q.minute(9), pod)


def by_hand(
    area: Area, evidence: Evidence, trajectories: Sequence[Sequence[handmade.Visit]]
) -> Disagreement:
    """The disagreement of evidence without sightings over some trajectories."""
    made: Batch = handmade.batch(area, trajectories)
    parameters = {**default_parameters(), **evidence.parameters}

    def booked(part: Part, piece: Piece) -> NDArray[np.int64]:
        alone = handmade.ledger(area, part.batch)
        alone.hold(frozenset({piece}))
        return alone.log_weight

    held = handmade.ledger(area, made)
    held.hold(pieces_of(evidence, parameters))
    weights = held.weights
    mean = weights.log_peak + log(weights.total / len(weights.relative))
    part = Part(made, weights.relative / weights.total)
    opened = Opened((OpenStory((), 0.0, mean, 1.0, (part,)),), booked, log(1 / 400))
    return disagreement(opened, evidence, parameters, least=0.0)


def searched(*found: ClearanceEvidence) -> Evidence:
    return replace(q.search(), clearances=frozenset(found))


FOUR = [[handmade.still(segment)] for segment in range(4)]
"""Four people, each on a street of their own all the time."""


def test_two_cameras_that_between_them_saw_everything_strain_each_other() -> None:
    """Each alone leaves (0.1 + 0.1 + 1 + 1) / 4 = 0.55, both together 0.1."""
    area = row_of_streets({"C0": [0, 1], "C1": [2, 3]})
    found = by_hand(area, searched(cleared("C0"), cleared("C1")), FOUR)
    assert found.left == pytest.approx(0.1, rel=1e-6)
    assert [s.value for s in found.strains] == pytest.approx([log(0.55 * 0.55 / 0.1)] * 2, rel=1e-6)


def test_the_piece_that_stands_against_the_others_is_named_first() -> None:
    """C0 and C1 saw the same three streets, C2 the fourth. With u = (0.01, 0.01, 0.01, 1) / 4:
    P(C0, C1) = 1.03 / 4, P(C2) = 3.1 / 4, all 0.13 / 4; without C1: 0.4 / 4 and P(C1) 1.3 / 4."""
    area = row_of_streets({"C0": [0, 1, 2], "C1": [0, 1, 2], "C2": [3]})
    found = by_hand(area, searched(*(cleared(f"C{i}") for i in range(3))), FOUR)
    strain = {each.source.id: each.value for each in found.strains}
    assert found.strains[0].source == Source(Kind.CAMERA, "C2")
    assert strain["C2"] == pytest.approx(log((1.03 / 4) * (3.1 / 4) / (0.13 / 4)), rel=1e-6)
    assert strain["C0"] == strain["C1"]
    assert strain["C0"] == pytest.approx(log((1.3 / 4) * (0.4 / 4) / (0.13 / 4)), abs=1e-6)


def test_pieces_that_have_nothing_to_do_with_each_other_strain_nothing() -> None:
    """C0 saw half of those that C1 saw and half of the others: independent."""
    area = row_of_streets({"C0": [0, 2], "C1": [0, 1]})
    found = by_hand(area, searched(cleared("C0"), cleared("C1", 0.5)), FOUR)
    assert found.left == pytest.approx(0.55 * 0.75, rel=1e-6)
    assert [s.value for s in found.strains] == pytest.approx([0.0, 0.0], abs=1e-8)


def test_evidence_that_leaves_less_than_any_number_can_hold_is_still_told_apart() -> None:
    """400 passages of everybody at POD 0.9: 10^-400, which no float can hold."""
    area = row_of_streets({f"C{i}": range(4) for i in range(400)})
    found = by_hand(area, searched(*(cleared(f"C{i}") for i in range(400))), FOUR)
    assert found.log_left == pytest.approx(400 * log(0.1), rel=1e-6)
    assert found.left == 0.0
    assert all(abs(each.value) < 1e-5 for each in found.strains)


def test_a_sum_of_exponentials_of_any_size() -> None:
    assert log_sum([-5000.0, -5000.0]) == pytest.approx(-5000 + log(2))
    assert log_sum([]) == log_sum([-inf]) == -inf


def sighting(x: float, y: float, minute: float, credibility: float) -> SightingEvidence:
    return SightingEvidence(f"{x} {y}", town.place(x, y), q.minute(minute), 40, 2, credibility)


def test_without_evidence_everything_is_left_and_nothing_disagrees() -> None:
    found = ENGINE.disagreement(q.search(), q.minute(40))
    assert (found.left, found.strains, found.reaches) == (1.0, (), ())


def test_a_confirmed_sighting_where_every_street_was_searched_is_named() -> None:
    """Six teams passed along the streets around it while he must have been there."""
    seen = sighting(320, 320, 20, 0.99)
    around = [s for s in ALL if _near(s, 320, 320, 130)]
    sweeps = frozenset(
        replace(q.sweep(around, 17, 23, 0.85), id=f"sweep {number}") for number in range(6)
    )
    elsewhere = q.clearance(0, 5, 30)
    contradictory = replace(
        q.search(),
        sightings=frozenset({seen}),
        sweeps=sweeps,
        clearances=frozenset({elsewhere}),
    )
    found = ENGINE.disagreement(contradictory, q.minute(40))
    assert found.left < 0.05
    assert found.strains[0].source == Source(Kind.SIGHTING, seen.id)
    assert found.strains[0].value > log(20)
    alone = ENGINE.disagreement(replace(contradictory, sweeps=frozenset()), q.minute(40))
    assert all(each.value < log(3) for each in alone.strains), alone
    assert alone.left > 0.3


def test_two_confirmed_sightings_too_far_apart_strain_each_other() -> None:
    both = replace(
        q.search(),
        sightings=frozenset({sighting(0, 0, 30, 0.99), sighting(480, 480, 31, 0.99)}),
    )
    found = ENGINE.disagreement(both, q.minute(40))
    assert [each.source.kind for each in found.strains] == [Kind.SIGHTING] * 2
    assert min(each.value for each in found.strains) > log(5)
    believable = replace(
        both, sightings=frozenset({sighting(0, 0, 20, 0.99), sighting(80, 0, 30, 0.99)})
    )
    fits = ENGINE.disagreement(believable, q.minute(40))
    assert max(each.value for each in fits.strains) < 0


def test_a_place_that_nobody_can_have_reached_yet_has_little_reach() -> None:
    far = replace(q.search(), sightings=frozenset({sighting(0, 0, 1, 0.9)}))
    near = replace(q.search(), sightings=frozenset({sighting(240, 240, 1, 0.9)}))
    assert ENGINE.disagreement(far, q.minute(40)).reaches[0].ratio == pytest.approx(0.01, rel=0.01)
    assert ENGINE.disagreement(near, q.minute(40)).reaches[0].ratio > 5


def test_asking_changes_no_belief() -> None:
    evidence = replace(
        q.search(),
        clearances=frozenset({q.clearance(1, 0, 40)}),
        sightings=frozenset({sighting(320, 320, 20, 0.8)}),
    )
    before = ENGINE.believe(evidence, q.minute(40)).poa.tobytes()
    ENGINE.disagreement(evidence, q.minute(40))
    assert ENGINE.believe(evidence, q.minute(40)).poa.tobytes() == before
    assert exp(ENGINE.disagreement(evidence, q.minute(40)).log_left) <= 1


def _near(segment: int, x: float, y: float, metres: float) -> bool:
    here = AREA.network.shape_of(segment)
    return all(
        np.hypot((lon - town.LON) * town.DEG_LON_M - x, (lat - town.LAT) * town.DEG_LAT_M - y)
        < metres
        for lon, lat in here
    )

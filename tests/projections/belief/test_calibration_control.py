"""What the belief states must come true for subjects who move as it thinks; and the arithmetic of
that check."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from math import inf

import numpy as np
import pytest

from domain.evidence import Evidence, SweepEvidence
from projections.belief import Belief, BeliefEngine
from projections.belief.life import life_of
from tests.benchmarks._calibration_bins import (
    EDGES,
    Bin,
    Reliability,
    Sets,
    interval,
    quantile,
    smallest_set,
)
from tests.benchmarks._calibration_hidden import shortest_ways
from tests.benchmarks._calibration_reliability import (
    CELLS,
    OUTSIDE,
    SEGMENTS,
    Case,
    Sample,
    World,
    look,
    own_lives,
    searches,
)
from tests.benchmarks._calibration_search import Seeing
from tests.benchmarks._calibration_town import Town
from tests.projections.belief import quarter as q

DEVIATIONS = 4.0
"""Seeds are fixed: a sound belief stays below this for ever, or is looked at by hand."""


def looked(engine: type[BeliefEngine]) -> World:
    """Six searches for 300 subjects each, with a belief as this kind of engine holds it."""
    town, world = Town(q.quarter()), World("its own motion")
    sample = Sample(own_lives(BeliefEngine(town.area)), 300, 0.0, (world,))
    look(town, cases(town), [sample], engine(town.area), lambda: None)
    return world


def cases(town: Town) -> list[Case]:
    """Vehicles are frequent here, and at the end every street is swept: so the rest of the world
    is tested, too."""
    few = {"transport_gap": 4000.0, "population_ess": 10000.0, "population_most_batches": 3.0}
    found = []
    for case in searches(town, 6, 41):
        search, begin = case.search, case.search.last_known_point.at
        search = replace(search, parameters={**search.parameters, **few})
        since, until = begin + timedelta(minutes=50), begin + timedelta(minutes=58)
        everything = SweepEvidence("all", tuple(range(84)), since, until, 0.7)
        windows = {w for w in case.searched.clearances if int(w.id) < 6}
        searched = replace(
            search,
            clearances=frozenset(windows),
            sweeps=frozenset({everything}),
            outside_checks=case.searched.outside_checks,
        )
        found.append(Case(search, searched, 1.0))
    return found


@pytest.fixture(scope="module")
def world() -> World:
    return looked(BeliefEngine)


def deviations(found: Sequence[Bin]) -> list[float]:
    """How many standard deviations each bin is off that should have at least five hits."""
    return [abs(b.hits - b.expected) / b.expected**0.5 for b in found if b.expected >= 5]


@pytest.mark.parametrize("places", [CELLS, SEGMENTS, OUTSIDE])
def test_stated_probabilities_come_true_before_evidence(world: World, places: str) -> None:
    off = deviations(world.before.by[places].bins)
    assert off
    assert max(off) < DEVIATIONS


@pytest.mark.parametrize("places", [CELLS, SEGMENTS, OUTSIDE])
def test_stated_probabilities_come_true_for_those_whom_a_search_overlooked(
    world: World, places: str
) -> None:
    assert 500 < world.detected < 1500
    off = deviations(world.after.by[places].bins)
    assert off
    assert max(off) < DEVIATIONS


def test_as_many_subjects_are_in_the_smallest_set_as_it_holds(world: World) -> None:
    for found in (*world.before.sets, *world.after.sets):
        spread = (found.stated * (1 - found.stated) / found.subjects) ** 0.5
        assert abs(found.came_true - found.stated) <= DEVIATIONS * spread


def test_forgotten_evidence_would_be_noticed() -> None:
    told = looked(ForgetfulEngine)
    assert max(deviations(told.after.by[OUTSIDE].bins)) > DEVIATIONS


class ForgetfulEngine(BeliefEngine):
    """Hears no sweeps."""

    def believe(self, evidence: Evidence, at: datetime) -> Belief:
        return super().believe(replace(evidence, sweeps=frozenset()), at)


def test_a_bin_counts_places_hits_and_what_was_expected() -> None:
    found = Reliability()
    found.add(np.array([0.6, 0.25, 0.15]), [0, 1, 0])
    found.add(np.array([0.005, 0.995]), [-1])
    rows = {(b.low, b.high): b for b in found.bins}
    last = rows[0.5, 1.0]
    assert (last.places, last.hits, last.subjects) == (4, 2, 4)
    assert last.expected == pytest.approx(3 * 0.6 + 0.995)
    assert rows[0.2, 0.3].hits == 1
    assert rows[0.0, 0.01].subjects == 1
    assert sum(b.hits for b in found.bins) == 3
    assert found.subjects == 4


def test_edges_belong_to_the_bin_above_and_one_to_the_last() -> None:
    found = Reliability()
    found.add(np.array([*EDGES]), [])
    found.add(np.array([*EDGES]), [0])
    assert [b.places for b in found.bins] == [1, 1, 1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"), [(0, 20, 0.0, 0.1611), (10, 100, 0.0552, 0.1744)]
)
def test_the_interval_is_wilsons(hits: int, trials: int, low: float, high: float) -> None:
    assert interval(hits, trials) == pytest.approx((low, high), abs=1e-4)
    assert interval(trials - hits, trials) == pytest.approx((1 - high, 1 - low), abs=1e-4)


def test_without_trials_nothing_is_known() -> None:
    assert interval(0, 0) == (0.0, 1.0)


def test_the_smallest_set_takes_the_likeliest_places_and_no_more_than_it_needs() -> None:
    belief = np.array([0.1, 0.5, 0.05, 0.35])
    assert smallest_set(belief, 0.5).tolist() == [False, True, False, False]
    assert smallest_set(belief, 0.51).tolist() == [False, True, False, True]
    assert smallest_set(belief, 1.0).all()


def test_sets_tell_what_they_hold_and_who_was_in_them() -> None:
    found = Sets(0.5)
    found.add(np.array([0.6, 0.4]), [0, 1])
    found.add(np.array([0.3, 0.3, 0.4]), [0])
    assert found.stated == pytest.approx((0.6 + 0.6 + 0.7) / 3)
    assert found.came_true == pytest.approx(2 / 3)
    assert found.places == pytest.approx((1 + 1 + 2) / 3)


def test_a_quantile_counts_those_who_left_as_far() -> None:
    away = np.array([1.0, 3.0, 2.0, inf])
    assert quantile(away, 0.25) == 1
    assert quantile(away, 0.5) == 2
    assert quantile(away, 0.75) == 3
    assert quantile(away, 0.95) == inf


def test_passes_in_plain_python_are_those_of_the_belief() -> None:
    area = q.quarter()
    told = BeliefEngine(area).weighted(q.search(), q.minute(60))
    seeing = Seeing(area, q.search().parameters["pass_gap"])
    for camera in ("C0", "C3"):
        whose, enter, leave = told.camera_passes(camera)
        assert len(whose) > 50
        for number in range(200):
            mine = seeing.passes(life_of(told, number), camera)
            theirs = np.column_stack((enter, leave))[whose == number]
            assert np.array(mine).reshape(-1, 2) == pytest.approx(theirs, abs=0.01)


def test_strangers_live_without_gaps_and_never_jump() -> None:
    town = Town(q.quarter())
    network, length = town.area.network, town.streets.length_m
    for life in shortest_ways(town, 5)(q.search(), 3 * 3600.0, 60):
        assert life.stays[0].since == 0
        assert life.stays[-1].until == inf
        for one, other in pairwise(life.stays):
            assert other.since == one.until
            if other.segment == -1:
                continue
            if one.segment == other.segment and one.to_m == other.from_m:
                continue
            ends = [
                (network.start if metres == 0 else network.end)[stay.segment]
                for stay, metres in ((one, one.to_m), (other, other.from_m))
            ]
            assert ends[0] == ends[1]
            assert one.to_m in (0, pytest.approx(length[one.segment]))

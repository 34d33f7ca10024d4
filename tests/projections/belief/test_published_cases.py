"""Published cases of search theory as oracles, on trajectories made by hand."""

import pytest

from domain.area import Area
from projections.belief.ledger import Ledger
from tests.projections.belief import handmade as hand
from tests.projections.belief import town

ALWAYS = (0.0, 100.0)


@pytest.fixture(scope="module")
def three_streets() -> Area:
    streets = town.network([(0, 0), (100, 0), (200, 0), (300, 0)], [(0, 1), (1, 2), (2, 3)])
    return town.area(streets, {f"C{s}": [(s, 0.0, 100.0)] for s in range(3)})


def prior(area: Area, shares: str, outside: str) -> Ledger:
    """One trajectory per hundredth that stays where it is."""
    rows = [
        [hand.still(segment)]
        for segment, text in enumerate(shares.split())
        for _ in range(hand.share(text, 100))
    ]
    rows += [[hand.still(-1)]] * hand.share(outside, 100)
    assert len(rows) == 100
    return hand.ledger(area, hand.batch(area, rows))


def test_two_cells_and_outside_where_one_cell_is_searched(three_streets: Area) -> None:
    held = prior(three_streets, ".5 .3", ".2")
    held.hold(frozenset({hand.cleared("C0", (*ALWAYS, 0.6))}))
    assert hand.places(held, 50, 3)[[1, 2, 0]] == pytest.approx([0.2857, 0.4286, 0.2857], abs=5e-5)


def test_two_cells_searched_with_different_detection(three_streets: Area) -> None:
    held = prior(three_streets, ".5 .5", "0")
    held.hold(frozenset({hand.cleared("C0", (*ALWAYS, 0.5)), hand.cleared("C1", (*ALWAYS, 0.8))}))
    assert hand.places(held, 50, 3)[[1, 2]] == pytest.approx([5 / 7, 2 / 7], abs=1e-9)
    assert held.weights.total / 100 * 2.718281828459045**held.weights.log_peak == pytest.approx(
        0.35
    )


CASIE = {"A": (0.5, 0.5, 0.7), "B": (0.40, 0.35, 0.55)}


@pytest.mark.parametrize(
    ("a", "b", "pos"), [(1, 0, 0.295), (1, 2, 0.285), (0, 1, 0.2725), (2, 2, 0.173)]
)
def test_probability_of_success_of_the_casie_plans(
    three_streets: Area, a: int, b: int, pos: float
) -> None:
    held = prior(three_streets, ".30 .35 .20", ".15")
    held.hold(
        frozenset(
            {
                hand.swept("A", [a], CASIE["A"][a], ALWAYS),
                hand.swept("B", [b], CASIE["B"][b], ALWAYS),
            }
        )
    )
    undetected = held.weights.total / 100 * 2.718281828459045**held.weights.log_peak
    assert 1 - undetected == pytest.approx(pos, abs=1e-9)


def test_posterior_of_the_best_casie_plan(three_streets: Area) -> None:
    held = prior(three_streets, ".30 .35 .20", ".15")
    held.hold(frozenset({hand.swept("A", [1], 0.5, ALWAYS), hand.swept("B", [0], 0.4, ALWAYS)}))
    assert hand.places(held, 50, 3)[[1, 2, 3, 0]] == pytest.approx(
        [0.2553, 0.2482, 0.2837, 0.2128], abs=5e-5
    )


def test_no_search_counts_for_more_than_the_cap_because_the_wreck_lay_in_the_cleared_area(
    three_streets: Area,
) -> None:
    """AF447: two beacons, detection .9, survival .8 give P = .9216; every POD was capped at .9."""
    double_beacon = (1 - 0.1**2) * 0.8**2 + 0.9 * (2 * 0.8 * 0.2)
    assert double_beacon == pytest.approx(0.9216)
    held = prior(three_streets, ".5 .5", "0")
    before = held.log_weight.tobytes()
    beacons = hand.swept("beacons", [0], double_beacon, ALWAYS)
    sonar = hand.swept("side-scan", [0], 0.9, ALWAYS)
    held.hold(frozenset({beacons}))
    assert hand.places(held, 50, 3)[1] == pytest.approx(0.1 / 1.1, abs=1e-9)
    held.hold(frozenset({beacons, sonar}))
    assert hand.places(held, 50, 3)[1] == pytest.approx(0.01 / 1.01, abs=1e-9)
    held.hold(frozenset())
    assert held.log_weight.tobytes() == before


def test_evidence_acts_at_its_own_time_and_not_on_todays_map(three_streets: Area) -> None:
    """Start in A; each step stay with .5 or move to B for good. Camera at B, t = 1, POD .8."""
    step = 600.0
    a_to = [hand.still(0, step), hand.still(0, 2 * step)]
    rows = [
        [*a_to, hand.still(0)],
        [*a_to, hand.still(1)],
        [hand.still(0, step), hand.still(1)],
        [hand.still(0, step), hand.still(1)],
    ]
    held = hand.ledger(three_streets, hand.batch(three_streets, rows))
    assert hand.places(held, 2.5 * step, 3)[[1, 2]] == pytest.approx([0.25, 0.75])
    held.hold(frozenset({hand.cleared("C1", (1.2 * step, 1.8 * step, 0.8))}))
    assert hand.places(held, 1.5 * step, 3)[[1, 2]] == pytest.approx([0.8333, 0.1667], abs=5e-5)
    assert hand.places(held, 2.5 * step, 3)[[1, 2]] == pytest.approx([0.4167, 0.5833], abs=5e-5)


def test_unsearched_places_keep_their_ratios(three_streets: Area) -> None:
    held = prior(three_streets, ".5 .3", ".2")
    before = hand.places(held, 50, 3)
    held.hold(frozenset({hand.cleared("C0", (*ALWAYS, 0.7))}))
    after = hand.places(held, 50, 3)
    assert after[2] / after[0] == pytest.approx(before[2] / before[0], rel=1e-12)

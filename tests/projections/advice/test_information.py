from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.advice.information import crowd, information_bits
from projections.advice.outcomes import BIN_S, Outcomes, outcomes
from tests.projections.advice.test_windows import passes

WINDOW = (0.0, 600.0)


def plain(joint: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """The mutual information of a table of probabilities, in bits."""
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    return sum(
        float(p) * log2(p / (rows[i] * columns[j])) for (i, j), p in np.ndenumerate(joint) if p > 0
    )


def bits(watching: Outcomes, cell: list[int], weights: list[float] | None = None) -> float:
    share = np.full(len(cell), 1 / len(cell)) if weights is None else np.array(weights)
    return information_bits(watching, crowd(np.array(cell), share[np.newaxis, :], max(cell) + 1))


def test_of_two_passes_the_first_is_the_more_probable_to_show_him_first() -> None:
    watching = outcomes(passes((4, 10, 20), (4, 350, 360), (6, 700, 800)), WINDOW, 0.75, ())
    assert watching.trajectory.tolist() == [4]
    assert watching.seen.tolist() == [[0.75, 0.25 * 0.75]]
    assert watching.missed.tolist() == [0.25 * 0.25]


def test_a_pass_that_began_before_the_window_is_seen_at_its_beginning() -> None:
    watching = outcomes(passes((0, 10, 700)), (BIN_S, 3 * BIN_S), 0.5, ())
    assert watching.seen.tolist() == [[0.5, 0.0]]


def test_a_pass_that_was_watched_already_cannot_be_seen() -> None:
    watching = outcomes(passes((0, 10, 20), (1, 350, 360)), WINDOW, 0.5, [(0.0, 15.0)])
    assert watching.trajectory.tolist() == [1]


def test_a_sure_answer_about_one_of_two_cells_is_one_bit_less_the_bias_of_the_sample() -> None:
    """Half pass and end in cell 1, half do not and end in cell 2. Miller and Madow: 2 entries of
    the table, 2 cells, 2 outcomes, so (2 - 2 - 2 + 1) / 2n nats are taken off."""
    count = 1000
    watching = outcomes(passes(*((i, 10, 20) for i in range(count // 2))), WINDOW, 1.0, ())
    cell = [1] * (count // 2) + [2] * (count // 2)
    assert bits(watching, cell) == pytest.approx(1.0 + 1 / (2 * count * np.log(2)), abs=1e-9)


def test_with_a_pod_below_one_the_answer_tells_less_as_computed_by_hand() -> None:
    """P(seen, cell 1) = 3/8, P(nothing, cell 1) = 1/8, P(nothing, cell 2) = 1/2:
    I = h(3/8) - h(3/4) / 2 = 0.9544 - 0.4056 bits."""
    count = 100_000
    watching = outcomes(passes(*((i, 10, 20) for i in range(count // 2))), WINDOW, 0.75, ())
    cell = [1] * (count // 2) + [2] * (count // 2)
    assert bits(watching, cell) == pytest.approx(0.95443 - 0.40564, abs=1e-4)


def test_the_time_of_the_detection_tells_where_he_went() -> None:
    """All pass, early ones go to cell 1, late ones to cell 2: with a sure look, one bit."""
    count = 10_000
    early = [(i, 10, 20) for i in range(count // 2)]
    late = [(i, 400, 420) for i in range(count // 2, count)]
    watching = outcomes(passes(*early, *late), WINDOW, 1.0, ())
    cell = [1] * (count // 2) + [2] * (count // 2)
    assert bits(watching, cell) == pytest.approx(1.0, abs=1e-3)
    assert bits(outcomes(passes(*early, *late), WINDOW, 1.0, ()), [1] * count) == 0.0


def test_a_gate_that_half_of_all_pass_tells_nothing_about_a_place_that_does_not_depend_on_it() -> (
    None
):
    count = 8000
    watching = outcomes(passes(*((i, 10, 20) for i in range(0, count, 2))), WINDOW, 0.75, ())
    assert bits(watching, [1 + (i // 2) % 4 for i in range(count)]) == 0.0


def test_a_pod_of_nothing_tells_nothing() -> None:
    watching = outcomes(passes((0, 10, 20), (1, 10, 20)), WINDOW, 0.0, ())
    assert bits(watching, [1, 2, 3]) == 0.0


def test_the_correction_takes_the_bias_of_small_samples_away() -> None:
    """A known joint distribution of outcome and 12 cells, sampled 400 at a time with uneven
    weights: the mean of the corrected figure is nearer to the truth than half the plain one is."""
    random = np.random.default_rng(5)
    cells, pod, count = 12, 0.75, 400
    share = random.dirichlet(np.full(cells, 2.0))
    passing = random.uniform(0.1, 0.6, cells)
    truth = plain(
        np.array([[p * q * pod, p * (1 - q * pod)] for p, q in zip(share, passing, strict=True)])
    )
    corrected, uncorrected = [], []
    for _ in range(300):
        cell = random.choice(cells, count, p=share)
        passed = np.flatnonzero(random.random(count) < passing[cell])
        weights = random.uniform(0.5, 1.5, count)
        weights /= weights.sum()
        watching = outcomes(passes(*((int(i), 10, 20) for i in passed)), WINDOW, pod, ())
        corrected.append(bits(watching, cell.tolist(), weights.tolist()))
        table = np.zeros((cells, 2))
        for i in range(count):
            seen = pod if i in set(passed.tolist()) else 0.0
            table[cell[i]] += weights[i] * seen, weights[i] * (1 - seen)
        uncorrected.append(plain(table))
    off, plain_off = abs(np.mean(corrected) - truth), abs(np.mean(uncorrected) - truth)
    assert off < plain_off / 4
    assert off < 0.004


@settings(deadline=None, max_examples=100)
@given(st.data(), st.floats(0.05, 0.95), st.integers(1, 3))
def test_before_correction_it_is_the_mutual_information_given_the_story(
    data: st.DataObject, pod: float, stories: int
) -> None:
    """Each trajectory stands for a thousand equal ones, so that hardly any bias is left."""
    count, copies = data.draw(st.integers(1, 6), label="count"), 1000
    cell = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count), label="cell")
    rows = [
        (i, float(begin), float(begin + 30))
        for i in range(count)
        for begin in sorted(data.draw(st.sets(st.sampled_from(range(0, 1000, 100)), max_size=3)))
    ]
    parts = np.array(
        [[data.draw(st.integers(0, 5)) for _ in range(count)] for _ in range(stories)], float
    )
    if parts.sum() == 0:
        return
    weights = parts / parts.sum()
    expected = 0.0
    single = outcomes(passes(*rows), WINDOW, pod, ())
    for story in weights:
        joint = np.zeros((4, 3))
        for i in range(count):
            joint[cell[i], 0] += story[i]
        for r, i in enumerate(single.trajectory.tolist()):
            joint[cell[i], 0] -= story[i] * (1 - single.missed[r])
            joint[cell[i], 1:] += story[i] * single.seen[r]
        if story.sum() > 0:
            expected += story.sum() * plain(np.maximum(joint, 0) / story.sum())
    many = outcomes(
        passes(*((i * copies + k, a, b) for i, a, b in rows for k in range(copies))),
        WINDOW,
        pod,
        (),
    )
    whom = crowd(np.repeat(cell, copies), np.repeat(weights, copies, axis=1) / copies, 4)
    assert information_bits(many, whom) == pytest.approx(max(0.0, expected), abs=0.02)

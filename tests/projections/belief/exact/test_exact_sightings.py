"""One sighting, exactly: two stories and their odds.

A report of a moment (no doubt about the time) from whole cells of one street. In the story in which
it is true those who were there in the open keep their goal and what the windows have seen of them,
and begin anew on these cells. Passes join only without any gap, and no window begins or ends at the
time of the report, where the place within a cell would matter. Not compared here: a doubt about the
time (five moments, of which some would fall between steps), a heading, and several reports.

Trajectories of the true story share ancestors, so that their number says little about the error;
here sixteen independent seeds say what it is (Student's t of their mean).
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import t as student

from domain.evidence import Evidence, SightingEvidence
from domain.place import Place
from projections.belief import BeliefEngine
from tests.projections.belief.exact.chain import Chain, State, beginning, visible_cells
from tests.projections.belief.exact.exact_filter import ExactFilter
from tests.projections.belief.exact.small_towns import (
    Facts,
    SmallTown,
    minute_of,
    small_town,
    told,
)

SEEDS = 16
RISK = 1e-6
SEEN, AT, LAST = 21, 33, 41
KNOWN = Facts(
    cameras=(((4, 16, 0.75), (10, 30, 0.9)),), sweeps=((24, 40, 0.6),), checks=((26, 0.5),)
)
Floats = NDArray[np.float64]


def goal_of(state: State) -> int:
    """The goal that he has in mind in a state inside the area."""
    goal = state[4 if state[0] == "goal" else 3]
    assert isinstance(goal, int)
    return goal


@dataclass(frozen=True, eq=False)
class Seen:
    """A town, its filter, and a sighting from the cells where he began."""

    small: SmallTown
    exact: ExactFilter
    credibility: float

    @property
    def chain(self) -> Chain:
        return self.exact.chain

    @property
    def there(self) -> NDArray[np.bool_]:
        """Whether somebody in a state is on these cells in the open."""
        s, low, high = self.small.begin
        disc = {(s, cell) for cell in range(low, high)}
        seen = [visible_cells(state, self.small.cells) for state in self.chain.states]
        return np.array([bool(set(each) & disc) for each in seen])

    def density(self) -> float:
        """Of the report, per metre, before any evidence and without surprise."""
        plain = ExactFilter(self.chain, self.small.cells)
        s, low, high = self.small.begin
        length = self.small.network.length_m
        metres = (high - low) * float(length[s]) / self.small.cells[s]
        return float(plain.forward(SEEN)[SEEN][self.there].sum()) / metres

    def anew(self, weights: Floats) -> Floats:
        """The weights right after those who were there have begun anew."""
        number = {state: k for k, state in enumerate(self.chain.states)}
        rows = weights.reshape(-1, len(number))
        after = np.zeros_like(rows)
        by_goal: dict[int, list[int]] = defaultdict(list)
        for k in np.flatnonzero(self.there).tolist():
            by_goal[goal_of(self.chain.states[k])].append(k)
        for goal, came in by_goal.items():
            given = rows[:, came].sum(axis=1)
            for state, p in beginning(
                self.small.law, self.small.cells, self.small.begin, goal
            ).items():
                if p > 0:
                    after[:, number[state]] += p * given
        return after.ravel()

    def story(self, true: bool) -> Floats:
        """Mean weight of the story times the probability of every place in it."""
        exact, segments = self.exact, self.small.network.segments
        if not true:
            weights = exact.forward(AT)[AT]
        else:
            plain = ExactFilter(self.chain, self.small.cells).forward(SEEN)[SEEN]
            here = self.anew(exact.forward(SEEN)[SEEN]) / plain[self.there].sum()
            weights = exact.onward(exact.look_again(here, SEEN), SEEN, AT)
        weights = weights * exact.backward(AT, LAST)
        by_state = weights.reshape(-1, len(self.chain.states)).sum(axis=0)
        found = np.bincount(self.chain.places(segments), by_state, segments + 1)
        return found.astype(np.float64)

    def truth(self) -> tuple[Floats, float]:
        """Probability outside and of every segment, and that of the true story."""
        values, c = self.small.search.parameters, self.credibility
        anywhere = 1.0 / float(self.small.network.length_m.sum())
        e = values["sighting_surprise"]
        true = c * ((1 - e) * self.density() + e * anywhere) * self.story(True)
        false = (1 - c) * anywhere * self.story(False)
        total = true + false
        return total / total.sum(), float(true.sum() / total.sum())


def sighted(evidence: Evidence, credibility: float) -> Evidence:
    """A sighting where he was last known."""
    known = evidence.last_known_point
    report = SightingEvidence(
        "s",
        Place(known.place.lon, known.place.lat),
        minute_of(SEEN),
        known.radius_m,
        0.0,
        credibility,
    )
    numbers = {"pass_gap": 1e-3, "population_most_batches": 1.0}
    return replace(
        evidence, sightings=frozenset({report}), parameters={**evidence.parameters, **numbers}
    )


@pytest.mark.parametrize("seed", range(5))
def test_both_stories_and_their_odds_agree(seed: int) -> None:
    # Resting at dead ends and turning back keeps enough of him where he was last known.
    small = small_town(900 + seed, seed % 3, {"turn_back": 0.3})
    area, evidence, exact = told(small, KNOWN)
    case = Seen(small, exact, 0.4)
    truth, share = case.truth()
    found = []
    for number in range(SEEDS):
        belief = BeliefEngine(area).believe(
            sighted(replace(evidence, seed=number), case.credibility), minute_of(AT)
        )
        shares = {each.sightings: each.weight for each in belief.scenarios}
        found.append(np.concatenate(([shares[("s",)], belief.rest_of_world], belief.poa)))
    exactly = np.concatenate(([share], truth))
    error = np.mean(found, axis=0) - exactly
    deviation = np.std(found, axis=0, ddof=1) / SEEDS**0.5
    common = exactly > 1e-3
    most = student.ppf(1 - RISK / 2, SEEDS - 1) * deviation[common]
    assert 0.01 < share < 0.99
    assert common.sum() > 8
    assert (np.abs(error[common]) <= most).all()

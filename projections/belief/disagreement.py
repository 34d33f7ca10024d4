"""Disagreement: how much the evidence leaves, whether it fits together, and what fits worst.

Let P(E) be the probability of all evidence under the model: the sum over stories of their prior
factor times the mean weight of their trajectories. With Z what clearances, sweeps and checks say
and S the reports of sightings:

- *left* = P(Z | S), the share of what could have been that Z leaves. Near 0 he was overlooked, or
  he did what the model does not know.
- the *strain* of a piece e = log [ P(e) P(E without e) / P(E) ], in natural logarithms: 0 where it
  has nothing to do with the rest, above 0 where it makes the rest less likely than it would be
  without. Taken over all pieces it is the measure of conflict of Jensen, Chamond, Nordby and Tang,
  "Analysis in HUGIN of data conflict" (UAI 1990); here one piece stands against all the others.
- the *reach* of a sighting = density of its report under the motion alone, with nothing else
  known, over the density of a report from anywhere in the area.

Everything is a sum of logarithms or of positive terms, so nothing is ever divided by zero.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.evidence import Evidence
from projections.belief.explanation import Kind, Source, left_out, sources
from projections.belief.pieces import SCALE, Piece, pieces_of
from projections.belief.sightings import sighted
from projections.belief.weighted import Part

LOOKED_AT = 3
"""Batches of a story that strain is read from; fewer where there are many stories."""
MOST_PARTS = 16
STRAINING = 0.5
"""A sighting less credible than this strains nothing: it is simply not of him."""
MOST_SIGHTINGS = 6


class OpenStory(NamedTuple):
    """One story: the sightings it takes for true, the logarithm of its prior factor and of its
    mean weight, its share of the belief, and its batches with their weights in the belief."""

    sightings: tuple[str, ...]
    log_prior: float
    log_mean: float
    share: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, eq=False)
class Opened:
    """The stories behind the belief of some evidence, and how to weigh a piece in them."""

    stories: tuple[OpenStory, ...]
    booked: Callable[[Part, Piece], NDArray[np.int64]]
    """The fixed-point log weight that a piece gives each trajectory of a part."""
    log_anywhere: float
    """Logarithm of the density of a report from anywhere in the area, per metre."""

    @property
    def log_likelihood(self) -> float:
        """Logarithm of the probability of all evidence."""
        return log_sum([story.log_prior + story.log_mean for story in self.stories])

    @property
    def log_reported(self) -> float:
        """The same of the sightings alone."""
        return log_sum([story.log_prior for story in self.stories])


@dataclass(frozen=True, slots=True)
class Strain:
    """How much less likely a source makes all the other evidence, as a logarithm."""

    source: Source
    value: float


@dataclass(frozen=True, slots=True)
class Reach:
    """How likely a report is from there and then, against one from anywhere in the area."""

    sighting: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Whether the evidence fits together."""

    log_left: float
    """Natural logarithm of the share that clearances, sweeps and checks leave."""
    strains: tuple[Strain, ...]
    """The sources that could disagree with the rest, the worst first."""
    reaches: tuple[Reach, ...]
    """The credible sightings, the one hardest to reach first."""

    @property
    def left(self) -> float:
        """The share that clearances, sweeps and checks leave, in [0, 1]."""
        return min(1.0, exp(self.log_left))


def disagreement(
    opened: Opened, evidence: Evidence, parameters: Mapping[str, float], least: float = log(20.0)
) -> Disagreement:
    """Whether the evidence fits together, read from the stories in force alone.

    Of a sighting that is certain (credibility 1), or alone true in no story that was kept, nothing
    is said. The strain of what searches say is not looked for where they leave so much that none
    can reach `least`: it is never above -log(left).
    """
    log_left = min(0.0, opened.log_likelihood - opened.log_reported)
    told = sighted(evidence)
    # By sighting, what a story that takes it for false has in its prior factor.
    false = {
        each.id: log(1 - each.credibility) + opened.log_anywhere
        for each in told
        if each.credibility < 1
    }
    strains: list[Strain] = []
    reaches: list[Reach] = []
    prior = {story.sightings: story.log_prior for story in opened.stories}
    credible = sorted(
        (each for each in told if each.credibility >= STRAINING),
        key=lambda each: (-each.credibility, each.id),
    )[:MOST_SIGHTINGS]
    for each in credible if len(false) == len(told) else ():
        if (each.id,) not in prior:
            continue
        alone = prior[(each.id,)] - sum(f for name, f in false.items() if name != each.id)
        reaches.append(Reach(each.id, exp(alone - log(each.credibility) - opened.log_anywhere)))
        without = log_sum(
            [
                story.log_prior - false[each.id] + story.log_mean
                for story in opened.stories
                if each.id not in story.sightings
            ]
        )
        value = log_sum([alone, false[each.id]]) + without - opened.log_likelihood
        strains.append(Strain(Source(Kind.SIGHTING, each.id), value))
    if -log_left > least:
        strains += _strains_of_searches(opened, evidence, parameters)
    strains.sort(key=lambda each: (-each.value, each.source))
    reaches.sort(key=lambda each: (each.ratio, each.sighting))
    return Disagreement(log_left, tuple(strains), tuple(reaches))


def _strains_of_searches(
    opened: Opened, evidence: Evidence, parameters: Mapping[str, float]
) -> list[Strain]:
    plain = next((story for story in opened.stories if not story.sightings), None)
    if plain is None:
        return []
    found = []
    everything = pieces_of(evidence, parameters)
    for source in sources(evidence):
        own = everything - pieces_of(left_out(evidence, source), parameters)
        if own:
            alone = _log_mean_of(opened, plain, own)
            found.append(Strain(source, alone + _log_gain_without(opened, own)))
    return found


def _log_mean_of(opened: Opened, plain: OpenStory, own: frozenset[Piece]) -> float:
    """Logarithm of the probability of some pieces alone, under the motion with no other evidence.

    The mean of positive numbers, the largest taken out first.
    """
    booked = np.concatenate([_booked(opened, part, own) for part in plain.parts[:LOOKED_AT]])
    peak = float(booked.max())
    return peak + log(float(np.exp(booked - peak).mean()))


def _log_gain_without(whole: Opened, own: frozenset[Piece]) -> float:
    """How much more likely all evidence is without some pieces: log P(E without e) - log P(E),
    the mean of 1 / (what they did to a trajectory) over the belief."""
    looked = max(1, min(LOOKED_AT, MOST_PARTS // len(whole.stories)))
    gains: list[float] = []
    for story in whole.stories:
        weights = [part.weights for part in story.parts[:looked]]
        total = sum(float(each.sum()) for each in weights)
        if story.share <= 0.0 or total <= 0.0:
            continue
        for part, each in zip(story.parts, weights, strict=False):
            booked = -_booked(whole, part, own)
            peak = float(booked.max())
            there = float((each * np.exp(booked - peak)).sum())
            if there > 0.0:
                gains.append(log(story.share / total) + peak + log(there))
    return log_sum(gains)


def _booked(opened: Opened, part: Part, own: frozenset[Piece]) -> NDArray[np.float64]:
    total = np.zeros(len(part.weights), np.int64)
    for piece in own:
        total += opened.booked(part, piece)
    return total.astype(np.float64) / SCALE


def log_sum(logs: Sequence[float]) -> float:
    """Logarithm of a sum of exponentials, safe for logarithms of any size."""
    peak = max(logs, default=-inf)
    if peak == -inf:
        return -inf
    return peak + log(sum(exp(each - peak) for each in logs))

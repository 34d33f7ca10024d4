"""Scenarios: which sightings are of him. Every subset is a story with a weight.

true : false = c m Z+ : (1 - c) f0 Z-. With m counted on trajectories before any evidence and the
mean weight W over whole trajectories of each branch (ancestors included), Z before the report
and after it are both inside W, so the same odds read c m W+ : (1 - c) f0 W-.
"""

from dataclasses import dataclass
from functools import partial
from math import exp, inf, log

from domain.place import Place
from projections.belief.branches import Branch, Setting
from projections.belief.ground import Ground
from projections.belief.lineage import Origin
from projections.belief.pieces import Piece
from projections.belief.sightings import Report, Sighted, disc, origin_in


@dataclass(frozen=True, slots=True)
class Story:
    """A branch with the sightings it takes for true and the logarithm of its prior factor."""

    branch: Branch
    sightings: tuple[str, ...]
    log_prior: float


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories kept, and the share of those that were not."""

    kept: tuple[Story, ...]
    dropped: float
    compared: frozenset[Branch]
    """Branches that were weighed on the way; the next question will weigh most of them again."""


def stories(
    setting: Setting, root: Branch, sightings: list[Sighted], pieces: frozenset[Piece]
) -> Stories:
    """Branch at every sighting in order of time, keeping the heaviest subsets, but none that weighs
    next to nothing: each costs as much as the first.

    What a subset will weigh is estimated from the story before it: its evidence and the weighted
    density of the report there.
    """
    kept = [Story(root, (), 0.0)]
    remaining = 1.0
    most = max(1, round(setting.parameters["branches_kept"]))
    least = setting.parameters["branches_least"]
    surprise = setting.parameters["sighting_surprise"]
    anywhere = 1.0 / setting.streets.total_m
    compared = {root}
    for seen in sightings:
        report, c = seen.report, seen.credibility
        begin = partial(_beginning, setting, report)
        grown: list[tuple[float, Story]] = []
        for story in kept:
            if c < 1:
                odds = log((1 - c) * anywhere)
                grown.append((odds, Story(story.branch, story.sightings, story.log_prior + odds)))
            child = story.branch.child(report, begin)
            plain, weighted = story.branch.density(child, pieces)
            told = log(c * ((1 - surprise) * plain + surprise * anywhere))
            guess = log(c * ((1 - surprise) * weighted + surprise * anywhere))
            grown.append((guess, Story(child, (*story.sightings, seen.id), story.log_prior + told)))
        compared.update(story.branch for story in kept)
        before = [story for story in kept for _ in range(2 if c < 1 else 1)]
        scores = [
            parent.log_prior
            + odds
            + parent.branch.account(parent.branch.base_batches, pieces).log_mean
            for parent, (odds, _story) in zip(before, grown, strict=True)
        ]
        order = sorted(range(len(grown)), key=lambda i: (-scores[i], i))
        shares = normalised(scores)
        chosen = [i for i in order[:most] if shares[i] >= least]
        remaining *= sum(shares[i] for i in chosen)
        kept = [grown[i][1] for i in sorted(chosen)]
    return Stories(tuple(kept), 1.0 - remaining, frozenset(compared))


def _beginning(setting: Setting, report: Report) -> tuple[Origin, Ground]:
    circle = disc(setting.streets, Place(report.lon, report.lat), report.radius_m)
    ease, strength = setting.motion.ease[0], setting.parameters["sighting_heading"]
    return origin_in(setting.streets, circle, ease, report.heading, strength), circle


def normalised(logs: list[float]) -> list[float]:
    """Shares of a sum of exponentials; safe for logarithms of any size."""
    peak = max(logs)
    parts = [exp(each - peak) if each > -inf else 0.0 for each in logs]
    total = sum(parts)
    return [part / total for part in parts]

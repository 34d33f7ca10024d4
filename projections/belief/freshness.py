"""Freshness: as many seeded batches as the evidence in force needs, and no more."""

from dataclasses import dataclass
from math import ceil

from projections.belief.branches import Account, Branch, Setting
from projections.belief.pieces import Piece
from projections.belief.population import Wanted
from projections.belief.scenarios import Story, normalised

SOON = 1.5
"""Less than so many times its floor, and a story is short of trajectories soon."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """How many batches of each story are in force and what they weigh."""

    batches: tuple[int, ...]
    shares: tuple[float, ...]
    limit_reached: bool
    short: tuple[bool, ...]
    """Whether the next evidence may well make another batch of a story necessary."""


def fresh(
    setting: Setting, wanted: Wanted, told: tuple[Story, ...], pieces: frozenset[Piece]
) -> Fresh:
    """The smallest numbers of batches that keep every branch that matters above its floor.

    A branch of share p gets p of the trajectories, and its evidence must leave p of the effective
    sample size, that are wanted in all; that keeps the noise of the whole map at what they mean.
    It must leave at least the floor of a branch. Shares are
    taken from the batches each branch begins with, so the answer depends on nothing but the
    evidence in force.
    """
    parameters = setting.parameters
    first = [story.branch.account(story.branch.base_batches, pieces) for story in told]
    shares = _shares(told, first)
    counts: list[int] = []
    accounts: list[Account] = []
    limit_reached = False
    short: list[bool] = []
    for story, share in zip(told, shares, strict=True):
        floor = least = 0.0
        if share >= parameters["branch_matters"]:
            floor = max(parameters["population_ess_branch"], share * wanted.after)
            least = share * wanted.before
        count, account = _enough(setting, story.branch, least, floor, pieces)
        counts.append(count)
        accounts.append(account)
        short.append(account.effective < SOON * floor)
        limit_reached = limit_reached or account.effective < floor
    return Fresh(tuple(counts), tuple(_shares(told, accounts)), limit_reached, tuple(short))


def _shares(told: tuple[Story, ...], accounts: list[Account]) -> list[float]:
    logs = [
        story.log_prior + account.log_mean for story, account in zip(told, accounts, strict=True)
    ]
    return normalised(logs)


def _enough(
    setting: Setting, branch: Branch, least: float, floor: float, pieces: frozenset[Piece]
) -> tuple[int, Account]:
    """The smallest number of batches with the least trajectories that reaches the floor, or the
    stated limit.

    All that will probably be needed are simulated at once, side by side, before looking closer.
    """
    most = max(1, round(setting.parameters["population_most_batches"]))
    count = min(most, max(1, ceil(max(least, floor) / setting.batch_size)))
    while True:
        account = branch.account(count, pieces)
        if account.effective >= floor or count == most:
            return count, account
        guess = ceil(count * floor / account.effective)
        branch.ledgers(min(most, max(count + 1, guess)), pieces)
        count += 1

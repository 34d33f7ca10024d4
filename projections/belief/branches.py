"""Branches: the trajectories of one story, from the last known point or from a sighting on."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from math import ceil, exp, log
from typing import NamedTuple

import numpy as np

from projections.belief.batch import NOBODY, Batch, simulated
from projections.belief.draws import seed_of
from projections.belief.ground import Ground
from projections.belief.ledger import Ledger, Weights
from projections.belief.lineage import Lineage, Origin
from projections.belief.motion.model import Motion
from projections.belief.pieces import Piece
from projections.belief.population import Wanted, sampling_error, wanted
from projections.belief.sightings import Meetings, Report, ancestors, meetings
from projections.belief.streets import Streets
from projections.belief.zones import Zones

MANY = 4
"""From this many changes on, batches are brought up to date at the same time."""
PAIR = 2
"""Batches whose distance tells how many are needed."""


class Setting(NamedTuple):
    """What all branches of one search share."""

    streets: Streets
    zones: Zones
    motion: Motion
    parameters: Mapping[str, float]
    horizon_s: float
    workers: Executor
    sharp: tuple[float, ...]
    """What is left of a POD at each level of sharpness."""

    @property
    def batch_size(self) -> int:
        """Trajectories of one batch."""
        return max(1, round(self.parameters["population_batch"]))

    @property
    def simulated_s(self) -> float:
        """Until when trajectories are lived. A window may lie in a gap of a pass that is joined
        only after the horizon: without that much more, the weight would depend on the horizon."""
        return self.horizon_s + max(0.0, self.parameters["pass_gap"])


class Account(NamedTuple):
    """What the evidence leaves of a branch's first batches."""

    log_mean: float
    """Logarithm of the mean weight: how likely the evidence is in this story."""
    effective: float
    """Effective sample size, (sum w)^2 / sum w^2."""


def accounted(weights: list[Weights], trajectories: int) -> Account:
    """The account of batches with so many trajectories together."""
    peak = max(each.log_peak for each in weights)
    total = squares = 0.0
    for each in weights:
        scale = exp(each.log_peak - peak)
        total += each.total * scale
        squares += each.total_of_squares * scale * scale
    return Account(peak + log(total / trajectories), total * total / squares)


class Branch:
    """Numbered batches of one story; batch k of a sighting's story descends from batch k of the
    story before it, so that any process makes the same ones in any order."""

    def __init__(
        self,
        setting: Setting,
        seed: int,
        origin: Origin,
        parent: "Branch | None" = None,
        report: Report | None = None,
        disc: Ground | None = None,
    ) -> None:
        self._setting = setting
        self._seed = seed
        self._origin = origin
        self._parent = parent
        self._report = report
        self._disc = disc
        self._ledgers: dict[int, Ledger] = {}
        self._coming: dict[int, Future[Batch]] = {}
        self._met: dict[int, Meetings] = {}
        self._accounted: frozenset[Piece] = frozenset()
        self._accounts: dict[int, Account] = {}
        self._known_wanted: dict[float, Wanted] = {}
        self.wanted = Wanted(0.0, 0.0)
        """Of the first story, for the present question."""
        self.children: dict[Report, Branch] = {}

    @property
    def nbytes(self) -> int:
        """Memory of this branch's batches, about."""
        return sum(each.batch.nbytes + each.nbytes for each in list(self._ledgers.values()))

    @property
    def nbytes_below(self) -> int:
        """Memory of this branch and of all that descend from it, about."""
        return self.nbytes + sum(child.nbytes_below for child in list(self.children.values()))

    def forget_unused(self, used: Mapping["Branch", int]) -> bool:
        """Drop the stories below that are neither used nor lead to one, and of the others the
        batches that no answer is read from (`used`, with how many); whether this one is used or
        leads to one."""
        for report, child in list(self.children.items()):
            if not child.forget_unused(used):
                del self.children[report]
        self.forget(max(self.base_batches, used.get(self, 0)))
        return self in used or bool(self.children)

    def reach(self, seconds: float) -> None:
        """Take the spread of the first story at this time for the measure of how many
        trajectories the present question needs; how far they were simulated must not matter."""
        if seconds not in self._known_wanted:
            parameters = self._setting.parameters
            if parameters["population_error"] <= 0 or parameters["population_most_batches"] < PAIR:
                most = parameters["population_ess"]
                self._known_wanted[seconds] = Wanted(most, most)
            else:
                self.make(PAIR)
                one, other = (self.batch(k).rows_at(seconds) for k in range(PAIR))
                error = sampling_error(one, other)
                self._known_wanted[seconds] = wanted(parameters, error, len(one))
        self.wanted = self._known_wanted[seconds]

    @property
    def base_batches(self) -> int:
        """Batches with which a branch begins: the first story as many as its map needs."""
        if self._parent is not None:
            return 1
        most = round(self._setting.parameters["population_most_batches"])
        return max(1, min(ceil(self.wanted.before / self._setting.batch_size), most))

    def ledgers(self, count: int, pieces: frozenset[Piece]) -> list[Ledger]:
        """The first batches with exactly these pieces in force."""
        self.make(count)
        found = [self._ledgers[k] for k in range(count)]
        stale = [ledger for ledger in found if ledger.changes(pieces)]
        if stale and stale[0].changes(pieces) > MANY:
            list(self._setting.workers.map(lambda ledger: ledger.hold(pieces), stale))
        else:
            for ledger in stale:
                ledger.hold(pieces)
        return found

    def make(self, count: int) -> None:
        """Have the first batches simulated."""
        missing = [k for k in range(count) if k not in self._ledgers]
        if not missing:
            return
        if self._parent is not None:
            self._parent.make(count)
        self._begin(missing)
        gap_s, sharp = self._setting.parameters["pass_gap"], self._setting.sharp
        for k in missing:
            self._ledgers[k] = Ledger(
                self._coming.pop(k).result(), self._setting.zones, gap_s, sharp
            )

    def forget(self, beyond: int) -> None:
        """Drop the batches from this number on; whoever needs them again has them made anew."""
        for number in [k for k in self._ledgers if k >= beyond]:
            del self._ledgers[number]
        for number in [k for k in self._met if k >= beyond]:
            del self._met[number]

    def prepare(self, count: int) -> None:
        """Begin to simulate the first batches without waiting: the next evidence may need them.
        Which batches are in force does not depend on which exist."""
        most = round(self._setting.parameters["population_most_batches"])
        ready = count if self._parent is None else len(self._parent._ledgers)
        self._begin([k for k in range(min(count, most, ready)) if k not in self._ledgers])

    def _begin(self, numbers: list[int]) -> None:
        for k in numbers:
            if k not in self._coming:
                self._coming[k] = self._setting.workers.submit(self._simulated, k)

    def _simulated(self, number: int) -> Batch:
        setting = self._setting
        if self._parent is None or self._report is None or self._disc is None:
            count = setting.batch_size
            lineage = Lineage(NOBODY, np.full(count, -1, np.int64), np.zeros(count))
        else:
            before = self._parent.batch(number)
            found = ancestors(before, self._report, self._parent.met(number, self))
            resting = setting.parameters["sighting_resting"]
            resting = resting if self._report.heading is None else 0.0
            lineage = Lineage(before.visits, found.who, found.since, resting, found.there)
        seed = seed_of(self._seed, number)
        visits = simulated(setting.motion, self._origin, lineage, seed, setting.simulated_s)
        batch = Batch(visits, setting.streets.length_m, setting.horizon_s)
        _ = batch.index, batch.left
        return batch

    def batch(self, number: int) -> Batch:
        """A batch that was made."""
        return self._ledgers[number].batch

    def met(self, number: int, child: "Branch") -> Meetings:
        """Who in a batch of this branch was where the child's report says."""
        report, disc = child.claim
        found = child._met.get(number)
        if found is None:
            found = meetings(self.batch(number), report, disc)
            child._met[number] = found
        return found

    @property
    def claim(self) -> tuple[Report, Ground]:
        """The report that this branch takes for true, and the streets it speaks of."""
        if self._report is None or self._disc is None:
            raise LookupError("the first story takes no report for true")
        return self._report, self._disc

    def child(self, report: Report, begin: Callable[[], tuple[Origin, Ground]]) -> "Branch":
        """The story in which this report is true as well; `begin` says where it starts."""
        found = self.children.get(report)
        if found is None:
            seed = seed_of(self._seed, tuple(report))
            origin, disc = begin()
            found = Branch(self._setting, seed, origin, self, report, disc)
            self.children[report] = found
        return found

    def account(self, count: int, pieces: frozenset[Piece]) -> Account:
        """What the pieces leave of the first batches."""
        if pieces is not self._accounted:
            self._accounted = pieces
            self._accounts.clear()
        found = self._accounts.get(count)
        if found is None:
            weights = [ledger.weights for ledger in self.ledgers(count, pieces)]
            found = accounted(weights, count * self._setting.batch_size)
            self._accounts[count] = found
        return found

    def density(self, child: "Branch", pieces: frozenset[Piece]) -> tuple[float, float]:
        """Density per metre of the child's report under this story: as simulated, and weighted
        by the evidence."""
        count = self.base_batches
        ledgers = self.ledgers(count, pieces)
        _report, disc = child.claim
        hits = tried = 0
        peak = max(ledger.weights.log_peak for ledger in ledgers)
        met_weight = all_weight = 0.0
        for number, ledger in enumerate(ledgers):
            met = self.met(number, child)
            hits += len(met.trajectory)
            tried += met.tried
            scale = exp(ledger.weights.log_peak - peak) * ledger.batch.trajectories / met.tried
            met_weight += float(ledger.weights.relative[met.trajectory].sum()) * scale
            all_weight += ledger.weights.total * exp(ledger.weights.log_peak - peak)
        return hits / tried / disc.metres, met_weight / all_weight / disc.metres

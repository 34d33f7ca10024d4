"""A study: many cases, each searched by every policy, on all cores."""

import gc
import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

import orjson

from coordinator.simulation.case import drawn
from coordinator.simulation.city import City
from coordinator.simulation.outcome import Outcome
from coordinator.simulation.policies.catalogue import policy_named
from coordinator.simulation.population import TRAJECTORIES, simulated_parameters
from coordinator.simulation.scenario import Scenario
from coordinator.simulation.true_motion import TrueMotion
from coordinator.simulation.world import play


@dataclass(frozen=True)
class Study:
    """What is played: the same cases for every policy."""

    city: City
    scenario: Scenario
    policies: tuple[str, ...]
    seeds: tuple[int, ...]
    trajectories: float = TRAJECTORIES

    @property
    def parameters(self) -> dict[str, float]:
        """Of the belief."""
        return simulated_parameters(self.scenario, self.trajectories)

    @property
    def key(self) -> str:
        """Equal for outcomes that may be put together: same city, scenario, motion, parameters."""
        content = [
            self.city.area.content_hash,
            asdict(self.scenario),
            asdict(TrueMotion()),
            self.parameters,
        ]
        return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)).hexdigest()[
            :16
        ]


def outcomes(study: Study, workers: int, kept: Path | None = None) -> Iterator[Outcome]:
    """Outcomes as they come, those already in the file `kept` first; new ones are added to it.

    The number of workers changes the order and the time, nothing else.
    """
    done = read_kept(study, kept)
    yield from done.values()
    tasks = [
        (seed, missing)
        for seed in study.seeds
        if (missing := tuple(p for p in study.policies if (p, seed) not in done))
    ]
    for found in _played(study, tasks, workers):
        if kept is not None:
            _keep(study, kept, found)
        yield from found


def _keep(study: Study, kept: Path, found: list[Outcome]) -> None:
    # Each line begins anew, whatever was cut short before it.
    lines = [b"\n" + orjson.dumps({"study": study.key, **asdict(each)}) for each in found]
    with kept.open("ab") as file:
        file.write(b"".join(lines))


def read_kept(study: Study, kept: Path | None) -> dict[tuple[str, int], Outcome]:
    """The outcomes in a file that belong to the study. A last line cut short is passed over."""
    found: dict[tuple[str, int], Outcome] = {}
    if kept is None or not kept.exists():
        return found
    wanted, key = set(study.seeds), study.key
    for line in kept.read_bytes().splitlines():
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if record.pop("study") != key:
            continue
        outcome = Outcome(**record)
        if outcome.policy in study.policies and outcome.seed in wanted:
            found[outcome.policy, outcome.seed] = outcome
    return found


Task = tuple[int, tuple[str, ...]]


def _played(study: Study, tasks: list[Task], workers: int) -> Iterable[list[Outcome]]:
    if workers <= 1 or len(tasks) <= 1:
        for task in tasks:
            yield played(study, task)
        return
    # Not forked: the compiled kernels' threads would not come along.
    with ProcessPoolExecutor(
        min(workers, len(tasks)), get_context("spawn"), _begin, (study,)
    ) as pool:
        pending = [pool.submit(_played_here, task) for task in tasks]
        try:
            for each in as_completed(pending):
                yield each.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def played(study: Study, task: Task) -> list[Outcome]:
    """One case by several policies."""
    seed, policies = task
    case = drawn(study.city, study.scenario, seed)
    found = []
    for name in policies:
        found.append(play(case, name, policy_named(name, study.parameters), study.scenario))
        # A belief's stories know each other: few objects with much memory, which the collector,
        # who counts objects, would leave for many searches.
        gc.collect()
    return found


def cores() -> int:
    """How many processes this machine can run side by side."""
    return os.cpu_count() or 1


_here: list[Study] = []


def _begin(study: Study) -> None:
    _here[:] = [study]


def _played_here(task: Task) -> list[Outcome]:
    return played(_here[0], task)

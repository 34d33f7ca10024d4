"""Coverage: which streets were searched, by whom, and which likely ones were not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from projections.report.facts import Facts

AGAIN_AFTER = timedelta(minutes=10)
"""Two sweeps of a street with less between them are one passage."""


@dataclass(frozen=True, slots=True)
class TeamCoverage:
    """What one team searched."""

    team_id: str
    sweeps: int
    metres: float
    """Each street once."""
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A street, or the part of it, that nobody searched."""

    name: str
    """Empty for streets without a name, together."""
    metres: float
    probability: float
    """That he was there in the end, as it was known then."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All of it."""

    passages: dict[int, int]
    """By segment how often it was searched, with time in between; those that were."""
    metres: float
    again_m: float
    """Of them searched twice or more."""
    area_m: float
    missed: float
    """Probability in streets that nobody searched."""
    teams: tuple[TeamCoverage, ...]
    gaps: tuple[Gap, ...]
    """The likeliest first."""


@lru_cache(maxsize=4)
def coverage(facts: Facts) -> Coverage:
    """From the sweeps in force."""
    sweeps = [each for each in facts.search.sweeps.values() if not each.withdrawn]
    length_m = facts.area.network.length_m
    passages: dict[int, int] = {}
    last: dict[int, datetime] = {}
    by_team: dict[str, TeamCoverage] = {}
    streets: dict[str, set[int]] = {}
    for sweep in sorted(sweeps, key=lambda one: (one.window.since, one.sweep_id)):
        for segment in sweep.segments:
            if segment not in last or sweep.window.since - last[segment] >= AGAIN_AFTER:
                passages[segment] = passages.get(segment, 0) + 1
            last[segment] = max(sweep.window.until, last.get(segment, sweep.window.until))
        own = streets.setdefault(sweep.team_id, set())
        own.update(sweep.segments)
        before = by_team.get(sweep.team_id)
        since, until = sweep.window.since, sweep.window.until
        by_team[sweep.team_id] = TeamCoverage(
            sweep.team_id,
            1 if before is None else before.sweeps + 1,
            float(length_m[sorted(own)].sum()),
            since if before is None else min(before.since, since),
            until if before is None else max(before.until, until),
        )
    again = [segment for segment, times in passages.items() if times > 1]
    poa = facts.belief.poa
    return Coverage(
        passages,
        float(length_m[sorted(passages)].sum()),
        float(length_m[again].sum()),
        float(length_m.sum()),
        float(poa.sum() - poa[sorted(passages)].sum()),
        tuple(sorted(by_team.values(), key=lambda one: (-one.metres, one.team_id))),
        _gaps(facts, passages),
    )


def _gaps(facts: Facts, passages: dict[int, int]) -> tuple[Gap, ...]:
    network, poa = facts.area.network, facts.belief.poa
    metres: dict[str, float] = {}
    chance: dict[str, float] = {}
    for segment in range(network.segments):
        if segment not in passages and poa[segment] > 0:
            name = network.name_of(segment)
            metres[name] = metres.get(name, 0.0) + float(network.length_m[segment])
            chance[name] = chance.get(name, 0.0) + float(poa[segment])
    found = [Gap(name, metres[name], chance[name]) for name in chance]
    return tuple(sorted(found, key=lambda gap: (-gap.probability, gap.name)))

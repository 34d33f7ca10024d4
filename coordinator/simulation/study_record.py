"""A study's result for machines and for people."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from coordinator.simulation.comparison import Ratio, Times, ratio, times_of
from coordinator.simulation.outcome import Outcome
from coordinator.simulation.policies.catalogue import MEANING
from coordinator.simulation.study import Study

ADVICE = "advice"


def study_record(study: Study, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Everything, as JSON can hold it; times in minutes."""
    stayed, left = by_staying(outcomes)
    return {
        "area": study.city.area.name,
        "hash": study.city.area.content_hash,
        "segments": study.city.area.network.segments,
        "scenario": asdict(study.scenario),
        "population": {
            name: value for name, value in study.parameters.items() if name.startswith("population")
        },
        "runs": len(study.seeds),
        "first_seed": study.seeds[0],
        "policies": [asdict(each) for each in _times(study, stayed)],
        "ratios": [asdict(each) for each in _ratios(study, stayed)],
        "left_the_area": [asdict(each) for each in _times(study, left)],
        "outcomes": [
            {name: value for name, value in asdict(each).items() if name != "seconds"}
            for each in outcomes
        ],
    }


def study_tables(study: Study, outcomes: Sequence[Outcome]) -> list[Table]:
    """For the terminal: times, ratios, and subjects who left apart."""
    stayed, left = by_staying(outcomes)
    tables = [_times_table("Minutes from the report to the find", _times(study, stayed))]
    ratios = _ratios(study, stayed)
    if ratios:
        table = Table(title="Ratio of times to find (95 % interval, paired by subject)")
        for heading in ("", "median", "restricted mean"):
            table.add_column(heading)
        for each in ratios:
            table.add_row(
                f"{each.policy} / {each.against}", _words(each.median), _words(each.restricted_mean)
            )
        tables.append(table)
    if left:
        tables.append(_times_table("Subjects who left the area", _times(study, left)))
    return tables


def by_staying(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """Those of subjects who stay in the area while they are searched for, and the others'."""
    return [o for o in outcomes if not o.left], [o for o in outcomes if o.left]


def _times(study: Study, outcomes: Sequence[Outcome]) -> list[Times]:
    most_min = study.scenario.hours * 60.0
    played = {each.policy for each in outcomes}
    return [times_of(outcomes, name, most_min) for name in study.policies if name in played]


def _ratios(study: Study, outcomes: Sequence[Outcome]) -> list[Ratio]:
    """The advice against the baselines; the advice without a part against all of it."""
    if ADVICE not in study.policies or not outcomes:
        return []
    most_min = study.scenario.hours * 60.0
    against = ("practice", "probability", "ring")
    found = [ratio(outcomes, ADVICE, name, most_min) for name in against if name in study.policies]
    return found + [
        ratio(outcomes, name, ADVICE, most_min)
        for name in study.policies
        if name != ADVICE and name not in against
    ]


def _times_table(title: str, times: Sequence[Times]) -> Table:
    table = Table(title=f"{title} ({times[0].subjects if times else 0} subjects)")
    table.add_column("policy")
    for heading in ("median", "restr. mean", "90 %", "found", "within 4 h", "s a run"):
        table.add_column(heading, justify="right")
    table.add_column("meaning")
    for each in times:
        table.add_row(
            each.policy,
            f"{each.median:.0f}",
            f"{each.restricted_mean:.0f}",
            f"{each.p90:.0f}",
            f"{each.found:.0%}",
            f"{each.found_early:.0%}",
            f"{each.seconds:.1f}",
            MEANING.get(each.policy, ""),
        )
    return table


def _words(ratio: tuple[float, float, float]) -> str:
    estimate, low, high = ratio
    return f"{estimate:.2f} ({low:.2f} to {high:.2f})"

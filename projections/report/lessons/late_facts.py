"""Facts that were recorded long after they had happened."""

from collections.abc import Iterator

from domain.moment import moment_of
from domain.teams.sweep import StreetsSwept
from projections.report.facts import Facts
from projections.report.lessons.lesson import (
    MOST_GROUNDS,
    Ground,
    Lesson,
    duration,
    seconds_after,
)

LATE_S = 15 * 60.0
"""Assumption."""


def late_facts(facts: Facts) -> Iterator[Lesson]:
    """facts_recorded_late: sweeps that nobody knew of while others were sent."""
    late = []
    for event in facts.events:
        if isinstance(event, StreetsSwept):
            waited_s = seconds_after(facts, event.originator_version, moment_of(event.until))
            if waited_s > LATE_S:
                late.append((waited_s, event))
    if not late:
        return
    late.sort(key=lambda each: (-each[0], each[1].originator_version))
    limit = duration(LATE_S)
    yield Lesson(
        "facts_recorded_late",
        {
            "zh": f"有 {len(late)} 次排查在完成 {limit['zh']}之后才记录："
            "在那之前地图还在指向那里。",
            "en": f"Sweeps recorded more than {limit['en']} after they ended: {len(late)}. Until "
            "then the map went on pointing there.",
        },
        {
            "zh": "走完一条路就点一次“已排查”；没有信号也会自动补发。",
            "en": "Tap “searched” after every street; without a net it is sent later by itself.",
        },
        tuple(
            Ground(
                event.timestamp,
                {
                    "zh": f"{facts.team(event.team_id)['zh']}：晚了 {duration(waited_s)['zh']}",
                    "en": f"{facts.team(event.team_id)['en']}: {duration(waited_s)['en']} late",
                },
            )
            for waited_s, event in late[:MOST_GROUNDS]
        ),
    )

"""Sightings that nobody looked into for long."""

from collections.abc import Iterator
from datetime import datetime

from domain.knowledge.sighting import SightingAssessed
from projections.report.facts import Facts
from projections.report.lessons.lesson import MOST_GROUNDS, Ground, Lesson, duration

LATE_S = 15 * 60.0
"""Assumption."""


def late_assessments(facts: Facts) -> Iterator[Lesson]:
    """sightings_assessed_late: after a quarter of an hour or never."""
    assessed: dict[str, datetime] = {}
    for event in facts.events:
        if isinstance(event, SightingAssessed):
            assessed.setdefault(event.sighting_id, event.timestamp)
    late: list[tuple[float, bool, datetime]] = []
    for sighting in facts.search.sightings.values():
        reported = facts.recorded_at.get(sighting.version, facts.begin)
        done = assessed.get(sighting.sighting_id)
        waited_s = ((done or facts.end) - reported).total_seconds()
        if waited_s > LATE_S:
            late.append((waited_s, done is None, reported))
    if not late:
        return
    late.sort(key=lambda each: (-each[0], each[2]))
    limit = duration(LATE_S)
    yield Lesson(
        "sightings_assessed_late",
        {
            "zh": f"有 {len(late)} 条疑似发现超过 {limit['zh']}没有核实。",
            "en": f"Sightings not assessed within {limit['en']}: {len(late)}.",
        },
        {
            "zh": "每条疑似发现指定一个人马上核实：属实或排除都会大大改变地图。",
            "en": "Give every sighting to somebody at once: confirmed or ruled out, it changes "
            "the map more than anything else.",
        },
        tuple(_ground(*each) for each in late[:MOST_GROUNDS]),
    )


def _ground(waited_s: float, never: bool, reported: datetime) -> Ground:
    took = duration(waited_s)
    if never:
        return Ground(
            reported,
            {"zh": f"到最后也没有核实（{took['zh']}）", "en": f"never assessed ({took['en']})"},
        )
    return Ground(reported, {"zh": f"{took['zh']}后核实", "en": f"assessed after {took['en']}"})

"""He may have left the area, and nobody asked outside."""

from collections.abc import Iterator

from projections.belief.explanation_words import percent
from projections.report.facts import Facts
from projections.report.lessons.lesson import Lesson

LEAST = 0.15
"""Probability of the rest of the world; assumption."""


def outside_not_asked(facts: Facts) -> Iterator[Lesson]:
    """outside_not_asked: much of the probability lay outside and hospitals, buses, taxis and
    stations were never asked."""
    outside = facts.belief.rest_of_world
    if facts.search.rest_of_world_checks or outside < LEAST:
        return
    yield Lesson(
        "outside_not_asked",
        {
            "zh": f"最后有 {percent(outside)} 的可能性在区域外，但没有向医院、公交、出租车或"
            "车站查询的记录。",
            "en": f"In the end {percent(outside)} of the probability lay outside the area, and no "
            "question to hospitals, buses, taxis or the station is on record.",
        },
        {
            "zh": "第一个小时内就查询医院、公交、出租车和车站，并记录结果。",
            "en": "Ask hospitals, buses, taxis and the station within the first hour, and record "
            "what they said.",
        },
        (),
    )

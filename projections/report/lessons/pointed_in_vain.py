"""The known facts pointed to the place long before anybody found him there."""

from collections.abc import Iterator

from projections.belief.explanation_words import percent
from projections.report.facts import Facts
from projections.report.lessons.lesson import Ground, Lesson, duration

LEAST_S = 30 * 60.0
SHARP = 0.05
"""Of all streets; assumptions."""


def pointed_in_vain(facts: Facts) -> Iterator[Lesson]:
    """pointed_in_vain: how long the place was among the best twentieth before the find."""
    if facts.at_find is None:
        return
    over_time = facts.at_find.as_known_then
    stayed = next((each.from_then_on for each in over_time.pointed if each.best == SHARP), None)
    if stayed is None:
        return
    waited_s = (facts.end - stayed.at).total_seconds()
    if waited_s < LEAST_S:
        return
    took, best = duration(waited_s), percent(SHARP)
    yield Lesson(
        "pointed_in_vain",
        {
            "zh": f"找到地点在找到前 {took['zh']}起一直在最可能的 {best} 路段之中。",
            "en": f"The place of the find was among the likeliest {best} of the streets for "
            f"{took['en']} before he was found.",
        },
        {
            "zh": "检查当时各组在哪里：最可能的路段没有人去，是人手、距离还是改派的问题。",
            "en": "See where the teams were then: whether hands, distance or redirects kept them "
            "away from the likeliest streets.",
        },
        (
            Ground(
                stayed.at,
                {
                    "zh": f"那里的可能性 {percent(stayed.probability)}",
                    "en": f"{percent(stayed.probability)} there",
                },
            ),
        ),
    )

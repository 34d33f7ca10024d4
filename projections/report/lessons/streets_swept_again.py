"""Streets that were searched again while likely ones never were."""

from collections.abc import Iterator

from projections.belief.explanation_words import percent
from projections.notices.notice import metres
from projections.report.coverage import coverage
from projections.report.facts import Facts
from projections.report.lessons.lesson import MOST_GROUNDS, Ground, Lesson

LEAST_AGAIN_M = 300.0
LEAST_MISSED = 0.1
"""Probability in streets nobody searched; both assumptions."""


def streets_swept_again(facts: Facts) -> Iterator[Lesson]:
    """streets_swept_again: how much, and the likeliest streets that were never searched."""
    found = coverage(facts)
    if found.again_m < LEAST_AGAIN_M or found.missed < LEAST_MISSED:
        return
    again, missed = metres(found.again_m), percent(found.missed)
    yield Lesson(
        "streets_swept_again",
        {
            "zh": f"{again['zh']} 路段排查了两遍以上，而 {missed} 的可能性在从未排查的路段。",
            "en": f"{again['en']} of street were searched twice or more, while {missed} of the "
            "probability lay in streets that never were.",
        },
        {
            "zh": "排查完马上记下，让下一组走别的路。",
            "en": "Record what is searched at once, so that the next team takes other streets.",
        },
        tuple(
            Ground(
                None,
                {
                    "zh": f"{gap.name}：{metres(gap.metres)['zh']}，{percent(gap.probability)}",
                    "en": f"{gap.name}: {metres(gap.metres)['en']}, {percent(gap.probability)}",
                },
            )
            for gap in found.gaps
            if gap.name
        )[:MOST_GROUNDS],
    )

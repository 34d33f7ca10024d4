"""Cameras that he had probably passed, and that nobody watched."""

from collections.abc import Iterator

from projections.belief.explanation_words import percent
from projections.report.facts import Facts
from projections.report.lessons.lesson import MOST_GROUNDS, Ground, Lesson
from projections.report.reviews import unreviewed

LEAST = 0.2
"""Probability of his having passed from which on a camera would have mattered; assumption."""


def unreviewed_cameras(facts: Facts) -> Iterator[Lesson]:
    """cameras_not_reviewed: those he passed most probably on the way to where he was found."""
    if facts.search.find is None:
        return
    missed = [each for each in unreviewed(facts) if each.passing >= LEAST]
    if not missed:
        return
    yield Lesson(
        "cameras_not_reviewed",
        {
            "zh": f"有 {len(missed)} 个摄像头没有人查看，而他在去往找到地点的路上可能经过。",
            "en": "Cameras not watched that he may well have passed on his way to where he was "
            f"found: {len(missed)}.",
        },
        {
            "zh": "按建议的顺序查看时段；没有录像的，尽早向业主索取。",
            "en": "Watch windows in the advised order; ask early for recordings that others keep.",
        },
        tuple(
            Ground(
                None,
                {
                    "zh": f"{facts.camera(each.camera_id)}：经过的可能性 {percent(each.passing)}",
                    "en": f"{facts.camera(each.camera_id)}: {percent(each.passing)} that he "
                    "passed it",
                },
            )
            for each in missed[:MOST_GROUNDS]
        ),
    )

"""What had to be taken back."""

from collections.abc import Iterator

from domain.camera_zones.clearance import ClearanceWithdrawn
from domain.event import SearchEvent
from domain.knowledge.find import FindWithdrawn
from domain.teams.sweep import SweepWithdrawn
from projections.belief.explanation_words import Sentence
from projections.report.facts import Facts
from projections.report.lessons.lesson import MOST_GROUNDS, Ground, Lesson

LEAST = 2
"""One mistake in a search is no point; a withdrawn find is."""


def mistakes_withdrawn(facts: Facts) -> Iterator[Lesson]:
    """mistakes_withdrawn: finds of somebody else, windows and sweeps that were none."""
    taken_back = [
        event
        for event in facts.events
        if isinstance(event, ClearanceWithdrawn | FindWithdrawn)
        or (isinstance(event, SweepWithdrawn) and event.reason_ref is not None)
    ]
    finds = sum(isinstance(event, FindWithdrawn) for event in taken_back)
    if not finds and len(taken_back) < LEAST:
        return
    taken_back.sort(key=lambda event: (not isinstance(event, FindWithdrawn), event.timestamp))
    yield Lesson(
        "mistakes_withdrawn",
        {
            "zh": f"撤回了 {len(taken_back)} 条记录，其中 {finds} 次找到的是别人。",
            "en": f"Withdrawn as mistakes: {len(taken_back)}, finds of somebody else among them: "
            f"{finds}.",
        },
        {
            "zh": "找到后先按照片和特征核对再上报；标时段前核对摄像头和时间。",
            "en": "Compare with photo and description before reporting a find; check camera and "
            "time before clearing a window.",
        },
        tuple(Ground(event.timestamp, _what(facts, event)) for event in taken_back[:MOST_GROUNDS]),
    )


def _what(facts: Facts, event: SearchEvent) -> Sentence:
    if isinstance(event, FindWithdrawn):
        return {"zh": "找到的是别人", "en": "it was somebody else"}
    if isinstance(event, ClearanceWithdrawn):
        name = facts.camera(event.camera_id)
        return {"zh": f"{name} 的时段", "en": f"a window of {name}"}
    return {"zh": "一次排查", "en": "a sweep"}

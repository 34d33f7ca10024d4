"""Recordings that were overwritten before anybody watched them."""

from collections.abc import Iterator

from domain.moment import moment_of
from projections.report.facts import Facts
from projections.report.lessons.lesson import MOST_GROUNDS, Ground, Lesson
from projections.report.reviews import unreviewed

LEAST = 0.02
"""Cameras that he hardly ever passed are not worth a word; assumption."""


def overwritten_recordings(facts: Facts) -> Iterator[Lesson]:
    """recordings_overwritten: gone by the end of the search, and nobody had watched them."""
    asked = {
        each.camera_id: moment_of(each.overwritten_at)
        for each in facts.search.camera_zones.recordings.values()
        if each.overwritten_at is not None
    }
    lost = []
    for each in unreviewed(facts):
        gone = asked.get(each.camera_id, each.overwritten_at)
        if gone is not None and gone <= facts.end and each.passing >= LEAST:
            lost.append((each, gone))
    if not lost:
        return
    yield Lesson(
        "recordings_overwritten",
        {
            "zh": f"有 {len(lost)} 个摄像头的录像在有人查看之前就被覆盖了。",
            "en": "Cameras whose recordings were overwritten before anybody watched them: "
            f"{len(lost)}.",
        },
        {
            "zh": "搜寻一开始就把快被覆盖的录像拷出来。",
            "en": "Save recordings that will soon be overwritten as soon as a search begins.",
        },
        tuple(
            Ground(gone, {"zh": facts.camera(each.camera_id), "en": facts.camera(each.camera_id)})
            for each, gone in lost[:MOST_GROUNDS]
        ),
    )

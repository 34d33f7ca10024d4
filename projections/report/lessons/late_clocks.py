"""Camera clocks that were found to be wrong only after windows had been cleared."""

from collections.abc import Iterator

from domain.camera_zones.clock import CameraClockCorrected
from projections.report.facts import Facts
from projections.report.lessons.lesson import MOST_GROUNDS, Ground, Lesson, duration

LEAST_S = 30.0
"""A clock that is off by less changes little; assumption."""


def late_clocks(facts: Facts) -> Iterator[Lesson]:
    """clocks_corrected_late: every window cleared before spoke of another time."""
    grounds = []
    for event in facts.events:
        if not isinstance(event, CameraClockCorrected) or abs(event.offset_s) < LEAST_S:
            continue
        before = sum(
            each.camera_id == event.camera_id and each.version < event.originator_version
            for each in facts.search.camera_zones.clearances.values()
        )
        if before:
            off, name = duration(abs(event.offset_s)), facts.camera(event.camera_id)
            zh = "快" if event.offset_s > 0 else "慢"
            en = "ahead" if event.offset_s > 0 else "behind"
            grounds.append(
                Ground(
                    event.timestamp,
                    {
                        "zh": f"{name}：时钟{zh} {off['zh']}，此前已标 {before} 个时段",
                        "en": f"{name}: {off['en']} {en}, {before} windows had been cleared",
                    },
                )
            )
    if grounds:
        yield Lesson(
            "clocks_corrected_late",
            {
                "zh": f"有 {len(grounds)} 个摄像头的时钟在标过时段之后才发现不准。",
                "en": "Camera clocks found wrong only after windows had been cleared: "
                f"{len(grounds)}.",
            },
            {
                "zh": "查看之前先对时；把误差写进摄像头表，下次就不用再查。",
                "en": "Compare the clock before watching, and write the offset into the list of "
                "cameras for the next search.",
            },
            tuple(grounds[:MOST_GROUNDS]),
        )

"""All lessons of a search, those that cost most time first."""

from collections.abc import Callable, Iterator

from projections.report.facts import Facts
from projections.report.lessons.late_answers import late_answers
from projections.report.lessons.late_assessments import late_assessments
from projections.report.lessons.late_clocks import late_clocks
from projections.report.lessons.late_facts import late_facts
from projections.report.lessons.lesson import Lesson
from projections.report.lessons.mistakes_withdrawn import mistakes_withdrawn
from projections.report.lessons.outside_not_asked import outside_not_asked
from projections.report.lessons.overwritten_recordings import overwritten_recordings
from projections.report.lessons.pointed_in_vain import pointed_in_vain
from projections.report.lessons.streets_swept_again import streets_swept_again
from projections.report.lessons.unreviewed_cameras import unreviewed_cameras

KINDS: tuple[Callable[[Facts], Iterator[Lesson]], ...] = (
    pointed_in_vain, unreviewed_cameras, late_assessments, late_answers, overwritten_recordings,
    late_clocks, streets_swept_again, late_facts, outside_not_asked, mistakes_withdrawn,
)  # fmt: skip


def all_lessons(facts: Facts) -> list[Lesson]:
    """Every point there is."""
    return [lesson for kind in KINDS for lesson in kind(facts)]

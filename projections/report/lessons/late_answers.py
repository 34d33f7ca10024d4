"""Redirects that were answered late or never."""

from collections.abc import Iterator

from projections.report.answers import LATE_S, Answered, answered, slowest
from projections.report.facts import Facts
from projections.report.lessons.lesson import MOST_GROUNDS, Ground, Lesson, duration


def late_answers(facts: Facts) -> Iterator[Lesson]:
    """redirects_answered_late: how many, and the slowest."""
    sent = answered(facts.search, facts.end)
    late = [each for each in sent if each.open_end or (each.answer_s or 0.0) > LATE_S]
    if not late:
        return
    limit = duration(LATE_S)
    never = sum(each.answer_s is None for each in late)
    yield Lesson(
        "redirects_answered_late",
        {
            "zh": f"{len(sent)} 次改派中有 {len(late)} 次没有在 {limit['zh']}内答复，"
            f"其中 {never} 次始终没有答复。",
            "en": f"Redirects without an answer within {limit['en']}: {len(late)} of "
            f"{len(sent)}, without any: {never}.",
        },
        {
            "zh": "手机没有答复时马上打电话或用对讲机，并代为记下答复。",
            "en": "When a phone stays silent, call at once and record the answer for the team.",
        },
        tuple(_ground(facts, each) for each in slowest(late, MOST_GROUNDS)),
    )


def _ground(facts: Facts, each: Answered) -> Ground:
    team = facts.team(each.redirect.team_id)
    if each.answer_s is None:
        says = {"zh": f"{team['zh']}：没有答复", "en": f"{team['en']}: no answer"}
    else:
        took = duration(each.answer_s)
        says = {
            "zh": f"{team['zh']}：{took['zh']}后答复",
            "en": f"{team['en']}: answered after {took['en']}",
        }
    return Ground(each.redirect.issued_at, says)

"""Evidence that contradicts itself, or leaves almost nothing of what the model holds possible."""

from collections.abc import Iterator
from math import exp, log, log10

from projections.belief.disagreement import Strain
from projections.belief.explanation import Kind, Source
from projections.notices.notice import Notice, Standing

STRAINED = log(20.0)
"""A piece that makes the others this much less likely disagrees with them; assumption."""
LITTLE_LEFT = 0.001
"""Less than one in a thousand of what was possible; assumption."""
HARDLY_REACHED = 0.05
"""A report twenty times less likely there than anywhere in the area; assumption."""
MOST_NAMED = 3


def disagreeing(standing: Standing) -> Iterator[Notice]:
    """evidence_disagrees, evidence_leaves_little, sighting_hardly_reachable."""
    found = standing.disagreement
    worst = [each for each in found.strains if each.value >= STRAINED][:MOST_NAMED]
    if worst:
        yield _disagrees(standing, worst)
    if found.left < LITTLE_LEFT:
        yield _leaves_little(standing)
    for reach in found.reaches:
        if reach.ratio < HARDLY_REACHED:
            yield _hardly_reachable(standing, reach.sighting, reach.ratio)


def _disagrees(standing: Standing, worst: list[Strain]) -> Notice:
    names = [standing.source(each.source) for each in worst]
    first, times = names[0], _times(worst[0].value)
    more = {"zh": "", "en": ""}
    if len(names) > 1:
        more = {
            "zh": f"其次：{'；'.join(name['zh'] for name in names[1:])}。",
            "en": f" Then: {'; '.join(name['en'] for name in names[1:])}.",
        }
    return Notice(
        "evidence_disagrees",
        tuple(each.source.id for each in worst),
        {
            "zh": f"依据互相矛盾。与其余最不符的是：{first['zh']}"
            f"（它使其余依据的可能性降到约 {times} 分之一）。{more['zh']}",
            "en": f"The evidence contradicts itself. What fits the rest least: {first['en']} (it "
            f"makes the rest about {times} times less likely).{more['en']}",
        },
        {
            "zh": "请先核实这一条：地点、时间、摄像头时钟，看的是不是他；错了就撤回或排除。",
            "en": "Check that one first: place, time, the camera's clock, whether it was him; "
            "withdraw it or rule it out if it was wrong.",
        },
        {
            "sources": [
                {"kind": str(each.source.kind), "id": each.source.id, "strain": each.value}
                for each in worst
            ],
            "left": standing.disagreement.left,
        },
    )


def _leaves_little(standing: Standing) -> Notice:
    found = standing.disagreement
    left = _times(-found.log_left)
    return Notice(
        "evidence_leaves_little",
        (),
        {
            "zh": f"已有的查看和排查只给推算留下约 {left} 分之一的可能：要么漏看了他，"
            "要么他的走法超出模型。地图显示的是剩下部分的比例。",
            "en": f"What was watched and searched leaves only about one part in {left} of what "
            "the model held possible: he was overlooked, or did what the model does not know. "
            "The map shows how the rest is shared out.",
        },
        {
            "zh": "请重看最可能的摄像头时段，并考虑室内、乘车离开和有人帮助。",
            "en": "Watch the likeliest windows again, and think of indoors, of a vehicle, of "
            "somebody who helped.",
        },
        {"left": found.left, "log10_left": found.log_left / log(10)},
    )


def _hardly_reachable(standing: Standing, sighting: str, ratio: float) -> Notice:
    name = standing.source(Source(Kind.SIGHTING, sighting))
    times = _times(-log(max(ratio, 1e-300)))
    return Notice(
        "sighting_hardly_reachable",
        (sighting,),
        {
            "zh": f"{name['zh']}：按模型他那时几乎到不了那里（比辖区任意一处低约 {times} 倍）。",
            "en": f"{name['en']}: by the model he can hardly have been there then (about {times} "
            "times less likely than anywhere in the area).",
        },
        {
            "zh": "请核对地点和时间，以及是否有人推他或他乘了车；都对就确认这条发现。",
            "en": "Check place and time, and whether he was pushed or took a vehicle; confirm the "
            "sighting if all is right.",
        },
        {"ratio": ratio},
    )


def _times(logarithm: float) -> str:
    """A factor in words, two digits of it, also where no number can hold it."""
    if logarithm > log(1e6):
        return f"10^{logarithm / log(10):.0f}"
    factor = exp(logarithm)
    digits = max(0, int(log10(max(factor, 1.0))) - 1)
    return f"{round(factor, -digits):,.0f}"

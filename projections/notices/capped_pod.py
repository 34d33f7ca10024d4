"""Probabilities of detection that somebody gave too high."""

from collections.abc import Iterator

from projections.belief.explanation_words import percent
from projections.notices.notice import Notice, Standing


def capped_pod(standing: Standing) -> Iterator[Notice]:
    """pod_capped: how many, the highest, and what they count as."""
    search, cap = standing.search, standing.evidence.parameters["pod_cap"]
    given = {
        **{
            each.clearance_id: each.pod
            for each in search.camera_zones.clearances.values()
            if not each.withdrawn
        },
        **{each.sweep_id: each.pod for each in search.sweeps.values() if not each.withdrawn},
        **{
            each.check_id: each.pod
            for each in search.rest_of_world_checks.values()
            if not each.withdrawn
        },
    }
    over = sorted(name for name, pod in given.items() if pod > cap)
    if not over:
        return
    most = max(given[name] for name in over)
    yield Notice(
        "pod_capped",
        tuple(over),
        {
            "zh": f"{len(over)} 条依据的发现概率高于 {percent(cap)}（最高 {most * 100:.1f} %）："
            f"一律按 {percent(cap)} 计算，谁都可能漏看。",
            "en": f"{len(over)} of the records claim more than {percent(cap)} probability of "
            f"detection (up to {most * 100:.1f} %); each counts as {percent(cap)}, since anybody "
            "overlooks.",
        },
        {
            "zh": "需要更确定时，请另一个人再看一遍或走另一条路排查，不要提高数字。",
            "en": "To be surer have another camera or another passage of a team look there; a "
            "higher number does not help.",
        },
        {"count": len(over), "highest": most, "cap": cap},
    )

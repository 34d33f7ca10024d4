"""Moments beyond which nobody is simulated."""

from collections.abc import Iterator
from datetime import timedelta

from projections.notices.notice import Notice, Standing


def horizon(standing: Standing) -> Iterator[Notice]:
    """beyond_horizon: since when everybody stays where he is."""
    hours = standing.evidence.parameters["horizon_most"]
    ends = standing.evidence.last_known_point.at + timedelta(hours=hours)
    if standing.at <= ends:
        return
    late = (standing.at - ends).total_seconds() / 3600
    yield Notice(
        "beyond_horizon",
        (),
        {
            "zh": f"推算只到最后出现后 {hours:g} 小时；此后地图上他停在原处，"
            f"已停 {late:.1f} 小时。",
            "en": f"He is followed for {hours:g} hours after he was last seen; since then the map "
            f"leaves him where he was, for {late:.1f} hours now.",
        },
        {
            "zh": "如有新的确切发现，请设为新的最后出现地点；否则请普查室内和区域外。",
            "en": "If he was seen for sure since, set a new last known point; otherwise search "
            "indoors and outside the area.",
        },
        {"horizon_hours": hours, "beyond_hours": round(late, 2)},
    )

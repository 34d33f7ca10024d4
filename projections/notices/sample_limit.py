"""The stated limit of trajectories was hit."""

from collections.abc import Iterator
from math import sqrt

from projections.belief.explanation_words import percent
from projections.notices.notice import Notice, Standing

SHOWN_AS = 0.01


def sample_limit(standing: Standing) -> Iterator[Notice]:
    """sample_limit_reached: effective sample size, and the noise of a street.

    Among n equally heavy trajectories the share p of those in a street has the relative standard
    error sqrt((1 - p) / (p n)) (binomial).
    """
    belief = standing.belief
    if not belief.limit_reached:
        return
    size = belief.effective_sample_size
    noise = sqrt((1 - SHOWN_AS) / (SHOWN_AS * max(size, 1.0)))
    told = {"zh": f"误差约为其 ±{percent(noise)}", "en": f"about ±{percent(noise)} of that"}
    if noise >= 1:
        told = {"zh": "误差不小于它本身", "en": "at least as much as that itself"}
    yield Notice(
        "sample_limit_reached",
        (),
        {
            "zh": f"轨迹数量已到上限，地图只相当于 {size:,.0f} 条轨迹：显示为 1 % 的路段，"
            f"{told['zh']}。",
            "en": f"The limit of trajectories is reached; the map is worth {size:,.0f} of them. "
            f"A street shown with 1 % is uncertain by {told['en']}.",
        },
        {
            "zh": "不要比较单条道路，请按片区看；与其余不符的依据请先核实。",
            "en": "Compare neighbourhoods, not single streets; check evidence that does not fit "
            "the rest first.",
        },
        {"effective_sample_size": round(size), "relative_error_at_1_percent": noise},
    )

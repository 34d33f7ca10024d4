"""Combinations of sightings that were left out."""

from collections.abc import Iterator

from projections.belief.explanation_words import percent
from projections.notices.notice import Notice, Standing

LITTLE = 0.01


def dropped_sightings(standing: Standing) -> Iterator[Notice]:
    """sighting_combinations_dropped: how many were kept, and the share of the others."""
    belief = standing.belief
    if belief.dropped < LITTLE:
        return
    part, kept = percent(belief.dropped), len(belief.scenarios)
    yield Notice(
        "sighting_combinations_dropped",
        (),
        {
            "zh": f"疑似发现太多，只计算了最可能的 {kept} 种组合；舍去的约占 {part}。",
            "en": f"There are too many sightings to follow every combination: the {kept} "
            f"likeliest are kept, those left out hold about {part}.",
        },
        {
            "zh": "请尽快核实疑似发现：确认或排除每一条，组合就会减半。",
            "en": "Assess sightings soon: each one confirmed or ruled out halves the combinations.",
        },
        {"kept": kept, "dropped": belief.dropped},
    )

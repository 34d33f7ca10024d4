"""Places away from all streets: the model begins at the nearest street instead."""

from collections.abc import Iterator

from domain.place import Place
from projections.belief.explanation import Kind, Source
from projections.belief.sightings import LEAST_RADIUS_M
from projections.notices.notice import Notice, Standing, metres


def off_network(standing: Standing) -> Iterator[Notice]:
    """origin_snapped, sighting_snapped: how far, and to which street."""
    known = standing.evidence.last_known_point
    moved = _snapped(standing, known.place, known.radius_m)
    if moved is not None:
        segment, away = moved
        street, far = standing.street(segment), metres(away)
        yield Notice(
            "origin_snapped",
            (),
            {
                "zh": f"最后出现地点离最近的道路 {far['zh']}，按{street['zh']}上的最近点推算。",
                "en": f"The last known point lies {far['en']} from the nearest street; the map "
                f"begins at the nearest spot of {street['en']}.",
            },
            {
                "zh": "请核对地点；知道他从哪个出口上路，就把最后出现地点改到那里。",
                "en": "Check the place. If you know where he came onto a street, set the last "
                "known point there.",
            },
            {"metres": round(away, 1), "segment": segment},
        )
    for sighting in sorted(standing.evidence.sightings, key=lambda each: each.id):
        moved = _snapped(standing, sighting.place, sighting.radius_m)
        if moved is None or sighting.credibility <= 0:
            continue
        segment, away = moved
        street, far = standing.street(segment), metres(away)
        name = standing.source(Source(Kind.SIGHTING, sighting.id))
        yield Notice(
            "sighting_snapped",
            (sighting.id,),
            {
                "zh": f"{name['zh']}离最近的道路 {far['zh']}，按{street['zh']}上的最近点计算。",
                "en": f"{name['en']} lies {far['en']} from the nearest street; it counts as the "
                f"nearest spot of {street['en']}.",
            },
            {
                "zh": "请核对地点；不准的话，重新报告并给出更大的范围。",
                "en": "Check the place; if it is vague, report it again with a wider radius.",
            },
            {"metres": round(away, 1), "segment": segment},
        )


def _snapped(standing: Standing, place: Place, radius_m: float) -> tuple[int, float] | None:
    return standing.pieces.off_network(place, max(LEAST_RADIUS_M, radius_m))

"""Starts from which a wheelchair reaches only little without stairs or the like."""

from collections.abc import Iterator

from domain.place import Place
from projections.belief.explanation import Kind, Source
from projections.belief.explanation_words import percent
from projections.belief.sightings import LEAST_RADIUS_M
from projections.notices.notice import Notice, Standing, metres

LITTLE_M = 5_000.0
LITTLE_SHARE = 0.1
"""Less than both of these is little."""


def island(standing: Standing) -> Iterator[Notice]:
    """origin_on_island, sighting_on_island: metres that can be reached, share of the area."""
    known = standing.evidence.last_known_point
    found = _reach(standing, known.place, known.radius_m)
    if found is not None:
        length, share = metres(found), percent(found / standing.pieces.total_m)
        yield Notice(
            "origin_on_island",
            (),
            {
                "zh": f"从最后出现地点出发，不经台阶等障碍只能到达 {length['zh']}的道路"
                f"（辖区的 {share}），地图上他多半留在那里。",
                "en": f"From the last known point only {length['en']} of street can be reached "
                f"without stairs or the like ({share} of the area); the map keeps most of him "
                "there.",
            },
            {
                "zh": "请核对地点，并确认是否有坡道、电梯或有人帮助；有疑问就把范围设大。",
                "en": "Check the place, and whether there is a ramp, a lift or somebody who "
                "helped; if in doubt give it a wider radius.",
            },
            {"reachable_m": round(found), "share": found / standing.pieces.total_m},
        )
    for sighting in sorted(standing.evidence.sightings, key=lambda each: each.id):
        found = _reach(standing, sighting.place, sighting.radius_m)
        if found is None or sighting.credibility <= 0:
            continue
        length, share = metres(found), percent(found / standing.pieces.total_m)
        name = standing.source(Source(Kind.SIGHTING, sighting.id))
        yield Notice(
            "sighting_on_island",
            (sighting.id,),
            {
                "zh": f"{name['zh']}：从那里不经台阶等障碍只能到达 {length['zh']}的道路"
                f"（辖区的 {share}）。",
                "en": f"{name['en']}: from there only {length['en']} of street can be reached "
                f"without stairs or the like ({share} of the area).",
            },
            {
                "zh": "请核对地点，并确认是否有坡道、电梯或有人帮助。",
                "en": "Check the place, and whether there is a ramp, a lift or somebody who "
                "helped.",
            },
            {"reachable_m": round(found), "share": found / standing.pieces.total_m},
        )


def _reach(standing: Standing, place: Place, radius_m: float) -> float | None:
    """Metres that can be reached from there, if they are little."""
    segments = standing.pieces.around(place, max(LEAST_RADIUS_M, radius_m))
    found = standing.pieces.reachable_m(segments)
    little = found < LITTLE_M and found < LITTLE_SHARE * standing.pieces.total_m
    return found if little else None

"""Evidence that says nothing: from before he was last seen, or about a time without recording."""

from collections.abc import Iterator

from projections.notices.notice import Notice, Standing, listed


def nothing_said(standing: Standing) -> Iterator[Notice]:
    """evidence_too_early and camera_without_recording."""
    yield from _too_early(standing)
    yield from _without_recording(standing)


def _too_early(standing: Standing) -> Iterator[Notice]:
    evidence, since = standing.evidence, standing.evidence.last_known_point.at
    early = {each.id.rpartition("/")[0] for each in evidence.clearances if each.until <= since}
    early -= {each.id.rpartition("/")[0] for each in evidence.clearances if each.until > since}
    early |= {each.id for each in evidence.sweeps if each.until <= since}
    early |= {each.id for each in evidence.outside_checks if each.until <= since}
    for sighting in evidence.sightings:
        doubt_s = sighting.minutes_doubt * 60
        if sighting.credibility > 0 and (sighting.at - since).total_seconds() + doubt_s < 0:
            early.add(sighting.id)
    if not early:
        return
    yield Notice(
        "evidence_too_early",
        tuple(sorted(early)),
        {
            "zh": f"{len(early)} 条依据说的是最后出现时间之前的事：对地图不起作用。",
            "en": f"{len(early)} of the records speak of a time before he was last seen for sure: "
            "they count for nothing.",
        },
        {
            "zh": "请核对这些时间和最后出现时间；摄像头时钟不准就更正时钟。",
            "en": "Check these times and when he was last seen; correct the clock of a camera "
            "that is off.",
        },
        {"count": len(early)},
    )


def _without_recording(standing: Standing) -> Iterator[Notice]:
    zones = standing.search.camera_zones
    lost = {
        each.clearance_id: each.camera_id
        for each in zones.clearances.values()
        if not each.withdrawn and not each.window.without(zones.outages_of(each.camera_id))
    }
    if not lost:
        return
    names = [standing.camera(name) for name in sorted(set(lost.values()))]
    yield Notice(
        "camera_without_recording",
        tuple(sorted(lost)),
        {
            "zh": f"摄像头 {listed(names, 'zh')} 在标为无踪迹的时段没有录像：不起作用。",
            "en": f"Camera {listed(names, 'en')} recorded nothing in windows that were cleared: "
            "they count for nothing.",
        },
        {
            "zh": "请核对停用时段，或查看别的摄像头。",
            "en": "Check when the camera was out of service, or watch another one.",
        },
        {"windows": len(lost), "cameras": len(names)},
    )

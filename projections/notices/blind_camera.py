"""Clearances of cameras that see no street."""

from collections import Counter
from collections.abc import Iterator

from projections.notices.notice import Notice, Standing, listed


def blind_camera(standing: Standing) -> Iterator[Notice]:
    """camera_sees_no_street: which cameras, how many windows."""
    area = standing.area
    windows = Counter(
        clearance.camera_id
        for clearance in standing.search.camera_zones.clearances.values()
        if not clearance.withdrawn
    )
    blind = sorted(
        name
        for name in windows
        if name not in area.camera_index or not area.zones[area.camera_index[name]].stretches
    )
    if not blind:
        return
    names = [standing.camera(name) for name in blind]
    yield Notice(
        "camera_sees_no_street",
        tuple(blind),
        {
            "zh": f"摄像头 {listed(names, 'zh')} 看不到任何道路：那里的“无踪迹”不起作用。",
            "en": f"Camera {listed(names, 'en')} sees no street: what was cleared there counts "
            "for nothing.",
        },
        {
            "zh": "请核对摄像头的位置、方向和距离并重新导入；在此之前先看别的摄像头。",
            "en": "Check the camera's place, direction and range and import them again; until "
            "then watch other cameras.",
        },
        {"cameras": len(blind), "windows": sum(windows[name] for name in blind)},
    )

"""Clearances of cameras that see no street, or show too little of it."""

from collections import Counter
from collections.abc import Iterator

from projections.notices.notice import Notice, Standing, listed


def blind_camera(standing: Standing) -> Iterator[Notice]:
    """camera_sees_no_street, camera_shows_too_little: which cameras, how many windows."""
    area, parameters = standing.area, standing.evidence.parameters
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
    coarse = sorted(
        name for name in windows if name not in blind and standing.pieces.coarse(name, parameters)
    )
    if blind:
        yield _sees_no_street(standing, blind, sum(windows[name] for name in blind))
    if coarse:
        yield _shows_too_little(standing, coarse, sum(windows[name] for name in coarse))


def _sees_no_street(standing: Standing, blind: list[str], windows: int) -> Notice:
    names = [standing.camera(name) for name in blind]
    return Notice(
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
        {"cameras": len(blind), "windows": windows},
    )


def _shows_too_little(standing: Standing, coarse: list[str], windows: int) -> Notice:
    names = [standing.camera(name) for name in coarse]
    least = standing.evidence.parameters["pixels_none"]
    return Notice(
        "camera_shows_too_little",
        tuple(coarse),
        {
            "zh": f"摄像头 {listed(names, 'zh')} 在道路处每米不到 {least:g} 像素，认不出人："
            "那里的“无踪迹”不起作用。",
            "en": f"Camera {listed(names, 'en')} shows the street with less than {least:g} pixels "
            "per metre, too few to see him: what was cleared there counts for nothing.",
        },
        {
            "zh": "请核对摄像头的像素、视角和距离；能放大或另有近处的摄像头，就看那个。",
            "en": "Check its pixels, angle and range; watch a nearer camera, or one that zooms in.",
        },
        {"cameras": len(coarse), "windows": windows, "pixels_per_metre": least},
    )

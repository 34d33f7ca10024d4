"""Why a window is worth watching, in one sentence."""

from math import atan2, cos, degrees, radians

from domain.place import Place
from projections.advice.sentence import Sentence, share_words

AT_THE_CAMERA_M = 250.0
_POINTS = (
    ("北", "north"), ("东北", "north-east"), ("东", "east"), ("东南", "south-east"),
    ("南", "south"), ("西南", "south-west"), ("西", "west"), ("西北", "north-west"),
)  # fmt: skip


def review_reason(share: float, camera: Place, if_seen: Place | None, likely: float) -> Sentence:
    """How probable it is that he can be passed here then, and what seeing him would tell: the
    middle of the cell where he would be most probably when a team could be there (None: outside
    the area), and how probable that would be."""
    passed, then = share_words(share), share_words(likely)
    where = _where(camera, if_seen)
    return {
        "zh": f"他在这段时间从这里经过的可能性：{passed['zh']}；"
        f"若看到他，队员赶到时他最可能{where['zh']}（{then['zh']}）",
        "en": f"{passed['en']} of where he can be passed here in this time; if he is seen, he is "
        f"most likely {where['en']} when a team gets there ({then['en']})",
    }


def _where(camera: Place, if_seen: Place | None) -> Sentence:
    if if_seen is None:
        return {"zh": "已离开辖区", "en": "outside the area"}
    metres = camera.distance_m(if_seen)
    if metres < AT_THE_CAMERA_M:
        return {"zh": "就在镜头附近", "en": "near the camera"}
    east = (if_seen.lon - camera.lon) * cos(radians(camera.lat))
    bearing = degrees(atan2(east, if_seen.lat - camera.lat))
    zh, en = _POINTS[round(bearing / 45) % 8]
    rounded = f"{round(metres, -2):.0f}"
    return {"zh": f"在{zh}面约{rounded}米处", "en": f"some {rounded} m {en} of it"}

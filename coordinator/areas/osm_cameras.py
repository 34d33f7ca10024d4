"""Cameras that OpenStreetMap knows: nodes with man_made=surveillance."""

import math
from collections import Counter
from collections.abc import Sequence

from coordinator.areas.direction import view_of
from coordinator.areas.measure import metres
from coordinator.areas.osm_file import OsmNode, Tags
from coordinator.areas.zone import usual_angle
from domain.camera import Camera
from domain.place import Place

NOT_CAMERAS = {"guard", "alpr", "anpr", "gunshot_detector", "microphone"}
"""surveillance:type of what has no recording on which an old man in a wheelchair could be seen: a
guard is a person, a number plate reader keeps plates."""
HIGHEST_M = 500.0


def osm_cameras(nodes: Sequence[OsmNode]) -> tuple[list[Camera], int]:
    """The cameras among these nodes in order of id, and how many nodes are none.

    A camera's id is its `ref` where no other has the same, else `osm-` and the node's id.
    """
    seeing = [node for node in nodes if not _no_camera(node.tags)]
    refs = Counter(node.tags.get("ref", "").strip() for node in seeing)
    cameras = []
    for node in seeing:
        ref = node.tags.get("ref", "").strip()
        unique = ref and refs[ref] == 1 and not ref.startswith("osm-")
        cameras.append(_camera(node, ref if unique else f"osm-{node.id}"))
    cameras.sort(key=lambda camera: camera.camera_id)
    return cameras, len(nodes) - len(seeing)


def _no_camera(tags: Tags) -> bool:
    kinds = [kind.strip().lower() for kind in tags.get("surveillance:type", "camera").split(";")]
    return all(kind in NOT_CAMERAS for kind in kinds)


def _camera(node: OsmNode, camera_id: str) -> Camera:
    tags = node.tags
    kind = tags.get("camera:type", "").split(";")[0].strip().lower()
    told = _angle(tags.get("camera:angle", ""))
    view = None
    for key in ("camera:direction", "direction", "surveillance:direction"):
        view = view or view_of(tags.get(key, ""), told or usual_angle(kind))
    height = metres(tags.get("height", ""))
    return Camera(
        camera_id=camera_id,
        name=(tags.get("name") or tags.get("description") or "").strip(),
        place=Place(node.lon_e7 / 1e7, node.lat_e7 / 1e7),
        direction=None if view is None else round(view.direction, 2),
        angle=told if view is None or view.angle is None else round(view.angle, 2),
        kind=kind,
        height_m=None if math.isnan(height) or not 0 <= height <= HIGHEST_M else round(height, 2),
        indoor=_indoor(tags),
    )


def _angle(text: str) -> float | None:
    degrees = metres(text.replace("°", "").replace("deg", ""))
    return round(degrees, 2) if 0 < degrees <= 360 else None


def _indoor(tags: Tags) -> bool:
    """Indoors or below ground: such a camera sees no street."""
    if "indoor" in tags.get("surveillance", "").lower().split(";"):
        return True
    if tags.get("location", "") in {"indoor", "underground"}:
        return True
    if tags.get("indoor", "no") not in {"no", "outdoor"}:
        return True
    return tags.get("level", "").strip().startswith("-")

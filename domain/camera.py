"""Cameras and the ground they see."""

from dataclasses import dataclass

from shapely import Polygon

from domain.place import Place


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera as recorded in an area. Without a direction it sees all round."""

    camera_id: str
    name: str
    place: Place
    direction: float | None = None
    """Degrees clockwise from north of the middle of its view."""
    angle: float | None = None
    """Width of its view in degrees."""
    range_m: float | None = None
    kind: str = ""
    """As in OpenStreetMap's camera:type: fixed, panning, dome; empty where unknown."""
    height_m: float | None = None
    indoor: bool = False
    clock_offset_s: float = 0.0
    """Seconds the camera's clock is ahead of the true time."""
    retrieval_min: float = 0.0
    """Minutes until its recording can be watched."""
    overwritten_after_h: float | None = None
    pixels: int | None = None
    """Pixels of its recording across the width of its view, where known."""
    video_link: str = ""
    """Where the video system shows its recording: an address with {camera_id}, {from} ... to be
    filled in; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a segment, in metres from its start along the drawn direction."""

    segment: int
    from_m: float
    to_m: float


@dataclass(frozen=True, slots=True)
class CameraZone:
    """The ground a camera sees: its field of view, and the stretches of segments inside it."""

    camera_id: str
    field_of_view: Polygon
    """In WGS 84 degrees, lon before lat."""
    stretches: tuple[Stretch, ...]

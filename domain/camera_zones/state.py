"""The camera zones of a search: what is claimed, cleared, corrected and out of service."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.area import Area
from domain.camera import Camera
from domain.refusal import Unknown
from domain.window import Window


@dataclass(slots=True)
class Clearance:
    """A window of a camera that showed no trace of him. Times are by the camera's clock."""

    clearance_id: str
    camera_id: str
    window: Window
    grade: str | None
    pod: float
    playback_speed: float
    reviewer_kind: str
    actor: str
    occurred_at: datetime
    version: int
    withdrawn: bool = False


@dataclass(slots=True)
class Claim:
    """An officer is reviewing this window; the lease runs out by itself."""

    claim_id: str
    camera_id: str
    window: Window
    actor: str
    expires_at: datetime


@dataclass(slots=True)
class Outage:
    """A span without recording: clearances there count for nothing."""

    outage_id: str
    camera_id: str
    window: Window


@dataclass(slots=True)
class Recording:
    """A recording that had to be asked for."""

    request_id: str
    camera_id: str
    minutes: float
    overwritten_at: str | None
    available: bool = False


@dataclass(slots=True)
class CameraZones:
    """All that is known about camera zones, by id."""

    clearances: dict[str, Clearance] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    outages: dict[str, Outage] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    clock_offsets_s: dict[str, float] = field(default_factory=dict)
    """Seconds a camera's clock is ahead, where an officer has corrected it."""

    def clock_ahead(self, camera: Camera) -> timedelta:
        """By how much the camera's clock is ahead of the true time."""
        offset_s = self.clock_offsets_s.get(camera.camera_id, camera.clock_offset_s)
        return timedelta(seconds=offset_s)

    def outages_of(self, camera_id: str) -> list[Window]:
        """The camera's spans without recording, by its clock."""
        return [o.window for o in self.outages.values() if o.camera_id == camera_id]


def known_camera(area: Area, camera_id: str, field_name: str = "camera_id") -> Camera:
    """The camera of the area, or a refusal that names it."""
    camera = area.camera(camera_id)
    if camera is None:
        raise Unknown("camera", camera_id, field_name)
    return camera

"""Outages: spans for which a camera has no recording."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.camera_zones.state import Outage, known_camera
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.moment import moment_of, moment_text
from domain.refusal import Unknown
from domain.search import Search
from domain.window import Window


class CameraOutOfService(SearchEvent):
    """There is no recording of this span; clearances there count for nothing."""

    TOPIC: ClassVar[str] = "camera_zone.out_of_service"
    ABOUT: ClassVar[str] = "outage_id"
    outage_id: str
    camera_id: str
    since: str
    until: str

    def apply(self, search: Search) -> None:
        """Remember the span."""
        window = Window(moment_of(self.since), moment_of(self.until))
        search.camera_zones.outages[self.outage_id] = Outage(self.outage_id, self.camera_id, window)


class OutageWithdrawn(SearchEvent):
    """It was a mistake: the camera did record; clearances of that span count again."""

    TOPIC: ClassVar[str] = "camera_zone.outage_withdrawn"
    ABOUT: ClassVar[str] = "outage_id"
    outage_id: str
    camera_id: str

    def apply(self, search: Search) -> None:
        """Forget the span."""
        search.camera_zones.outages.pop(self.outage_id, None)


@dataclass(frozen=True, slots=True)
class ReportCameraOutage:
    """State that a camera recorded nothing in a span, which may reach into the future."""

    camera_id: str
    window: Window

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Any span of a known camera."""
        known_camera(area, self.camera_id)
        yield (
            CameraOutOfService,
            {
                "outage_id": by.new_id("outage"),
                "camera_id": self.camera_id,
                "since": moment_text(self.window.since),
                "until": moment_text(self.window.until),
            },
        )


@dataclass(frozen=True, slots=True)
class WithdrawOutage:
    """Take back an outage that was a mistake."""

    outage_id: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """One that was taken back is not there any more."""
        outage = search.camera_zones.outages.get(self.outage_id)
        if outage is None:
            raise Unknown("outage", self.outage_id, "outage_id")
        yield OutageWithdrawn, {"outage_id": self.outage_id, "camera_id": outage.camera_id}

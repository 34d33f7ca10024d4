"""Outages: spans for which a camera has no recording."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.camera_zones.state import Outage, known_camera
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.moment import moment_of, moment_text
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

"""Camera clocks: one that is off moves every window of that camera, also those cleared before."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import ClassVar

from domain.area import Area
from domain.camera_zones.state import known_camera
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.refusal import invalid
from domain.search import Search

MOST_OFFSET_S = 366 * 86_400.0
"""A clock off by more than a year is a typing error."""


class CameraClockCorrected(SearchEvent):
    """This camera's clock is ahead of the true time by so many seconds (behind: below 0)."""

    TOPIC: ClassVar[str] = "camera_zone.clock_corrected"
    ABOUT: ClassVar[str] = "camera_id"
    camera_id: str
    offset_s: float

    def apply(self, search: Search) -> None:
        """The newest correction holds."""
        search.camera_zones.clock_offsets_s[self.camera_id] = self.offset_s


@dataclass(frozen=True, slots=True)
class CorrectCameraClock:
    """State by how much a camera's clock is ahead."""

    camera_id: str
    offset_s: float

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Any offset up to a year is believed."""
        known_camera(area, self.camera_id)
        if not (isfinite(self.offset_s) and abs(self.offset_s) <= MOST_OFFSET_S):
            raise invalid(
                "offset_s",
                "expected seconds, at most a year",
                "out_of_range",
                at_least=-MOST_OFFSET_S,
                at_most=MOST_OFFSET_S,
            )
        yield CameraClockCorrected, {"camera_id": self.camera_id, "offset_s": self.offset_s}

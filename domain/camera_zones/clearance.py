"""Clearances: this window of this camera shows no trace of him."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import ClassVar

from domain.area import Area
from domain.camera_zones.state import Clearance, known_camera
from domain.checks import checked_pod
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.moment import moment_of, moment_text
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search
from domain.window import Window

GRADES = ("good", "fair", "poor")
REVIEWER_KINDS = ("officer", "analytic")


class CameraZoneCleared(SearchEvent):
    """No trace of him in this window."""

    TOPIC: ClassVar[str] = "camera_zone.cleared"
    ABOUT: ClassVar[str] = "clearance_id"
    clearance_id: str
    camera_id: str
    since: str
    until: str
    grade: str | None
    pod: float
    playback_speed: float
    reviewer_kind: str

    def apply(self, search: Search) -> None:
        """Remember the clearance; the officer's own claim on the window has served its end."""
        window = Window(moment_of(self.since), moment_of(self.until))
        search.camera_zones.clearances[self.clearance_id] = Clearance(
            self.clearance_id, self.camera_id, window, self.grade, self.pod, self.playback_speed,
            self.reviewer_kind, self.actor, self.happened_at, self.originator_version,
        )  # fmt: skip
        claims = search.camera_zones.claims
        for claim in list(claims.values()):
            own = claim.actor == self.actor and claim.camera_id == self.camera_id
            if own and claim.window.touches(window):
                del claims[claim.claim_id]


class ClearanceWithdrawn(SearchEvent):
    """The clearance was a mistake; the belief goes back."""

    TOPIC: ClassVar[str] = "camera_zone.clearance_withdrawn"
    ABOUT: ClassVar[str] = "clearance_id"
    clearance_id: str
    camera_id: str
    reason_ref: str | None

    def apply(self, search: Search) -> None:
        """Take the clearance out of force; it stays on record."""
        search.camera_zones.clearances[self.clearance_id].withdrawn = True


@dataclass(frozen=True, slots=True)
class ClearCameraZone:
    """Mark a window of a camera as showing no trace of him."""

    camera_id: str
    window: Window
    grade: str | None = None
    pod: float | None = None
    playback_speed: float = 1.0
    reviewer_kind: str = "officer"

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """The POD is the given one, else the grade's, else the default of this search."""
        camera = known_camera(area, self.camera_id)
        self.window.must_have_happened(by.now, search.camera_zones.clock_ahead(camera))
        if self.grade is not None and self.grade not in GRADES:
            raise invalid(
                "grade", f"expected one of {', '.join(GRADES)}", "not_one_of", one_of=list(GRADES)
            )
        if self.reviewer_kind not in REVIEWER_KINDS:
            raise invalid(
                "reviewer_kind",
                f"expected one of {', '.join(REVIEWER_KINDS)}",
                "not_one_of",
                one_of=list(REVIEWER_KINDS),
            )
        if not (isfinite(self.playback_speed) and self.playback_speed > 0):
            raise invalid("playback_speed", "expected a number above 0", "out_of_range", above=0)
        by_grade = search.parameters[f"pod_{self.grade or 'default'}"]
        yield (
            CameraZoneCleared,
            {
                "clearance_id": by.new_id("clearance"),
                "camera_id": self.camera_id,
                "since": moment_text(self.window.since),
                "until": moment_text(self.window.until),
                "grade": self.grade,
                "pod": by_grade if self.pod is None else checked_pod(self.pod),
                "playback_speed": self.playback_speed,
                "reviewer_kind": self.reviewer_kind,
            },
        )


@dataclass(frozen=True, slots=True)
class WithdrawClearance:
    """Take back a clearance that was a mistake."""

    clearance_id: str
    reason_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A clearance can be withdrawn once."""
        clearance = search.camera_zones.clearances.get(self.clearance_id)
        if clearance is None:
            raise Unknown("clearance", self.clearance_id, "clearance_id")
        if clearance.withdrawn:
            raise Conflict("already_withdrawn", "this clearance is withdrawn already")
        yield (
            ClearanceWithdrawn,
            {
                "clearance_id": self.clearance_id,
                "camera_id": clearance.camera_id,
                "reason_ref": self.reason_ref,
            },
        )

"""Commands about cameras."""

from coordinator.accounts import Action
from domain.camera_zones.claim import ClaimCameraZone, ReleaseCameraZone
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.camera_zones.outage import ReportCameraOutage, WithdrawOutage
from domain.camera_zones.recording import MarkRecordingAvailable, RequestRecording
from domain.command import Command
from domain.records.following import following
from web.routes.commands.given import Given
from web.routes.commands.pattern import Commands
from web.wire.camera_zones import (
    ClaimBody,
    ClearanceBody,
    ClockBody,
    EmptyBody,
    OutageBody,
    ReasonBody,
    RecordingBody,
)

commands = Commands("camera zones")


@commands.post("/clearances", Action.CLEAR_CAMERA_ZONE)
def clear_camera_zone(body: ClearanceBody, _given: Given) -> Command:
    """Mark a window of a camera as showing no trace."""
    cleared = ClearCameraZone(
        body.camera_id, body.window, body.grade, body.pod, body.playback_speed, body.reviewer_kind
    )
    return following(cleared, "review", body.followed)


@commands.post("/clearances/{clearance_id}/withdrawal", Action.WITHDRAW_CLEARANCE)
def withdraw_clearance(body: ReasonBody, given: Given) -> Command:
    """Take back a clearance that was a mistake."""
    return WithdrawClearance(given.ids["clearance_id"], given.ref("reason", body.reason))


@commands.post("/claims", Action.CLAIM_CAMERA_ZONE)
def claim_camera_zone(body: ClaimBody, _given: Given) -> Command:
    """Tell the others that this window is being reviewed."""
    return following(ClaimCameraZone(body.camera_id, body.window), "review", body.followed)


@commands.post("/claims/{claim_id}/release", Action.RELEASE_CAMERA_ZONE)
def release_camera_zone(_body: EmptyBody, given: Given) -> Command:
    """Give up a claim."""
    return ReleaseCameraZone(given.ids["claim_id"])


@commands.post("/cameras/{camera_id}/clock", Action.CORRECT_CAMERA_CLOCK)
def correct_camera_clock(body: ClockBody, given: Given) -> Command:
    """State by how much a camera's clock is ahead; all its windows move."""
    return CorrectCameraClock(given.ids["camera_id"], body.offset_s)


@commands.post("/cameras/{camera_id}/outages", Action.TAKE_CAMERA_OUT_OF_SERVICE)
def report_camera_outage(body: OutageBody, given: Given) -> Command:
    """State that a camera recorded nothing in a span."""
    return ReportCameraOutage(given.ids["camera_id"], body.window)


@commands.post("/outages/{outage_id}/withdrawal", Action.TAKE_CAMERA_OUT_OF_SERVICE)
def withdraw_outage(_body: EmptyBody, given: Given) -> Command:
    """Take back an outage that was a mistake."""
    return WithdrawOutage(given.ids["outage_id"])


@commands.post("/cameras/{camera_id}/recordings", Action.REQUEST_RECORDING)
def request_recording(body: RecordingBody, given: Given) -> Command:
    """Ask for a recording that takes some minutes to get."""
    return RequestRecording(given.ids["camera_id"], body.minutes, body.overwritten_at)


@commands.post("/recordings/{request_id}/available", Action.MARK_RECORDING_AVAILABLE)
def mark_recording_available(_body: EmptyBody, given: Given) -> Command:
    """State that a recording asked for has arrived."""
    return MarkRecordingAvailable(given.ids["request_id"])

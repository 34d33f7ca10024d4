"""A search in which everything has happened once, for tests of how it is told."""

from domain.camera_zones.claim import ClaimCameraZone, ReleaseCameraZone
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.camera_zones.outage import ReportCameraOutage, WithdrawOutage
from domain.camera_zones.recording import MarkRecordingAvailable, RequestRecording
from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.find import RecordFind, WithdrawFind
from domain.knowledge.photo import AddSightingPhoto, AddSubjectPhoto, WithdrawSubjectPhoto
from domain.knowledge.rest_of_world import CheckRestOfWorld, WithdrawRestOfWorldCheck
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.knowledge.subject import DescribeSubject
from domain.lifecycle import CloseSearch, ResumeSearch, SuspendSearch
from domain.opening import OpenSearch
from domain.records.advice import FollowAdvice
from domain.records.checklist import DoChecklistItem, UndoChecklistItem
from domain.records.note import AddNote
from domain.redirects.ending import EscalateRedirect, ExpireRedirect
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.sweep import SweepStreets, WithdrawSweep
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from tests.domain.scenario import OPENING, Scenario, at, between
from tests.domain.town import IN_TOWN


def full_story(opening: OpenSearch = OPENING) -> Scenario:
    """Every event of the catalogue at least once; every text is `ref:` and what it is of."""
    s = Scenario(opening)
    s.given(DescribeSubject("pushed", at(-20), {"slow": 0.5}, "ref:description"), minute=1)
    s.given(AddFamiliarPlace(IN_TOWN, 2.0, "ref:label"))
    claim = s.given(ClaimCameraZone("gate", between(-30, -20)))
    s.given(ReleaseCameraZone(claim))
    s.given(ClaimCameraZone("shop", between(-30, -20)))
    s.given(CorrectCameraClock("shop", 90.0))
    s.given(ReportCameraOutage("shop", between(-10, 30)))
    s.given(WithdrawOutage(s.given(ReportCameraOutage("gate", between(-10, 30)))))
    cleared = s.given(ClearCameraZone("gate", between(-30, -20), "good", playback_speed=4.0))
    s.given(WithdrawClearance(cleared, "ref:clearance withdrawn"))
    s.given(ClearCameraZone("gate", between(-20, -10), pod=0.6))
    request = s.given(RequestRecording("shop", 12.0, at(600)))
    s.given(MarkRecordingAvailable(request))
    seen = s.given(
        ReportSighting(IN_TOWN, at(-5), "camera", heading=45.0, camera_id="gate",
                       note_ref="ref:sighting note")
    )  # fmt: skip
    s.given(AssessSighting(seen, "confirmed"))
    s.given(AddSightingPhoto(seen, "photo-1"))
    s.given(AddSubjectPhoto("photo-2"))
    s.given(AddSubjectPhoto("photo-3"))
    s.given(WithdrawSubjectPhoto())
    s.given(CheckRestOfWorld("bus", between(-30, 0), 0.5, "ref:whom"))
    asked = s.given(CheckRestOfWorld("police", between(-30, 0), 0.2))
    s.given(WithdrawRestOfWorldCheck(asked, "ref:check withdrawn"))
    team = s.given(DeployStreetTeam("ref:team name", "foot", "old town", IN_TOWN))
    s.given(DeployStreetTeam("ref:other name", "bicycle"))
    proposed = RedirectStreetTeam(
        team, IN_TOWN, (1, 2), "ref:redirect reason", (5,), ({"topic": "sighting.reported"},),
        expected_pos=0.2, expires_at=at(5), issued_by="policy", propose=True,
    )  # fmt: skip
    s.given(proposed, minute=2)
    first = s.given(RedirectStreetTeam(team, None, (3,), expires_at=at(4)))
    s.given(EscalateRedirect(first), minute=3.5)
    s.given(ExpireRedirect(first), minute=4)
    second = s.given(RedirectStreetTeam(team, IN_TOWN, reason_ref="ref:order reason"))
    s.given(ReplyToRedirect(second, "declined", "ref:reply reason", on_behalf=True))
    s.given(FollowAdvice("review", {"gain_bits": 0.3}))
    sweep = s.given(SweepStreets(team, (1, 2), between(0, 3), 0.5))
    s.given(WithdrawSweep(sweep, "ref:sweep withdrawn"))
    s.given(DoChecklistItem("video", "clocks_checked"))
    s.given(DoChecklistItem("street", "radio-tried", team))
    s.given(UndoChecklistItem("street", "radio-tried", team))
    s.given(AddNote("ref:note"))
    s.given(StandDownStreetTeam(team, "ref:stood down"))
    s.given(SuspendSearch("ref:suspended"))
    s.given(ResumeSearch("ref:resumed"))
    s.given(RecordFind(IN_TOWN, at(3), "well"))
    s.given(WithdrawFind("ref:find withdrawn"))
    s.given(RecordFind(IN_TOWN, at(4), "well"))
    s.given(CloseSearch("found_well", "ref:outcome"))
    s.given(AddNote("ref:late note"))
    return s

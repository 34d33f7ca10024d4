"""Every event of a search, by topic; importing this module makes all topics known."""

from domain import lifecycle, opening
from domain.camera_zones import claim, clearance, clock, outage, recording
from domain.event import SearchEvent
from domain.knowledge import (
    familiar_place,
    find,
    last_known_point,
    photo,
    rest_of_world,
    sighting,
    subject,
)  # fmt: skip
from domain.records import advice, checklist, note
from domain.redirects import ending, order, reply
from domain.teams import sweep, team

EVENTS: dict[str, type[SearchEvent]] = {
    event.TOPIC: event
    for event in (
        opening.SearchOpened,
        lifecycle.SearchSuspended,
        lifecycle.SearchResumed,
        lifecycle.SearchClosed,
        subject.SubjectDescribed,
        photo.SubjectPhotoAdded,
        photo.SubjectPhotoWithdrawn,
        last_known_point.LastKnownPointSet,
        familiar_place.FamiliarPlaceAdded,
        claim.CameraZoneClaimed,
        claim.CameraZoneReleased,
        clearance.CameraZoneCleared,
        clearance.ClearanceWithdrawn,
        clock.CameraClockCorrected,
        outage.CameraOutOfService,
        outage.OutageWithdrawn,
        recording.RecordingRequested,
        recording.RecordingAvailable,
        sighting.SightingReported,
        sighting.SightingAssessed,
        photo.SightingPhotoAdded,
        rest_of_world.RestOfWorldChecked,
        rest_of_world.RestOfWorldCheckWithdrawn,
        team.StreetTeamDeployed,
        team.StreetTeamStoodDown,
        order.StreetTeamRedirected,
        order.RedirectProposed,
        advice.AdviceFollowed,
        reply.RedirectReplied,
        ending.RedirectSuperseded,
        ending.RedirectExpired,
        ending.RedirectEscalated,
        sweep.StreetsSwept,
        sweep.SweepWithdrawn,
        checklist.ChecklistItemDone,
        checklist.ChecklistItemUndone,
        note.NoteAdded,
        find.SubjectFound,
        find.FindWithdrawn,
    )
}

"""Commands about the subject and where the person may be or was found."""

from coordinator.accounts import Action, Role
from domain.command import Command
from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.find import RecordFind, WithdrawFind
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.rest_of_world import CheckRestOfWorld, WithdrawRestOfWorldCheck
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.knowledge.subject import DescribeSubject
from web.routes.commands.given import Given
from web.routes.commands.pattern import Commands
from web.wire.camera_zones import ReasonBody
from web.wire.knowledge import (
    AssessmentBody,
    FamiliarPlaceBody,
    FindBody,
    LastKnownPointBody,
    OutsideCheckBody,
    SightingBody,
    SubjectFields,
)

commands = Commands("knowledge")


@commands.post("/subject", Action.DESCRIBE_SUBJECT)
def describe_subject(body: SubjectFields, given: Given) -> Command:
    """State how the subject moves, from a moment on, and describe the person."""
    return DescribeSubject(
        body.mobility,
        body.since or given.by.occurred_at,
        body.factors,
        given.ref("description", body.description),
    )


@commands.post("/last-known-point", Action.SET_LAST_KNOWN_POINT)
def set_last_known_point(body: LastKnownPointBody, _given: Given) -> Command:
    """State where and when the subject was last seen for sure."""
    return SetLastKnownPoint(body.place, body.at, body.radius_m)


@commands.post("/familiar-places", Action.ADD_FAMILIAR_PLACE)
def add_familiar_place(body: FamiliarPlaceBody, given: Given) -> Command:
    """Name a place the subject used to go to."""
    return AddFamiliarPlace(body.place, body.weight, given.ref("label", body.label))


@commands.post("/sightings", Action.REPORT_SIGHTING)
def report_sighting(body: SightingBody, given: Given) -> Command:
    """Report that the subject may have been seen."""
    return ReportSighting(
        body.place, body.at, body.source, body.radius_m, body.minutes_doubt, body.heading,
        body.camera_id, body.credibility, given.ref("note", body.note),
    )  # fmt: skip


@commands.post("/sightings/{sighting_id}/assessment", Action.ASSESS_SIGHTING)
def assess_sighting(body: AssessmentBody, given: Given) -> Command:
    """Say what became of a report."""
    return AssessSighting(given.ids["sighting_id"], body.verdict)


@commands.post("/outside-checks", Action.CHECK_REST_OF_WORLD)
def check_rest_of_world(body: OutsideCheckBody, given: Given) -> Command:
    """Record that a hospital, bus, taxi, station or neighbouring force was asked in vain."""
    return CheckRestOfWorld(body.kind, body.window, body.pod, given.ref("whom", body.whom))


@commands.post("/outside-checks/{check_id}/withdrawal", Action.WITHDRAW_REST_OF_WORLD_CHECK)
def withdraw_rest_of_world_check(body: ReasonBody, given: Given) -> Command:
    """Take back a check that was a mistake."""
    return WithdrawRestOfWorldCheck(given.ids["check_id"], given.ref("reason", body.reason))


@commands.post("/find", Action.RECORD_FIND)
def record_find(body: FindBody, given: Given) -> Command:
    """Record that the subject was found; a street phone's find is its own team's."""
    street = given.principal.role is Role.STREET
    team_id = given.own_team if street else body.team_id
    return RecordFind(body.place, body.at, body.condition, team_id)


@commands.post("/find/withdrawal", Action.WITHDRAW_FIND)
def withdraw_find(body: ReasonBody, given: Given) -> Command:
    """State that the person found was somebody else."""
    return WithdrawFind(given.ref("reason", body.reason))

"""The hidden subject of an exercise: a life of the simulation's that can be searched for."""

from coordinator.demo.scenery import Scenery
from coordinator.exercise.terms import Terms
from coordinator.simulation.case import BEGIN, RADIUS_M
from coordinator.simulation.hidden_subject import hidden_subject
from coordinator.simulation.missing_report import MissingReport
from coordinator.simulation.roads import roads_of
from coordinator.simulation.truth import Truth
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility
from projections.belief.life import Life

TRIED = 40
"""Lives that are tried before the conditions are dropped."""
LEAST_CAMERAS = 3
"""So many cameras recorded him before the report."""
FROM_TEAMS_M = 400.0
"""No team happens to stand beside him when he is reported missing."""
LEAST_IN_THE_OPEN = 0.5
"""Of the exercise's time, so that a team can meet him."""


def report_of(scenery: Scenery) -> MissingReport:
    """What the family of the scenery's story tells."""
    story = scenery.story
    return MissingReport(
        LastKnownPoint(story.last_known_point, BEGIN, RADIUS_M),
        Mobility(story.mobility),
        tuple(FamiliarPlace(known.place, known.weight) for known in story.familiar_places),
    )


def subject_of(scenery: Scenery, terms: Terms) -> tuple[Life, int]:
    """The life of the exercise and its seed in the simulation.

    The first of some that stays in the area, was recorded, and is in the open half of the time;
    the first of all where none is.
    """
    report = report_of(scenery)
    seeds = range(terms.seed * TRIED, (terms.seed + 1) * TRIED)
    for seed in seeds:
        life = hidden_subject(scenery.area, report, seed)
        if _can_be_searched(scenery, life, terms):
            return life, seed
    return hidden_subject(scenery.area, report, seeds[0]), seeds[0]


def _can_be_searched(scenery: Scenery, life: Life, terms: Terms) -> bool:
    area = scenery.area
    reported_s = terms.reported_after.total_seconds()
    end_s = reported_s + terms.lasts.total_seconds()
    truth = Truth(roads_of(area.network), area.zones, life, 0)
    if truth.left_s is not None and truth.left_s < end_s:
        return False
    here, _ = truth.where(reported_s)
    if any(here.distance_m(team.place) < FROM_TEAMS_M for team in scenery.story.teams):
        return False
    open_s = sum(
        max(0.0, min(stay.until, end_s) - max(stay.since, reported_s))
        for stay in life.stays
        if not stay.indoors and stay.segment >= 0
    )
    if open_s < LEAST_IN_THE_OPEN * (end_s - reported_s):
        return False
    recorded = sum(
        any(passing.since < reported_s for passing in truth.passings(zone.camera_id))
        for zone in area.zones
    )
    return recorded >= min(LEAST_CAMERAS, len(area.zones))

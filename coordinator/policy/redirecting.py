"""When new evidence makes a team's streets clearly worth less than others, turn it round.

Several processes may run this policy on the same searches. The id of its command derives from the
team, what it does now and the evidence that led here, and the order names the assignment it
replaces: whoever comes second gets the first one's answer or a refusal, and nothing is sent twice.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from coordinator.advising import Advising, Standing
from coordinator.searches.commanding import Commanding
from domain.command import Issued
from domain.event import SearchEvent
from domain.redirects.order import RedirectStreetTeam
from domain.refusal import Refusal
from domain.search import Search
from projections.advice.assignments import Assignment

POLICY = "policy"
"""The actor of everything that the coordinator does of its own accord."""

EVIDENCE = frozenset(
    {
        "camera_zone.cleared",
        "camera_zone.clearance_withdrawn",
        "camera_zone.clock_corrected",
        "camera_zone.out_of_service",
        "sighting.reported",
        "sighting.assessed",
        "rest_of_world.checked",
        "streets.swept",
        "streets.sweep_withdrawn",
        "subject.described",
        "last_known_point.set",
    }
)
NEWS = EVIDENCE | {"redirect.replied", "redirect.expired"}
"""Topics after which somebody may have to be sent somewhere else."""
OCCASIONS = NEWS | {"street_team.deployed"}
"""The same where the policy sends teams itself; a new team is then sent at once, too."""
MOST_GROUNDS = 3

log = logging.getLogger(__name__)


class Redirecting:
    """Compares what each team does with the best it could do, after each occasion."""

    def __init__(self, commanding: Commanding, advising: Advising) -> None:
        self._commanding = commanding
        self._advising = advising

    def consider(self, search_id: UUID, occasions: list[SearchEvent]) -> int:
        """Send or propose what is clearly better now; how many orders were given."""
        with self._commanding.reading(search_id) as search:
            if search.status != "open":
                return 0
            parameters = dict(search.parameters)
            held = _held(search, self._advising.now(), parameters)
            waiting = _proposed(search)
            assignments = {t.team_id: t.assignment for t in search.teams.values() if t.deployed}
            by_officer = _bound_by_officer(search)
        at_once = parameters["redirect_at_once"] != 0.0
        if not assignments or not (at_once or any(e.TOPIC in NEWS for e in occasions)):
            return 0
        standing = self._advising.standing(search_id)
        given = 0
        for planned in self._advising.assignments(standing):
            current = assignments.get(planned.team_id)
            if planned.team_id in held or not self._clearly_better(standing, planned, parameters):
                continue
            if set(waiting.get(planned.team_id, ())) == set(planned.segments):
                continue
            # What an officer ordered is never overruled, only questioned.
            propose = not at_once or planned.team_id in by_officer
            given += self._give(standing, planned, current, occasions, propose)
        return given

    def _clearly_better(
        self, standing: Standing, planned: Assignment, parameters: dict[str, float]
    ) -> bool:
        if planned.expected_pos < parameters["redirect_least_pos"]:
            return False
        team_id = planned.team_id
        if team_id not in standing.assigned:
            return True
        team = next(team for team in standing.teams if team.team_id == team_id)
        worth = self._advising.assigner(standing.known.area).worth(
            team,
            standing.assigned[team_id],
            self._advising.poa_ahead(standing),
            parameters["pod_sweep"],
        )
        return planned.expected_pos > worth * parameters["redirect_gain_ratio"]

    def _give(
        self,
        standing: Standing,
        planned: Assignment,
        current: str | None,
        occasions: list[SearchEvent],
        propose: bool,
    ) -> int:
        parameters = standing.known.evidence.parameters
        causes = [event for event in occasions if event.TOPIC in EVIDENCE][-MOST_GROUNDS:]
        newest = max((event.originator_version for event in occasions), default=0)
        search_id = standing.known.search_id
        name = f"redirect:{planned.team_id}:{current}:{newest}"
        order = RedirectStreetTeam(
            planned.team_id,
            planned.target,
            planned.segments,
            because=tuple(event.originator_version for event in causes),
            grounds=tuple(_ground(event) for event in causes),
            replaces=current,
            expected_pos=planned.expected_pos,
            expires_at=standing.now + timedelta(minutes=parameters["redirect_expires"]),
            issued_by=POLICY,
            propose=propose,
        )
        now = self._advising.now()
        by = Issued(str(uuid5(search_id, name)), POLICY, POLICY, now, now)
        try:
            return 0 if self._commanding.obey(search_id, order, by).repeated else 1
        except Refusal as refusal:
            # Somebody was faster: that is what the refusal is for.
            log.info("redirect of search %s not given: %s", search_id, refusal.code)
            return 0


def _held(search: Search, now: datetime, parameters: dict[str, float]) -> set[str]:
    """Teams that were sent somewhere so recently that turning them again would only confuse."""
    hold = timedelta(minutes=parameters["redirect_hold"])
    held = set()
    for team in search.teams.values():
        redirect = search.redirects.get(team.assignment or "")
        if redirect is None:
            continue
        if redirect.issued_at + hold > now:
            held.add(team.team_id)
    return held


def _bound_by_officer(search: Search) -> set[str]:
    return {
        team.team_id
        for team in search.teams.values()
        if team.assignment is not None and search.redirects[team.assignment].issued_by != POLICY
    }


def _proposed(search: Search) -> dict[str, tuple[int, ...]]:
    return {r.team_id: r.segments for r in search.redirects.values() if r.status == "proposed"}


def _ground(event: SearchEvent) -> dict[str, Any]:
    ground: dict[str, Any] = {"topic": event.TOPIC}
    for name, wire in (("camera_id", "camera_id"), ("since", "from"), ("until", "until")):
        value = getattr(event, name, None)
        if value is not None:
            ground[wire] = value
    return ground

"""When new evidence makes a team's streets clearly worth less than others, turn it round.

Several processes may run this policy on the same searches. The id of its command derives from the
team, what it does now and the evidence that led here, and the order names the assignment it
replaces: whoever comes second gets the first one's answer or a refusal, and nothing is sent twice.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from coordinator.advising import Advising, Standing
from coordinator.policy.deciding import decided
from coordinator.searches.commanding import Commanding
from domain.command import Issued
from domain.event import SearchEvent
from domain.redirects.order import RedirectStreetTeam, open_proposal
from domain.search import Search
from projections.advice.assignments import Assignment, TeamPlace
from projections.advice.remaining import clearly_better
from projections.evidence import CHANGES_BELIEF

POLICY = "policy"
"""The actor of everything that the coordinator does of its own accord."""

NEWS = CHANGES_BELIEF | {"redirect.replied", "redirect.expired"}
"""Topics after which somebody may have to be sent somewhere else."""
OCCASIONS = NEWS | {
    "street_team.deployed",
    "street_team.stood_down",
    "search.resumed",
    "subject.find_withdrawn",
}
"""The same where the policy sends teams itself; a new team is then sent at once, too."""
MOST_GROUNDS = 3


class Redirecting:
    """Compares what each team does with the best it could do, after each occasion."""

    def __init__(self, commanding: Commanding, advising: Advising) -> None:
        self._commanding = commanding
        self._advising = advising

    def consider(self, search_id: UUID, occasions: list[SearchEvent]) -> int:
        """Send or propose what is clearly better now; how many orders were given."""
        if self._commanding.is_read_only(search_id):
            return 0
        with self._commanding.reading(search_id) as search:
            if search.status != "open" or not any(t.deployed for t in search.teams.values()):
                return 0
            at_once = search.parameters["redirect_at_once"] != 0.0
            if not (at_once or any(event.TOPIC in NEWS for event in occasions)):
                return 0
        standing = self._advising.standing(search_id)
        # What has changed since is read last: an order given meanwhile binds its team.
        with self._commanding.reading(search_id) as search:
            held = _held(search, standing.now)
            doing = {team_id: [streets] for team_id, streets in standing.assigned.items()}
            for team_id, streets in _proposed(search).items():
                doing.setdefault(team_id, []).append(streets)
            bound = _bound_by_officer(search)
            current = {
                t.team_id: (t.assignment, open_proposal(search, t.team_id))
                for t in search.teams.values()
            }
        given = 0
        for planned in self._better(standing, held, doing, bound):
            team_id = planned.team_id
            # What an officer ordered is never overruled, only questioned.
            propose = not at_once or team_id in bound
            given += self._give(standing, planned, current[team_id], occasions, propose)
        return given

    def now(self) -> datetime:
        """The time the service lives at, UTC."""
        return self._advising.now()

    def held_until(self, search_id: UUID) -> datetime | None:
        """When the next team may be turned round that may not be yet; None if there is none."""
        if self._commanding.is_read_only(search_id):
            return None
        now = self._advising.now()
        with self._commanding.reading(search_id) as search:
            held = _held(search, now)
            if search.status != "open" or not held:
                return None
            hold = timedelta(minutes=search.parameters["redirect_hold"])
            issued = [r.issued_at for r in search.redirects.values() if r.team_id in held]
        return min(moment + hold for moment in issued if moment + hold > now)

    def _better(
        self,
        standing: Standing,
        held: set[str],
        doing: dict[str, list[tuple[int, ...]]],
        bound: set[str],
    ) -> list[Assignment]:
        """What is clearly better than what the teams do, never on the streets of a team that goes
        on with what it does; whenever one does, the others are planned anew."""
        free = {team.team_id: team for team in standing.teams if team.team_id not in held}
        while free:
            staying = (doing.keys() - free.keys()) | bound
            taken = {
                s for team_id in staying for streets in doing.get(team_id, ()) for s in streets
            }
            better = [
                planned
                for planned in self._advising.assignments_of(standing, tuple(free.values()), taken)
                if self._clearly_better(
                    standing, free[planned.team_id], planned, doing.get(planned.team_id, [])
                )
            ]
            going_on = (free.keys() & doing.keys()) - {planned.team_id for planned in better}
            if not going_on:
                return better
            free = {team_id: team for team_id, team in free.items() if team_id not in going_on}
        return []

    def _clearly_better(
        self,
        standing: Standing,
        team: TeamPlace,
        planned: Assignment,
        doing: list[tuple[int, ...]],
    ) -> bool:
        """Than what the team does, and than what is already proposed for it."""
        parameters = standing.known.evidence.parameters
        if not doing:
            return planned.expected_pos >= parameters["redirect_least_pos"]
        return all(
            clearly_better(
                planned.expected_pos, self._advising.remaining(standing, team, streets), parameters
            )
            for streets in doing
        )

    def _give(
        self,
        standing: Standing,
        planned: Assignment,
        current: tuple[str | None, str | None],
        occasions: list[SearchEvent],
        propose: bool,
    ) -> int:
        parameters = standing.known.evidence.parameters
        causes = [event for event in occasions if event.TOPIC in CHANGES_BELIEF][-MOST_GROUNDS:]
        newest = max((event.originator_version for event in occasions), default=0)
        search_id = standing.known.search_id
        assignment, proposal = current
        name = f"redirect:{planned.team_id}:{assignment}:{newest}"
        now = self._advising.now()
        order = RedirectStreetTeam(
            planned.team_id,
            planned.target,
            planned.segments,
            because=tuple(event.originator_version for event in causes),
            grounds=tuple(_ground(event) for event in causes),
            replaces=assignment,
            expected_pos=planned.expected_pos,
            expires_at=now + timedelta(minutes=parameters["redirect_expires"]),
            issued_by=POLICY,
            propose=propose,
            instead_of=proposal,
        )
        by = Issued(str(uuid5(search_id, name)), POLICY, POLICY, now, now)
        return decided(self._commanding, search_id, order, by, "proposed" if propose else "sent")


def _held(search: Search, now: datetime) -> set[str]:
    """Teams that were sent somewhere so recently that turning them again would only confuse, and
    those that have just declined."""
    hold = timedelta(minutes=search.parameters["redirect_hold"])
    return {
        redirect.team_id
        for redirect in search.redirects.values()
        if redirect.issued_at + hold > now
        and (
            redirect.status == "declined"
            or search.teams[redirect.team_id].assignment == redirect.redirect_id
        )
    }


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

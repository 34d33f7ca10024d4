"""The course of one search in numbers, event by event; nothing of it outlives the next search."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from domain.camera_zones.clearance import CameraZoneCleared, ClearanceWithdrawn
from domain.event import SearchEvent
from domain.knowledge.find import FindWithdrawn, SubjectFound
from domain.knowledge.last_known_point import LastKnownPointSet
from domain.knowledge.sighting import SightingAssessed, SightingReported
from domain.knowledge.subject import SubjectDescribed
from domain.lifecycle import SearchClosed
from domain.moment import moment_of
from domain.opening import SearchOpened
from domain.redirects.ending import RedirectEscalated, RedirectExpired
from domain.redirects.order import StreetTeamRedirected
from domain.redirects.reply import RedirectReplied
from domain.teams.sweep import StreetsSwept, SweepWithdrawn
from domain.teams.team import StreetTeamDeployed, StreetTeamStoodDown


@dataclass(slots=True)
class Order:
    """What became of an order to a team."""

    sent_at: datetime
    by_policy: bool
    replies: dict[str, datetime] = field(default_factory=dict)
    expired: bool = False
    escalated: bool = False

    @property
    def reply_s(self) -> float | None:
        """Seconds until the first answer, None without any."""
        if not self.replies:
            return None
        return (min(self.replies.values()) - self.sent_at).total_seconds()


class Course:
    """Sees the events of a search in their order and keeps what the statistics ask for."""

    def __init__(self) -> None:
        self.opened: SearchOpened | None = None
        self.last_known_point: LastKnownPointSet | None = None
        self.phases: dict[datetime, str] = {}
        self.clearances: dict[str, CameraZoneCleared] = {}
        self.first_clearance: datetime | None = None
        self.verdicts: dict[str, str | None] = {}
        self.orders: dict[str, Order] = {}
        self.sweeps: dict[str, list[int]] = {}
        self.deployed: dict[str, tuple[datetime, datetime | None]] = {}
        self.find: SubjectFound | None = None
        self.closed: SearchClosed | None = None
        self.late_facts = 0
        self.newest: datetime | None = None

    def see(self, event: SearchEvent) -> None:
        """The next event."""
        if event.late:
            self.late_facts += 1
        else:
            self.newest = max(self.newest or event.happened_at, event.happened_at)
        rule = _RULES.get(type(event))
        if rule is not None:
            rule(self, event)

    def reply_median_s(self) -> float | None:
        """Median of the seconds to the first answer, over the orders that got one."""
        known = [s for order in self.orders.values() if (s := order.reply_s) is not None]
        return median(known) if known else None

    def mobility(self) -> str | None:
        """How he moved when he was found, or in the end."""
        until = None if self.find is None else moment_of(self.find.at)
        known = sorted(since for since in self.phases if until is None or since <= until)
        return self.phases[known[-1]] if known else None

    def _opened(self, event: SearchOpened) -> None:
        self.opened = event

    def _last_known(self, event: LastKnownPointSet) -> None:
        self.last_known_point = event

    def _described(self, event: SubjectDescribed) -> None:
        self.phases[moment_of(event.since)] = event.mobility

    def _cleared(self, event: CameraZoneCleared) -> None:
        self.clearances[event.clearance_id] = event
        given = event.happened_at
        self.first_clearance = min(self.first_clearance or given, given)

    def _clearance_withdrawn(self, event: ClearanceWithdrawn) -> None:
        self.clearances.pop(event.clearance_id, None)

    def _sighted(self, event: SightingReported) -> None:
        self.verdicts[event.sighting_id] = None

    def _assessed(self, event: SightingAssessed) -> None:
        self.verdicts[event.sighting_id] = event.verdict

    def _ordered(self, event: StreetTeamRedirected) -> None:
        self.orders[event.redirect_id] = Order(event.happened_at, event.issued_by != "officer")

    def _replied(self, event: RedirectReplied) -> None:
        order = self.orders.get(event.redirect_id)
        if order is not None:
            order.replies.setdefault(event.reply, event.happened_at)

    def _expired(self, event: RedirectExpired) -> None:
        order = self.orders.get(event.redirect_id)
        # One that was only proposed never was an order.
        if order is not None:
            order.expired = True

    def _escalated(self, event: RedirectEscalated) -> None:
        self.orders[event.redirect_id].escalated = True

    def _swept(self, event: StreetsSwept) -> None:
        self.sweeps[event.sweep_id] = event.segments

    def _sweep_withdrawn(self, event: SweepWithdrawn) -> None:
        self.sweeps.pop(event.sweep_id, None)

    def _deployed(self, event: StreetTeamDeployed) -> None:
        self.deployed[event.team_id] = event.happened_at, None

    def _stood_down(self, event: StreetTeamStoodDown) -> None:
        self.deployed[event.team_id] = self.deployed[event.team_id][0], event.happened_at

    def _found(self, event: SubjectFound) -> None:
        self.find = event

    def _find_withdrawn(self, _event: FindWithdrawn) -> None:
        self.find = None

    def _closed(self, event: SearchClosed) -> None:
        self.closed = event


_RULES: dict[type, Callable[..., None]] = {
    SearchOpened: Course._opened,
    LastKnownPointSet: Course._last_known,
    SubjectDescribed: Course._described,
    CameraZoneCleared: Course._cleared,
    ClearanceWithdrawn: Course._clearance_withdrawn,
    SightingReported: Course._sighted,
    SightingAssessed: Course._assessed,
    StreetTeamRedirected: Course._ordered,
    RedirectReplied: Course._replied,
    RedirectExpired: Course._expired,
    RedirectEscalated: Course._escalated,
    StreetsSwept: Course._swept,
    SweepWithdrawn: Course._sweep_withdrawn,
    StreetTeamDeployed: Course._deployed,
    StreetTeamStoodDown: Course._stood_down,
    SubjectFound: Course._found,
    FindWithdrawn: Course._find_withdrawn,
    SearchClosed: Course._closed,
}

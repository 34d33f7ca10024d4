"""A search: one missing-person incident, from report to closure, as one stream of events."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from eventsourcing.domain import Aggregate

from domain.area import Area
from domain.camera_zones.state import CameraZones
from domain.command import Answer, Command, Decision, Issued, Order
from domain.knowledge.state import Find, KnownFamiliarPlace, RestOfWorldCheck, Sighting
from domain.moment import moment_text
from domain.records.state import DoneItem, Duty, Note
from domain.redirects.state import Redirect
from domain.refusal import Conflict, reused_key
from domain.subject import LastKnownPoint, MobilityPhase
from domain.teams.state import StreetTeam, Sweep

if TYPE_CHECKING:
    from domain.event import SearchEvent


class Answered(NamedTuple):
    """What a command led to, so that a retry gets the same answer."""

    digest: str
    version: int
    id: str


class Search(Aggregate):
    """State and rules of one search. Events change it; commands decide which events follow."""

    def __init__(
        self,
        area: str,
        area_hash: str,
        model_version: str,
        parameters: dict[str, float],
        seed: int,
        reported_at: datetime,
    ) -> None:
        self.area = area
        self.area_hash = area_hash
        self.model_version = model_version
        self.parameters = parameters
        self.seed = seed
        self.reported_at = reported_at
        self.mobility: tuple[MobilityPhase, ...] = ()
        self.factors: dict[str, float] = {}
        self.description_ref: str | None = None
        self.photos: tuple[str, ...] = ()
        self.last_known_point: LastKnownPoint | None = None
        self.familiar_places: dict[str, KnownFamiliarPlace] = {}
        self.camera_zones = CameraZones()
        self.sightings: dict[str, Sighting] = {}
        self.rest_of_world_checks: dict[str, RestOfWorldCheck] = {}
        self.teams: dict[str, StreetTeam] = {}
        self.redirects: dict[str, Redirect] = {}
        self.sweeps: dict[str, Sweep] = {}
        self.notes: list[Note] = []
        self.checklist: dict[Duty, DoneItem] = {}
        self.find: Find | None = None
        self.suspended = False
        self.outcome: str | None = None
        self.outcome_ref: str | None = None
        self.answered: dict[str, Answered] = {}

    @property
    def status(self) -> str:
        """One of open, suspended, found, closed."""
        if self.outcome is not None:
            return "closed"
        if self.find is not None:
            return "found"
        return "suspended" if self.suspended else "open"

    @property
    def opened_at(self) -> datetime:
        """When the search was recorded as opened."""
        return self.created_on

    def obey(self, command: Command, by: Issued, area: Area) -> Answer:
        """Decide on a command and record what follows; a repeated one changes nothing.

        Raises a Refusal, with nothing changed, when the command cannot be accepted.
        """
        earlier = self.answer_to(by)
        if earlier is not None:
            return earlier
        if isinstance(command, Order) and self.status in ("closed", "suspended"):
            raise Conflict(f"search_{self.status}", f"this search is {self.status}")
        self.record(list(command.decide(self, by, area)), by)
        answered = self.answered[by.command_id]
        return Answer(answered.version, answered.id)

    def answer_to(self, by: Issued) -> Answer | None:
        """The answer given to this command before, if it was given before."""
        answered = self.answered.get(by.command_id)
        if answered is None:
            return None
        if answered.digest != by.digest:
            raise reused_key()
        return Answer(answered.version, answered.id, repeated=True)

    def record(self, decisions: Iterable[Decision], by: Issued) -> None:
        """Trigger the decided events, each with who gave the command and when."""
        for event_class, data in decisions:
            self.trigger_event(
                event_class,
                timestamp=by.now,
                occurred_at=moment_text(by.occurred_at),
                command_id=by.command_id,
                command_digest=by.digest,
                actor=by.actor,
                late=self.status == "closed",
                **data,
            )

    def remember_answer(self, event: "SearchEvent") -> None:
        """The first event of a command names what it made, the last one the version."""
        answered = self.answered.get(event.command_id)
        if answered is None:
            self.answered[event.command_id] = Answered(
                event.command_digest, event.originator_version, event.about
            )
        else:
            self.answered[event.command_id] = answered._replace(version=event.originator_version)

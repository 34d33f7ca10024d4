"""The order itself: proposed by the policy, sent by an officer or by the policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any, ClassVar

from domain.area import Area
from domain.checks import checked_place, checked_segments
from domain.command import Decision, Issued, Order
from domain.event import SearchEvent
from domain.moment import moment_text
from domain.place import Place
from domain.redirects.ending import supersede_open
from domain.redirects.state import Redirect
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search
from domain.teams.team import deployed_team

CURRENT = "current"
"""Replace whatever the team is doing when the order is decided upon."""


class RedirectEvent(SearchEvent):
    """What proposal and order have in common."""

    ABOUT: ClassVar[str] = "redirect_id"
    redirect_id: str
    team_id: str
    target_lon: float | None
    target_lat: float | None
    segments: list[int]
    replaces: str | None
    because: list[int]
    grounds: list[dict[str, Any]]
    expected_pos: float | None
    expires_at: str | None
    issued_by: str
    reason_ref: str | None

    def remember(self, search: Search, status: str) -> None:
        """Put the redirect on record in this state."""
        target = None
        if self.target_lon is not None and self.target_lat is not None:
            target = Place(self.target_lon, self.target_lat)
        search.redirects[self.redirect_id] = Redirect(
            self.redirect_id, self.team_id, target, tuple(self.segments), self.replaces,
            tuple(self.because), tuple(self.grounds), self.expected_pos, self.expires_at,
            self.issued_by, self.reason_ref, self.happened_at, self.originator_version, status,
            sent=status == "sent",
        )  # fmt: skip


class RedirectProposed(RedirectEvent):
    """A redirect waits for one tap."""

    TOPIC: ClassVar[str] = "redirect.proposed"

    def apply(self, search: Search) -> None:
        """Remember it as not yet sent."""
        self.remember(search, "proposed")


class StreetTeamRedirected(RedirectEvent):
    """A team was sent to search elsewhere."""

    TOPIC: ClassVar[str] = "street_team.redirected"

    def apply(self, search: Search) -> None:
        """It is the team's assignment from now on."""
        self.remember(search, "sent")
        search.teams[self.team_id].assignment = self.redirect_id


@dataclass(frozen=True, slots=True)
class RedirectStreetTeam(Order):
    """Send a team elsewhere, or propose to.

    `replaces` names the assignment the sender believes the team to have: when it has another by
    now, the order is refused, so that several senders cannot do it twice. A proposal may name the
    open one that it takes the place of in the same way (`instead_of`, None: there is none).
    """

    team_id: str
    target: Place | None = None
    segments: tuple[int, ...] = ()
    reason_ref: str | None = None
    because: tuple[int, ...] = ()
    grounds: tuple[dict[str, Any], ...] = ()
    replaces: str | None = CURRENT
    expected_pos: float | None = None
    expires_at: datetime | None = None
    issued_by: str = "officer"
    propose: bool = False
    instead_of: str | None = CURRENT

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Only to a deployed team; what it replaces is superseded in the same breath."""
        team = deployed_team(search, self.team_id)
        segments = checked_segments(self.segments, area, "segments")
        if self.target is not None:
            checked_place(self.target, area, "target.lon")
        if self.target is None and not segments:
            raise invalid("target", "expected a target or at least one segment", "missing")
        if self.replaces not in (CURRENT, team.assignment):
            raise Conflict(
                "assignment_changed",
                f"team {self.team_id} has another assignment by now: {team.assignment}",
                "replaces",
            )
        if self.propose and self.instead_of not in (CURRENT, open_proposal(search, self.team_id)):
            raise Conflict("proposal_changed", f"something else is proposed for {self.team_id} now")
        if any(not 0 < version <= search.version for version in self.because):
            raise invalid(
                "because",
                f"expected versions of this search, 1 to {search.version}",
                "out_of_range",
                at_least=1,
                at_most=search.version,
            )
        if self.expected_pos is not None and not (
            isfinite(self.expected_pos) and 0 <= self.expected_pos <= 1
        ):
            raise invalid(
                "expected_pos",
                "expected a probability from 0 to 1",
                "out_of_range",
                at_least=0,
                at_most=1,
            )
        if self.expires_at is not None and self.expires_at <= by.now:
            raise invalid("expires_at", "lies in the past: expected a later time", "in_the_past")
        redirect_id = by.new_id("redirect")
        data = {
            "redirect_id": redirect_id,
            "team_id": self.team_id,
            "target_lon": None if self.target is None else self.target.lon,
            "target_lat": None if self.target is None else self.target.lat,
            "segments": list(segments),
            "replaces": team.assignment,
            "because": list(self.because),
            "grounds": [dict(ground) for ground in self.grounds],
            "expected_pos": self.expected_pos,
            "expires_at": None if self.expires_at is None else moment_text(self.expires_at),
            "issued_by": self.issued_by,
            "reason_ref": self.reason_ref,
        }
        if self.propose:
            # First what the command makes: its answer names what the first event is about.
            yield RedirectProposed, data
            yield from supersede_open(search, team.team_id, redirect_id, only_proposed=True)
        else:
            yield StreetTeamRedirected, data
            yield from supersede_open(search, team.team_id, redirect_id)


def open_proposal(search: Search, team_id: str) -> str | None:
    """The newest redirect that waits for one tap, for this team."""
    waiting = [
        redirect.redirect_id
        for redirect in search.redirects.values()
        if redirect.team_id == team_id and redirect.status == "proposed"
    ]
    return waiting[-1] if waiting else None


@dataclass(frozen=True, slots=True)
class ReleaseRedirect(Order):
    """Send a proposed redirect."""

    redirect_id: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Refused once it is superseded or over or the team does something else by now."""
        redirect = search.redirects.get(self.redirect_id)
        if redirect is None:
            raise Unknown("redirect", self.redirect_id, "redirect_id")
        if redirect.status != "proposed":
            raise Conflict("not_proposed", f"this redirect is {redirect.status} already")
        if redirect.is_over(by.now):
            raise Conflict("redirect_expired", f"its time was over at {redirect.expires_at}")
        team = deployed_team(search, redirect.team_id)
        if redirect.replaces != team.assignment:
            raise Conflict(
                "assignment_changed", f"team {team.team_id} has another assignment by now"
            )
        yield (
            StreetTeamRedirected,
            {
                "redirect_id": redirect.redirect_id,
                "team_id": redirect.team_id,
                "target_lon": None if redirect.target is None else redirect.target.lon,
                "target_lat": None if redirect.target is None else redirect.target.lat,
                "segments": list(redirect.segments),
                "replaces": redirect.replaces,
                "because": list(redirect.because),
                "grounds": [dict(ground) for ground in redirect.grounds],
                "expected_pos": redirect.expected_pos,
                "expires_at": redirect.expires_at,
                "issued_by": redirect.issued_by,
                "reason_ref": redirect.reason_ref,
            },
        )
        yield from supersede_open(search, redirect.team_id, redirect.redirect_id)

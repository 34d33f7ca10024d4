"""How redirects end without an answer: superseded, expired; escalated while they wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.redirects.state import Redirect
from domain.refusal import Conflict, Unknown
from domain.search import Search


class RedirectSuperseded(SearchEvent):
    """Another order, or the end of the deployment, took its place."""

    TOPIC: ClassVar[str] = "redirect.superseded"
    ABOUT: ClassVar[str] = "redirect_id"
    redirect_id: str
    team_id: str
    by: str | None

    def apply(self, search: Search) -> None:
        """It waits for nothing any more."""
        search.redirects[self.redirect_id].status = "superseded"


class RedirectExpired(SearchEvent):
    """Nobody answered in time."""

    TOPIC: ClassVar[str] = "redirect.expired"
    ABOUT: ClassVar[str] = "redirect_id"
    redirect_id: str
    team_id: str

    def apply(self, search: Search) -> None:
        """The team is free again."""
        search.redirects[self.redirect_id].status = "expired"
        team = search.teams[self.team_id]
        if team.assignment == self.redirect_id:
            team.assignment = None


class RedirectEscalated(SearchEvent):
    """Nobody answered: somebody has to call them."""

    TOPIC: ClassVar[str] = "redirect.escalated"
    ABOUT: ClassVar[str] = "redirect_id"
    redirect_id: str
    team_id: str

    def apply(self, search: Search) -> None:
        """Mark it for the officer."""
        search.redirects[self.redirect_id].escalated = True


def supersede_open(
    search: Search, team_id: str, by_redirect: str | None, *, only_proposed: bool = False
) -> Iterator[Decision]:
    """The open redirects of a team end, all but the one that takes their place."""
    for redirect in list(search.redirects.values()):
        if redirect.team_id != team_id or redirect.redirect_id == by_redirect:
            continue
        if redirect.status == "proposed" or (redirect.is_open and not only_proposed):
            yield (
                RedirectSuperseded,
                {
                    "redirect_id": redirect.redirect_id,
                    "team_id": team_id,
                    "by": by_redirect,
                },
            )


def open_redirect(search: Search, redirect_id: str) -> Redirect:
    """The redirect if it still waits for something."""
    redirect = search.redirects.get(redirect_id)
    if redirect is None:
        raise Unknown("redirect", redirect_id, "redirect_id")
    if not redirect.is_open:
        raise Conflict("redirect_ended", f"this redirect is {redirect.status} already")
    return redirect


def not_on_their_way(redirect: Redirect) -> None:
    """Refuse what is meant for a redirect that nobody has agreed to."""
    if redirect.status in ("wilco", "executing"):
        raise Conflict("redirect_answered", "the team is on its way")


@dataclass(frozen=True, slots=True)
class ExpireRedirect:
    """Let a redirect run out."""

    redirect_id: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Only one whose time is over and that nobody is executing."""
        redirect = open_redirect(search, self.redirect_id)
        not_on_their_way(redirect)
        if not redirect.is_over(by.now):
            raise Conflict("not_expired", "its time is not over yet")
        yield (
            RedirectExpired,
            {
                "redirect_id": redirect.redirect_id,
                "team_id": redirect.team_id,
            },
        )


@dataclass(frozen=True, slots=True)
class EscalateRedirect:
    """Ask for the team to be called."""

    redirect_id: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Once for each redirect that was sent, until the team says that it will comply."""
        redirect = open_redirect(search, self.redirect_id)
        if redirect.status == "proposed":
            raise Conflict("not_sent", "this redirect has not been sent yet")
        not_on_their_way(redirect)
        if redirect.escalated:
            raise Conflict("already_escalated", "somebody is calling them already")
        yield (
            RedirectEscalated,
            {
                "redirect_id": redirect.redirect_id,
                "team_id": redirect.team_id,
            },
        )

"""Replies: what a team answers to a redirect, by phone or heard by radio."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.redirects.state import REPLIES, Reply
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search


class RedirectReplied(SearchEvent):
    """The team answered."""

    TOPIC: ClassVar[str] = "redirect.replied"
    ABOUT: ClassVar[str] = "redirect_id"
    redirect_id: str
    team_id: str
    reply: str
    reason_ref: str | None
    on_behalf: bool

    def apply(self, search: Search) -> None:
        """A team that declined or is done has no assignment any more."""
        redirect = search.redirects[self.redirect_id]
        redirect.heard(Reply(self.reply, self.happened_at, self.on_behalf, self.reason_ref))
        team = search.teams[self.team_id]
        if team.assignment == self.redirect_id and not redirect.is_open:
            team.assignment = None


@dataclass(frozen=True, slots=True)
class ReplyToRedirect:
    """Answer a redirect; a reply to one that is over by now is still a fact."""

    redirect_id: str
    reply: str
    reason_ref: str | None = None
    on_behalf: bool = False
    team_id: str | None = None
    """The team that answers, where it is known; another team's redirect is refused."""

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Only what was sent can be answered."""
        redirect = search.redirects.get(self.redirect_id)
        if redirect is None:
            raise Unknown("redirect", self.redirect_id, "redirect_id")
        if self.reply not in REPLIES:
            raise invalid(
                "reply", f"expected one of {', '.join(REPLIES)}", "not_one_of", one_of=list(REPLIES)
            )
        if self.team_id is not None and self.team_id != redirect.team_id:
            raise Conflict("other_team", "this redirect went to another team", "redirect_id")
        if redirect.status == "proposed":
            raise Conflict("not_sent", "this redirect has not been sent yet")
        yield (
            RedirectReplied,
            {
                "redirect_id": redirect.redirect_id,
                "team_id": redirect.team_id,
                "reply": self.reply,
                "reason_ref": self.reason_ref,
                "on_behalf": self.on_behalf,
            },
        )

"""A redirect and what has become of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.moment import moment_of
from domain.place import Place

REPLIES = ("received", "wilco", "declined", "executing", "completed")
OPEN = ("proposed", "sent", "received", "wilco", "executing")
"""States in which a redirect still waits for something."""
RANK = {"sent": 0, "received": 1, "wilco": 2, "executing": 3, "completed": 4, "declined": 4}
"""Replies may arrive out of order; the one furthest along tells how things stand."""


@dataclass(slots=True)
class Reply:
    """What a team answered."""

    reply: str
    at: datetime
    on_behalf: bool
    reason_ref: str | None


@dataclass(slots=True)
class Redirect:
    """An order to a team to search elsewhere."""

    redirect_id: str
    team_id: str
    target: Place | None
    segments: tuple[int, ...]
    replaces: str | None
    because: tuple[int, ...]
    """Versions of the events that caused it."""
    grounds: tuple[dict[str, Any], ...]
    """The same causes in JSON, so that a phone can say them without having the events."""
    expected_pos: float | None
    expires_at: str | None
    issued_by: str
    reason_ref: str | None
    issued_at: datetime
    version: int
    status: str
    sent: bool = False
    """Whether the team was ever told; a proposal may end before that."""
    escalated: bool = False
    replies: list[Reply] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for something."""
        return self.status in OPEN

    def is_over(self, now: datetime) -> bool:
        """Whether its time is over; one without an end never runs out."""
        return self.expires_at is not None and moment_of(self.expires_at) <= now

    def heard(self, reply: Reply) -> None:
        """Take note of a reply, which changes the state only if it says something new."""
        self.replies.append(reply)
        if self.is_open and RANK[reply.reply] > RANK.get(self.status, 0):
            self.status = reply.reply

"""Redirects that nobody answers: somebody is asked to call, and in the end they run out."""

from datetime import timedelta
from uuid import UUID, uuid5

from coordinator.beliefs import Beliefs
from coordinator.policy.deciding import decided
from coordinator.policy.redirecting import POLICY
from coordinator.searches.commanding import Commanding
from domain.command import Command, Issued
from domain.moment import moment_of
from domain.redirects.ending import EscalateRedirect, ExpireRedirect


class Reminding:
    """Looks at the open redirects of a search from time to time."""

    def __init__(self, commanding: Commanding, beliefs: Beliefs) -> None:
        self._commanding = commanding
        self._beliefs = beliefs

    def look(self, search_id: UUID) -> int:
        """Escalate and expire what is due in an open search; how many."""
        if self._commanding.is_read_only(search_id):
            return 0
        now = self._beliefs.now()
        due: list[tuple[str, str, Command]] = []
        with self._commanding.reading(search_id) as search:
            if search.status != "open":
                return 0
            wait = timedelta(minutes=search.parameters["redirect_escalate"])
            for redirect in search.redirects.values():
                if redirect.status not in ("proposed", "sent", "received"):
                    continue
                over = redirect.expires_at
                if over is not None and moment_of(over) <= now:
                    due.append(("expire", "expired", ExpireRedirect(redirect.redirect_id)))
                elif (
                    redirect.status != "proposed"
                    and redirect.issued_at + wait <= now
                    and not redirect.escalated
                ):
                    due.append(("escalate", "escalated", EscalateRedirect(redirect.redirect_id)))
        done = 0
        for what, decision, command in due:
            name = f"{what}:{getattr(command, 'redirect_id', '')}"
            by = Issued(str(uuid5(search_id, name)), POLICY, POLICY, now, now)
            done += decided(self._commanding, search_id, command, by, decision)
        return done

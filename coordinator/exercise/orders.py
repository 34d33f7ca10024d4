"""How the trainees' teams took their orders."""

from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

from domain.search import Search

FOLLOWED = {"wilco", "executing", "completed"}


@dataclass(frozen=True, slots=True)
class Orders:
    """Redirects that were sent to teams whose phone a trainee held."""

    sent: int
    """Those that were replaced before anybody answered do not count."""
    followed: int
    answered_s: float | None
    """Median from sending to the first answer."""

    @property
    def share(self) -> float | None:
        """Of the orders, those that were followed; None without any."""
        return self.followed / self.sent if self.sent else None


def orders_of(search: Search, teams: Collection[str]) -> Orders:
    """The orders to these teams, by id, and what became of them."""
    sent = followed = 0
    seconds = []
    for redirect in search.redirects.values():
        if redirect.team_id not in teams or not redirect.sent:
            continue
        if not redirect.replies and not redirect.is_open:
            continue
        sent += 1
        followed += any(each.reply in FOLLOWED for each in redirect.replies)
        if redirect.replies:
            first = min(each.at for each in redirect.replies)
            seconds.append((first - redirect.issued_at).total_seconds())
    return Orders(sent, followed, median(seconds) if seconds else None)

"""The account behind a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coordinator.accounts.permissions import Action, may, only_for_own_team
from coordinator.accounts.role import Role


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking: an account and the session it asks in.

    `memberships` maps each search the account was expressly made a member of to the team it
    walks with there (None without one); `every_search` accounts belong to all others as well.
    `expires_at` is the end of the session in real time.
    """

    account_id: str
    name: str
    role: Role
    memberships: Mapping[str, str | None]
    every_search: bool
    session_id: str
    expires_at: datetime

    @property
    def search_ids(self) -> tuple[str, ...]:
        """The searches that the account was expressly made a member of, sorted."""
        return tuple(sorted(self.memberships))

    @property
    def team_id(self) -> str | None:
        """The team of an account that belongs to exactly one search, else None."""
        return next(iter(self.memberships.values())) if len(self.memberships) == 1 else None

    def team_in(self, search_id: str) -> str | None:
        """The team that the account walks with in this search, None without one."""
        return self.memberships.get(search_id)

    def may_see(self, search_id: str) -> bool:
        """Whether the account belongs to this search."""
        return self.every_search or search_id in self.memberships

    def may(self, action: Action, search_id: str | None = None, team_id: str | None = None) -> bool:
        """Whether the account may do this, in this search, for this team.

        `team_id` is the team that the action speaks for or of; without one the question is
        whether the account may do it for any team at all.
        """
        if not may(self.role, action):
            return False
        if search_id is None:
            return True
        if not self.may_see(search_id):
            return False
        if team_id is None or not only_for_own_team(self.role, action):
            return True
        return self.team_in(search_id) == team_id

"""Memberships: which accounts belong to which search, and to which team there."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from coordinator.accounts.sessions import Sessions
from coordinator.clock import Clock
from coordinator.database import Database
from coordinator.tables import membership


@dataclass(frozen=True, slots=True)
class Membership:
    """One account in one search; `team_id` is the team it walks with, None without one."""

    account_id: str
    search_id: str
    team_id: str | None


class Memberships:
    """Adds and ends memberships; a change counts from the next request on."""

    def __init__(self, database: Database, clock: Clock, sessions: Sessions) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions

    def add(self, account_id: str, search_id: str, team_id: str | None = None) -> None:
        """Make an account a member, or change its team when it is one already."""
        with self._database.writing() as connection:
            self.add_within(connection, account_id, search_id, team_id)
        self._sessions.forget_answers()

    def add_within(
        self, connection: Connection, account_id: str, search_id: str, team_id: str | None
    ) -> None:
        """`add` as a part of a larger transaction."""
        mine = (membership.c.account_id == account_id) & (membership.c.search_id == search_id)
        changed = connection.execute(update(membership).where(mine).values(team_id=team_id))
        if changed.rowcount == 0:
            connection.execute(
                insert(membership).values(
                    account_id=account_id,
                    search_id=search_id,
                    team_id=team_id,
                    since=self._clock.now(),
                )
            )

    def remove(self, account_id: str, search_id: str) -> None:
        """End a membership and the sessions of the account, which may be watching just now."""
        with self._database.writing() as connection:
            connection.execute(
                delete(membership).where(
                    membership.c.account_id == account_id, membership.c.search_id == search_id
                )
            )
        self._sessions.revoke_account(account_id)
        self._sessions.forget_answers()

    def teams(self, search_id: str, account_ids: set[str]) -> dict[str, str]:
        """The team that each of these accounts walks with; those without one are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(membership.c.account_id, membership.c.team_id).where(
                    membership.c.search_id == search_id,
                    membership.c.team_id.is_not(None),
                    membership.c.account_id.in_(sorted(account_ids)),
                )
            )
            return {row.account_id: row.team_id for row in rows}

    def of_search(self, search_id: str) -> list[Membership]:
        """The express members of a search, by account id."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(membership)
                .where(membership.c.search_id == search_id)
                .order_by(membership.c.account_id)
            )
            return [Membership(row.account_id, row.search_id, row.team_id) for row in rows]

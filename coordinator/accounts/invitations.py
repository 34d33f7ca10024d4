"""Invitations: how a phone joins one search, once."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from coordinator.accounts.account import account_name, name_key
from coordinator.accounts.memberships import Memberships
from coordinator.accounts.refused import AccountRefused
from coordinator.accounts.role import Role
from coordinator.accounts.sessions import Sessions
from coordinator.accounts.token import new_token, token_hash
from coordinator.clock import Clock
from coordinator.database import Database
from coordinator.tables import account, invitation

INVITED_ROLES = (Role.STREET, Role.WATCHER, Role.VIDEO)
VALID_FOR = timedelta(hours=12)
LONGEST_VALID = timedelta(days=7)
# Longer than almost every search; nobody types a password in the rain.
SESSION_LASTS = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An offer to join one search in one role, for a street phone in one team.

    Open until `expires_at` (real time), `accepted_at` or `revoked_at`. `account_id` is the
    account that was made when it was accepted.
    """

    invitation_id: str
    search_id: str
    role: Role
    team_id: str | None
    name: str | None
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    account_id: str | None
    revoked_at: datetime | None


class Invitations:
    """Issues invitations, lets each be accepted once, and takes them back.

    The account made by an invitation has no password and belongs to that one search only.
    """

    def __init__(
        self, database: Database, clock: Clock, sessions: Sessions, memberships: Memberships
    ) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions
        self._memberships = memberships

    def issue(
        self,
        search_id: str,
        role: Role,
        issued_by: str,
        *,
        team_id: str | None = None,
        name: str | None = None,
        valid_for: timedelta = VALID_FOR,
    ) -> tuple[Invitation, str]:
        """A new invitation and its token, which is shown only here.

        A street invitation needs a team and no other may have one; `name` is what the account
        will be called (default: its role and a number). AccountRefused says what is wrong.
        """
        if role not in INVITED_ROLES:
            raise AccountRefused("role_not_invitable", "expected the role street, watcher or video")
        if (team_id is not None) != (role is Role.STREET):
            raise AccountRefused(
                "team_mismatch", "expected a team for a street invitation, and for no other"
            )
        if not timedelta(0) < valid_for <= LONGEST_VALID:
            raise AccountRefused("bad_validity", "expected a validity of at most 7 days")
        token, now = new_token(), self._clock.now()
        made = Invitation(
            invitation_id=str(uuid.uuid4()),
            search_id=search_id,
            role=role,
            team_id=team_id,
            name=None if name is None else account_name(name),
            issued_by=issued_by,
            issued_at=now,
            expires_at=now + valid_for,
            accepted_at=None,
            account_id=None,
            revoked_at=None,
        )
        with self._database.writing() as connection:
            connection.execute(
                insert(invitation).values(
                    invitation_id=made.invitation_id,
                    token_hash=token_hash(token),
                    search_id=search_id,
                    role=role.value,
                    team_id=team_id,
                    name=made.name,
                    issued_by=issued_by,
                    issued_at=now,
                    expires_at=made.expires_at,
                )
            )
        return made, token

    def accept(self, token: str) -> str:
        """Join the search: make the account and return its session token.

        AccountRefused `invitation_invalid` when the token is unknown, used, revoked or expired;
        which of these is not told.
        """
        now = self._clock.now()
        with self._database.writing() as connection:
            row = connection.execute(
                update(invitation)
                .where(
                    invitation.c.token_hash == token_hash(token),
                    invitation.c.accepted_at.is_(None),
                    invitation.c.revoked_at.is_(None),
                    invitation.c.expires_at > now,
                )
                .values(accepted_at=now)
                .returning(*invitation.c)
            ).one_or_none()
            if row is None:
                raise AccountRefused(
                    "invitation_invalid",
                    "this invitation is unknown, used or expired: ask for a new one",
                )
            account_id = self._make_account(connection, _invitation(row), now)
            connection.execute(
                update(invitation)
                .where(invitation.c.invitation_id == row.invitation_id)
                .values(account_id=account_id)
            )
            self._memberships.add_within(connection, account_id, row.search_id, row.team_id)
            return self._sessions.start_within(connection, account_id, SESSION_LASTS)

    def revoke(self, search_id: str, invitation_id: str) -> bool:
        """Take an invitation of this search back, and whatever was made of it.

        The account it made, if any, is disabled and its sessions end at once. False when the
        search has no such invitation; revoking twice is the same as once.
        """
        now = self._clock.now()
        with self._database.writing() as connection:
            row = connection.execute(
                select(invitation).where(
                    invitation.c.invitation_id == invitation_id,
                    invitation.c.search_id == search_id,
                )
            ).one_or_none()
            if row is None:
                return False
            connection.execute(
                update(invitation)
                .where(
                    invitation.c.invitation_id == invitation_id, invitation.c.revoked_at.is_(None)
                )
                .values(revoked_at=now)
            )
            joined: str | None = connection.execute(
                select(invitation.c.account_id).where(invitation.c.invitation_id == invitation_id)
            ).scalar_one()
            if joined is not None:
                connection.execute(
                    update(account)
                    .where(account.c.account_id == joined, account.c.disabled_at.is_(None))
                    .values(disabled_at=now)
                )
        if joined is not None:
            self._sessions.revoke_account(joined)
        return True

    def of_search(self, search_id: str) -> list[Invitation]:
        """All invitations of a search, in the order they were issued."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(invitation)
                .where(invitation.c.search_id == search_id)
                .order_by(invitation.c.issued_at, invitation.c.invitation_id)
            )
            return [_invitation(row) for row in rows]

    def _make_account(self, connection: Connection, accepted: Invitation, now: datetime) -> str:
        account_id = str(uuid.uuid4())
        wanted = accepted.name or f"{accepted.role} {account_id[:4]}"
        name = wanted
        if _taken(connection, name):
            # Two phones may well be given the same name; the person is not asked in the rain.
            name = f"{wanted[:70]} {account_id[:8]}"
        connection.execute(
            insert(account).values(
                account_id=account_id,
                name=name,
                name_key=name_key(name),
                role=accepted.role.value,
                every_search=False,
                created_at=now,
            )
        )
        return account_id


def _taken(connection: Connection, name: str) -> bool:
    query = select(account.c.account_id).where(account.c.name_key == name_key(name))
    return connection.execute(query).first() is not None


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        invitation_id=row.invitation_id,
        search_id=row.search_id,
        role=Role(row.role),
        team_id=row.team_id,
        name=row.name,
        issued_by=row.issued_by,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        accepted_at=row.accepted_at,
        account_id=row.account_id,
        revoked_at=row.revoked_at,
    )

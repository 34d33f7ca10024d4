"""The accounts of an installation: who may sign in, and the way in."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from coordinator.accounts.account import Account, account_name, name_key
from coordinator.accounts.invitations import Invitations
from coordinator.accounts.memberships import Memberships
from coordinator.accounts.passwords import Passwords
from coordinator.accounts.principal import Principal
from coordinator.accounts.refused import AccountRefused
from coordinator.accounts.role import Role
from coordinator.accounts.sessions import Sessions
from coordinator.accounts.throttle import LoginThrottle
from coordinator.clock import Clock
from coordinator.database import Database
from coordinator.tables import account, invitation, membership

# One shift with its handover.
SESSION_LASTS = timedelta(hours=14)


class TooManyAttempts(AccountRefused):
    """Too many wrong passwords; `wait_s` says how long to wait."""

    def __init__(self, wait_s: float) -> None:
        super().__init__("too_many_attempts", "too many wrong passwords, wait before the next")
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: its token, shown only here, and who it belongs to."""

    token: str
    principal: Principal


class Accounts:
    """People and how they sign in. Safe to use from several threads.

    Lives in real time, also in an exercise. `sessions`, `memberships` and `invitations` are parts
    of it that others use directly.
    """

    def __init__(
        self, database: Database, clock: Clock | None = None, passwords: Passwords | None = None
    ) -> None:
        self._database = database
        self._clock = clock or Clock()
        self._passwords = passwords or Passwords()
        self._throttle = LoginThrottle()
        self.sessions = Sessions(database, self._clock)
        self.memberships = Memberships(database, self._clock, self.sessions)
        self.invitations = Invitations(database, self._clock, self.sessions, self.memberships)

    def add(
        self, name: str, role: Role, password: str | None, *, every_search: bool | None = None
    ) -> Account:
        """Make an account; AccountRefused when the name is taken or bad, or the password weak.

        Without a password nobody can log in to it. `every_search` says whether it belongs to all
        searches (default: as is usual for the role, see `Role.of_the_station`).
        """
        made = Account(
            account_id=str(uuid.uuid4()),
            name=account_name(name),
            role=role,
            every_search=role.of_the_station if every_search is None else every_search,
            created_at=self._clock.now(),
            disabled_at=None,
        )
        stored = None if password is None else self._passwords.hash(password)
        try:
            with self._database.writing() as connection:
                connection.execute(
                    insert(account).values(
                        account_id=made.account_id,
                        name=made.name,
                        name_key=name_key(made.name),
                        role=role.value,
                        password_hash=stored,
                        every_search=made.every_search,
                        created_at=made.created_at,
                    )
                )
        except IntegrityError as problem:
            raise AccountRefused("name_taken", f"the name {made.name!r} is taken") from problem
        return made

    def find(self, name: str) -> Account | None:
        """The account of this name, however it is spelt."""
        key = name_key(name)
        if key is None:
            return None
        with self._database.reading() as connection:
            row = connection.execute(select(account).where(account.c.name_key == key)).first()
        return None if row is None else _account(row)

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(account).order_by(account.c.name_key)).all()
        return [_account(row) for row in rows]

    def names(self, account_ids: set[str]) -> dict[str, str]:
        """The names of these accounts, for readers who may know them; unknown ids are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(account.c.account_id, account.c.name).where(
                    account.c.account_id.in_(sorted(account_ids))
                )
            )
            return {row.account_id: row.name for row in rows}

    def log_in(self, name: str, password: str, address: str) -> SignedIn:
        """Sign in by name and password, from a network address.

        AccountRefused `wrong_login` does not tell which of the two was wrong; TooManyAttempts
        comes before the password is even looked at.
        """
        key = name_key(name)
        wait = self._throttle.attempt(key or "", address)
        if wait > 0:
            raise TooManyAttempts(wait)
        with self._database.reading() as connection:
            row = connection.execute(
                select(account).where(
                    account.c.name_key == (key or ""), account.c.disabled_at.is_(None)
                )
            ).first()
        stored = None if row is None else row.password_hash
        if not self._passwords.right(stored, password) or row is None:
            raise AccountRefused("wrong_login", "the name or the password is wrong")
        self._throttle.succeeded(key or "", address)
        if self._passwords.outdated(row.password_hash):
            self._store_password(row.account_id, password)
        return self.sign_in(row.account_id)

    def sign_in(self, account_id: str, lasting: timedelta = SESSION_LASTS) -> SignedIn:
        """Start a session without a password, for those who know the person otherwise."""
        return self._signed_in(self.sessions.start(account_id, lasting))

    def accept_invitation(self, token: str) -> SignedIn:
        """Join a search by its one-time invitation; see `Invitations.accept`."""
        return self._signed_in(self.invitations.accept(token))

    def set_password(self, account_id: str, password: str) -> None:
        """Give an account a new password and end its sessions."""
        self._store_password(account_id, password)
        self.sessions.revoke_account(account_id)

    def disable(self, account_id: str) -> None:
        """Shut an account out at once; it stays known, since events and logs name its id."""
        with self._database.writing() as connection:
            connection.execute(
                update(account)
                .where(account.c.account_id == account_id, account.c.disabled_at.is_(None))
                .values(disabled_at=self._clock.now())
            )
        self.sessions.revoke_account(account_id)

    def forget_search(self, search_id: str) -> None:
        """Delete what names people of this search: its invitations, the accounts that these made,
        and its memberships. Doing it twice is the same as once.
        """
        made = select(invitation.c.account_id).where(
            invitation.c.search_id == search_id, invitation.c.account_id.is_not(None)
        )
        with self._database.reading() as connection:
            invited = list(connection.execute(made).scalars())
        for account_id in invited:
            self.sessions.revoke_account(account_id)
        with self._database.writing() as connection:
            connection.execute(
                delete(account).where(
                    or_(account.c.account_id.in_(made), account.c.account_id.in_(invited))
                )
            )
            connection.execute(delete(invitation).where(invitation.c.search_id == search_id))
            connection.execute(delete(membership).where(membership.c.search_id == search_id))
        self.sessions.forget_answers()

    def close(self) -> None:
        """Stop the threads that this has started."""
        self.sessions.close()

    def _signed_in(self, token: str) -> SignedIn:
        principal = self.sessions.principal(token)
        if principal is None:
            raise AccountRefused("account_disabled", "this account is disabled")
        return SignedIn(token, principal)

    def _store_password(self, account_id: str, password: str) -> None:
        stored = self._passwords.hash(password)
        with self._database.writing() as connection:
            connection.execute(
                update(account)
                .where(account.c.account_id == account_id)
                .values(password_hash=stored)
            )


def _account(row: Row[Any]) -> Account:
    return Account(
        account_id=row.account_id,
        name=row.name,
        role=Role(row.role),
        every_search=row.every_search,
        created_at=row.created_at,
        disabled_at=row.disabled_at,
    )

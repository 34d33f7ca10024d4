"""Sessions: who is signed in, until when, and who no longer is."""

import logging
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from coordinator.accounts.principal import Principal
from coordinator.accounts.role import Role
from coordinator.accounts.token import new_token, token_hash
from coordinator.clock import Clock
from coordinator.database import Database, StorageUnavailableError
from coordinator.tables import Moment, account, membership, session

# How long a change made by another process may stay unnoticed here.
FRESH_S = 1.0
OUTAGE_S = 300.0
"""How long somebody who was known stays so while the database does not answer. Nobody can be heard
of then who was shut out, and a desk that goes dark helps nobody."""
REMEMBERED = 20_000
# Wider than any difference between the clocks of machines that serve one database.
LOOK_BACK = timedelta(minutes=5)
KEPT = timedelta(days=30)

_log = logging.getLogger(__name__)

Listener = Callable[[str], None]
"""Called with the id of a session that has been revoked, from any thread."""


class Sessions:
    """Signs in and out by random tokens of which only the hash is stored.

    A revocation takes effect at once in the process that made it and within about a second in
    others; `listen` tells those who hold sockets open. Lives in real time, also in an exercise:
    a session does not end sixty times sooner because the exercise runs faster.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[bytes, tuple[Principal, float]] = OrderedDict()
        self._generation = 0
        self._listeners: list[Listener] = []
        self._told: OrderedDict[str, None] = OrderedDict()
        self._stop = threading.Event()
        self._watch: threading.Thread | None = None

    def start(self, account_id: str, lasting: timedelta) -> str:
        """Sign an account in and return the token, which is shown only here."""
        with self._database.writing() as connection:
            return self.start_within(connection, account_id, lasting)

    def start_within(self, connection: Connection, account_id: str, lasting: timedelta) -> str:
        """`start` as a part of a larger transaction."""
        token, now = new_token(), self._clock.now()
        # Ended sessions are only of use for telling other processes about them.
        connection.execute(delete(session).where(session.c.expires_at < now - KEPT))
        connection.execute(
            insert(session).values(
                session_id=str(uuid.uuid4()),
                token_hash=token_hash(token),
                account_id=account_id,
                started_at=now,
                expires_at=now + lasting,
            )
        )
        return token

    def principal(self, token: str) -> Principal | None:
        """Who asks with this token; None when it is unknown, expired, revoked or disabled.

        StorageUnavailableError when the database does not answer and did not know them lately.
        """
        digest = token_hash(token)
        if digest is None:
            return None
        found = self.remembered(token)
        if found is None:
            generation = self._generation
            try:
                found = self._look_up(digest)
            except StorageUnavailableError:
                found = self.remembered(token, OUTAGE_S)
                if found is None:
                    raise
                return found
            if found is not None:
                self._remember(digest, found, generation)
        return found

    def remembered(self, token: str, within_s: float = FRESH_S) -> Principal | None:
        """The answer of `principal` if it is known without asking the database, else None."""
        digest = token_hash(token)
        with self._lock:
            known = self._known.get(digest or b"")
        if known is None or time.monotonic() - known[1] > within_s:
            return None
        return known[0] if known[0].expires_at > self._clock.now() else None

    def revoke(self, session_id: str) -> None:
        """End one session; ending it twice is the same as once."""
        self._revoke(session.c.session_id == session_id)

    def revoke_account(self, account_id: str) -> None:
        """End all sessions of an account."""
        self._revoke(session.c.account_id == account_id)

    def forget_answers(self) -> None:
        """Ask the database again for everybody: memberships or accounts have changed."""
        with self._lock:
            self._generation += 1
            self._known.clear()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` once for each session revoked from now on; returns how to stop that.

        The listener must be quick and must not raise.
        """
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def start_watching(self, every_s: float = 0.5) -> None:
        """Notice revocations made by other processes, in a thread of its own."""
        if self._watch is None:
            self._stop.clear()
            self._watch = threading.Thread(
                target=self._watch_others, args=(every_s,), name="session-watch", daemon=True
            )
            self._watch.start()

    @property
    def watching(self) -> bool:
        """Whether revocations made by other processes are noticed."""
        return self._watch is not None and self._watch.is_alive()

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()
        if self._watch is not None:
            self._watch.join()
            self._watch = None

    def notice_revocations(self) -> None:
        """Tell the listeners of every recent revocation that they have not been told of yet."""
        since = self._clock.now() - LOOK_BACK
        with self._database.reading() as connection:
            rows = connection.execute(
                select(session.c.session_id).where(session.c.revoked_at > since)
            )
            self._tell([row.session_id for row in rows])

    def _revoke(self, which: ColumnElement[bool]) -> None:
        with self._database.writing() as connection:
            ids = connection.execute(
                update(session)
                .where(which, session.c.revoked_at.is_(None))
                .values(revoked_at=self._clock.now())
                .returning(session.c.session_id)
            ).scalars()
            revoked = list(ids)
        self._tell(revoked)

    def _tell(self, session_ids: list[str]) -> None:
        with self._lock:
            news = [one for one in session_ids if one not in self._told]
            self._told.update(dict.fromkeys(news))
            while len(self._told) > REMEMBERED:
                self._told.popitem(last=False)
            listeners = list(self._listeners)
        if news:
            self.forget_answers()
        for listener in listeners:
            for session_id in news:
                listener(session_id)

    def _watch_others(self, every_s: float) -> None:
        while not self._stop.wait(every_s):
            try:
                self.notice_revocations()
            except StorageUnavailableError as problem:
                _log.warning("cannot look for revoked sessions: %s", problem)

    def _look_up(self, digest: bytes) -> Principal | None:
        with self._database.reading() as connection:
            rows = connection.execute(_WHO, {"digest": digest, "now": self._clock.now()}).all()
        if not rows:
            return None
        first = rows[0]
        return Principal(
            account_id=first.account_id,
            name=first.name,
            role=Role(first.role),
            memberships={row.search_id: row.team_id for row in rows if row.search_id is not None},
            every_search=first.every_search,
            session_id=first.session_id,
            expires_at=first.expires_at,
        )

    def _remember(self, digest: bytes, principal: Principal, generation: int) -> None:
        with self._lock:
            # What was read before a revocation must not be remembered after it.
            if generation != self._generation:
                return
            self._known[digest] = principal, time.monotonic()
            self._known.move_to_end(digest)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)


_WHO = (
    select(
        account.c.account_id,
        account.c.name,
        account.c.role,
        account.c.every_search,
        session.c.session_id,
        session.c.expires_at,
        membership.c.search_id,
        membership.c.team_id,
    )
    .join_from(session, account)
    .outerjoin(membership, membership.c.account_id == account.c.account_id)
    .where(
        session.c.token_hash == bindparam("digest"),
        session.c.revoked_at.is_(None),
        session.c.expires_at > bindparam("now", type_=Moment()),
        account.c.disabled_at.is_(None),
    )
)

"""Telemetry shared by the processes of one installation through small tables of its database.

Each process keeps the rows of its own phones under its row in `serving_process`, whose `beat`
says that it lives and whose `changes` that its rows are new. Twice a second everybody reads those
few rows, and more only after a change. No clock of any machine matters: a process is gone when
its beat stands still.
"""

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from threading import Event, Thread

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from coordinator.clock import Clock
from coordinator.database import Database, StorageUnavailableError
from coordinator.tables import connected_team, serving_process, shown_redirect
from coordinator.telemetry.telemetry import Shown, Teams, Telemetry
from domain.moment import moment_text

LOOK_EVERY_S = 0.5
BEAT_EVERY_S = 3.0
GONE_AFTER_S = 15.0
FORGOTTEN_AFTER_S = 120.0
SHOWN_KEPT = timedelta(days=30)

log = logging.getLogger(__name__)


class SharedTelemetry:
    """Begins with `start`. Writes and reads in a thread of its own; what cannot be written now is
    written at the next look."""

    def __init__(
        self,
        database: Database,
        telemetry: Telemetry,
        clock: Clock,
        *,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._telemetry = telemetry
        self._clock = clock
        self._real = Clock()
        self._steady = steady
        self._process_id = str(uuid.uuid4())
        self._new = Event()
        self._stopping = Event()
        self._written: Teams | None = None
        """The teams that others can read of this process; None before the first time."""
        self._known: set[str] = set()
        """The redirects whose showing others can read."""
        self._beat_at = float("-inf")
        self._alive: dict[str, tuple[int, float]] = {}
        """The beat of each process, and when it was first seen."""
        self._read: dict[str, int] = {}
        """How many changes of each living process have been read."""
        self._followed: set[str] = set()
        self._thread = Thread(target=self._run, name="telemetry", daemon=True)
        telemetry.sharing = self

    def start(self) -> None:
        """Begin to share."""
        self._thread.start()

    def changed(self) -> None:
        """Something here has changed: others shall know it at once."""
        self._new.set()

    def stop(self) -> None:
        """Stop, and say that this process is gone."""
        self._stopping.set()
        self._new.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)
            try:
                with self._database.writing() as connection:
                    self._remove(connection, self._process_id)
            except StorageUnavailableError:
                return

    def look(self) -> None:
        """Write what is new here, read what is new elsewhere."""
        teams, shown, followed = self._telemetry.ours()
        self._write(teams, shown)
        self._learn(followed)

    def blind(self) -> None:
        """The database could not be read: a beat that could not be seen has not stood still."""
        self._alive.clear()

    def _run(self) -> None:
        troubled = False
        while not self._stopping.is_set():
            self._new.clear()
            try:
                self.look()
                troubled = False
            except StorageUnavailableError as problem:
                if not troubled:
                    log.warning("telemetry is not shared: %s", problem)
                troubled = True
                self.blind()
            except Exception:
                log.exception("telemetry is not shared")
                self.blind()
            # What comes together goes together.
            self._stopping.wait(LOOK_EVERY_S / 5)
            self._new.wait(LOOK_EVERY_S)

    def _write(self, teams: Teams, shown: list[Shown]) -> None:
        before = self._written or {}
        fresh = [one for one in shown if one.redirect_id not in self._known]
        now = self._steady()
        new = self._written is None or teams != before or bool(fresh)
        if not new and now - self._beat_at < BEAT_EVERY_S:
            return
        with self._database.writing() as connection:
            if not self._beats(connection, new):
                # The first time, or others took this process for gone.
                connection.execute(
                    insert(serving_process).values(process_id=self._process_id, beat=0, changes=0)
                )
                before = {}
                old = shown_redirect.c.noted_at < self._real.now() - SHOWN_KEPT
                connection.execute(delete(shown_redirect).where(old))
            for search_id, team_id in before.keys() - teams.keys():
                connection.execute(
                    delete(connected_team).where(
                        connected_team.c.process_id == self._process_id,
                        connected_team.c.search_id == search_id,
                        connected_team.c.team_id == team_id,
                    )
                )
            came = [
                {"process_id": self._process_id, "search_id": s, "team_id": t, "since": since}
                for (s, t), since in teams.items()
                if (s, t) not in before
            ]
            if came:
                connection.execute(insert_or(connected_team).on_conflict_do_nothing(), came)
            noted = [{**asdict(one), "noted_at": self._real.now()} for one in fresh]
            if noted:
                connection.execute(insert_or(shown_redirect).on_conflict_do_nothing(), noted)
        self._written, self._beat_at = teams, now
        self._known = {one.redirect_id for one in shown}

    def _beats(self, connection: Connection, new: bool) -> bool:
        beaten = connection.execute(
            update(serving_process)
            .where(serving_process.c.process_id == self._process_id)
            .values(
                beat=serving_process.c.beat + 1,
                changes=serving_process.c.changes + int(new),
            )
        )
        return beaten.rowcount == 1

    def _learn(self, followed: set[str]) -> None:
        with self._database.reading() as connection:
            rows = connection.execute(select(serving_process)).all()
            others = {r.process_id: r for r in rows if r.process_id != self._process_id}
            living, forgotten = self._living({p: r.beat for p, r in others.items()})
            read = {p: others[p].changes for p in living}
            if read != self._read or not followed <= self._followed:
                teams = self._teams(connection, living)
                shown = connection.execute(
                    select(shown_redirect).where(shown_redirect.c.search_id.in_(followed))
                ).all()
                told = [Shown(r.search_id, r.redirect_id, r.at) for r in shown]
                self._telemetry.learn(teams, told, followed, moment_text(self._clock.now()))
                self._known |= {one.redirect_id for one in told}
        self._read, self._followed = read, followed
        if forgotten:
            with self._database.writing() as connection:
                for process_id in forgotten:
                    self._remove(connection, process_id)

    def _living(self, beats: dict[str, int]) -> tuple[set[str], set[str]]:
        now = self._steady()
        self._alive = {
            p: self._alive[p] if self._alive.get(p, (None,))[0] == beat else (beat, now)
            for p, beat in beats.items()
        }
        age = {p: now - since for p, (_, since) in self._alive.items()}
        return (
            {p for p in age if age[p] <= GONE_AFTER_S},
            {p for p in age if age[p] > FORGOTTEN_AFTER_S},
        )

    @staticmethod
    def _teams(connection: Connection, living: set[str]) -> Teams:
        rows = connection.execute(
            select(connected_team).where(connected_team.c.process_id.in_(living))
        ).all()
        teams: Teams = {}
        for row in sorted(rows, key=lambda row: str(row.since)):
            teams.setdefault((row.search_id, row.team_id), row.since)
        return teams

    @staticmethod
    def _remove(connection: Connection, process_id: str) -> None:
        connection.execute(
            delete(serving_process).where(serving_process.c.process_id == process_id)
        )

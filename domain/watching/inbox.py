"""The inbox: what watchers reported in one search, in a stream of its own."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate, AggregateCreated, AggregateEvent

from domain.command import Issued
from domain.moment import moment_of, moment_text
from domain.place import Place
from domain.refusal import Conflict, TooMany, Unknown, invalid, reused_key
from domain.watching.watcher_report import WatcherReport

MOST_AT_ONCE = 10
"""Reports of one watcher in `AT_ONCE`: more than anybody sees, also after a while without a net."""
AT_ONCE = timedelta(minutes=1)


def inbox_id(search_id: UUID) -> UUID:
    """The id of a search's inbox, derived so that nobody has to remember it."""
    return uuid5(search_id, "inbox")


class Inbox(Aggregate):
    """The reports of one search, in the order they came in."""

    TOPIC: ClassVar[str] = "inbox"

    class Event(AggregateEvent):
        """Something about an inbox."""

        TOPIC: ClassVar[str] = "inbox.event"

    class Created(AggregateCreated, Event):
        """A search has an inbox."""

        TOPIC: ClassVar[str] = "inbox.begun"
        search_id: str

    class AboutReport(Event):
        """Something about one report, by somebody's command."""

        TOPIC: ClassVar[str] = "watcher_report.event"
        report_id: str
        command_id: str
        command_digest: str
        actor: str

        def apply(self, aggregate: "Inbox") -> None:
            """Remember what the command led to."""
            aggregate.answered[self.command_id] = self.command_digest, self.report_id

    class Received(AboutReport):
        """A watcher may have seen him."""

        TOPIC: ClassVar[str] = "watcher_report.received"
        lon: float
        lat: float
        at: str
        late: bool
        note_ref: str | None

        def apply(self, aggregate: "Inbox") -> None:
            """Put it at the end."""
            Inbox.AboutReport.apply(self, aggregate)
            aggregate.reports[self.report_id] = WatcherReport(
                self.report_id, len(aggregate.reports) + 1, Place(self.lon, self.lat),
                moment_of(self.at), self.timestamp, self.late, self.actor, self.note_ref,
            )  # fmt: skip

    class PhotoAdded(AboutReport):
        """The watcher sent a photo to a report."""

        TOPIC: ClassVar[str] = "watcher_report.photo_added"
        photo_id: str

        def apply(self, aggregate: "Inbox") -> None:
            """It stays with the report."""
            Inbox.AboutReport.apply(self, aggregate)
            aggregate.reports[self.report_id].photo_id = self.photo_id

    class SetAside(AboutReport):
        """An officer needs no more of it."""

        TOPIC: ClassVar[str] = "watcher_report.set_aside"

        def apply(self, aggregate: "Inbox") -> None:
            """It does not wait any more."""
            Inbox.AboutReport.apply(self, aggregate)
            aggregate.reports[self.report_id].set_aside = True

    class TakenBack(AboutReport):
        """Setting it aside was a mistake."""

        TOPIC: ClassVar[str] = "watcher_report.taken_back"

        def apply(self, aggregate: "Inbox") -> None:
            """It waits again."""
            Inbox.AboutReport.apply(self, aggregate)
            aggregate.reports[self.report_id].set_aside = False

    def __init__(self, search_id: str) -> None:
        self.search_id = search_id
        self.reports: dict[str, WatcherReport] = {}
        self.answered: dict[str, tuple[str, str]] = {}

    @classmethod
    def begin(cls, search_id: UUID, now: datetime) -> "Inbox":
        """The inbox of a search in which nobody has reported anything."""
        return cls._create(
            Inbox.Created, id=inbox_id(search_id), timestamp=now, search_id=str(search_id)
        )

    def report(self, report_id: str) -> WatcherReport:
        """A report; Unknown when there is none."""
        found = self.reports.get(report_id)
        if found is None:
            raise Unknown("report", report_id, "report_id")
        return found

    def answer_to(self, by: Issued) -> str | None:
        """The report that this very command concerned before, None when it is new."""
        digest, report_id = self.answered.get(by.command_id, (by.digest, None))
        if digest != by.digest:
            raise reused_key()
        return report_id

    def receive(
        self, place: Place, at: datetime, note_ref: str | None, by: Issued, *, late: bool
    ) -> str:
        """Take a report in, from anywhere on earth and at any time after the fact; its id.

        TooMany when the watcher has sent many within a minute.
        """
        if not (-180 <= place.lon <= 180 and -90 <= place.lat <= 90):
            raise invalid(
                "lon", "expected longitude then latitude in WGS 84 degrees", "not_a_place"
            )
        if at > by.now:
            raise invalid("at", "lies in the future: expected a past time", "in_the_future")
        self._not_too_often(by)
        report_id = by.new_id("watcher_report")
        self._trigger(
            Inbox.Received, report_id, by, lon=place.lon, lat=place.lat, at=moment_text(at),
            late=late, note_ref=note_ref,
        )  # fmt: skip
        return report_id

    def add_photo(self, report_id: str, photo_id: str, by: Issued) -> None:
        """Keep the photo of a report; Conflict when it has one already."""
        if self.report(report_id).photo_id is not None:
            raise Conflict("photo_there", "this report has a photo already")
        self._trigger(Inbox.PhotoAdded, report_id, by, photo_id=photo_id)

    def set_aside(self, report_id: str, aside: bool, by: Issued) -> None:
        """Set a report aside, or have it wait again; Conflict when that is so already."""
        if self.report(report_id).set_aside == aside:
            code = "already_set_aside" if aside else "already_waiting"
            raise Conflict(code, "a colleague was faster: this is so already")
        self._trigger(Inbox.SetAside if aside else Inbox.TakenBack, report_id, by)

    def _not_too_often(self, by: Issued) -> None:
        own = [r.received_at for r in self.reports.values() if r.actor == by.actor]
        if len(own) < MOST_AT_ONCE:
            return
        wait = own[-MOST_AT_ONCE] + AT_ONCE - by.now
        if wait > timedelta():
            raise TooMany(
                "too_many_reports",
                f"expected at most {MOST_AT_ONCE} reports a minute",
                wait.total_seconds(),
            )

    def _trigger(
        self, event: type["Inbox.AboutReport"], report_id: str, by: Issued, **data: object
    ) -> None:
        self.trigger_event(
            event, timestamp=by.now, report_id=report_id, command_id=by.command_id,
            command_digest=by.digest, actor=by.actor, **data,
        )  # fmt: skip

"""Commands about what watchers report."""

from collections.abc import Generator
from contextlib import contextmanager

from coordinator.accounts import Action
from domain.command import Answer
from domain.knowledge.sighting import ReportSighting
from domain.refusal import Conflict, Unknown
from domain.watching.inbox import Inbox
from domain.watching.watcher_report import WatcherReport
from web.routes.commands.given import Given, corrected
from web.routes.commands.pattern import Commands, add_command
from web.wire.watching import AsideBody, TakeUpBody, WatcherReportBody

commands = Commands("watching")


def send_watcher_report(given: Given, body: WatcherReportBody) -> Answer:
    """Report that the subject may have been seen.

    It lies in the inbox until an officer takes it up as a sighting. The answer names the version
    of the search, which reports do not change. More than ten a minute from one watcher: 429.
    """
    by = given.by
    at = corrected(body.at, given.device_error, by.now, "at") if body.at else by.occurred_at
    version, late = given.look(lambda search: (search.version, search.status == "closed"))
    note_ref = given.ref("note", body.note)
    given.texts.seal(given.services.vault)
    kept = given.services.inboxes.obey(
        given.search_id, by, lambda inbox: inbox.receive(body.place, at, note_ref, by, late=late)
    )
    return Answer(version, kept.report_id, kept.repeated)


def set_watcher_report_aside(given: Given, body: AsideBody) -> Answer:
    """Set a report aside, or take that back.

    The answer names the version of the search, which this does not change.
    """
    version = given.look(lambda search: search.version)

    def decide(inbox: Inbox) -> str:
        report = inbox.report(given.ids["report_id"])
        if given.look(lambda search: report.sighting_id in search.sightings):
            raise Conflict("already_taken_up", "this is a sighting already")
        inbox.set_aside(report.report_id, body.aside, given.by)
        return report.report_id

    kept = given.services.inboxes.obey(given.search_id, given.by, decide)
    return Answer(version, kept.report_id, kept.repeated)


def take_up_watcher_report(given: Given, body: TakeUpBody) -> Answer:
    """Make a sighting of a report, once, with its note and photo; the id is the sighting's."""
    # With the inbox held, a photo that comes just now finds either the report or the sighting.
    with held_report(given) as report:
        command = ReportSighting(
            report.place, report.at, "watcher", body.radius_m, body.minutes_doubt, body.heading,
            None, body.credibility, report.note_ref, report.photo_id, report.sighting_id,
        )  # fmt: skip
        return given.obey(command)


@contextmanager
def held_report(given: Given) -> Generator[WatcherReport]:
    """The report that the path names, its inbox held for the block; Unknown when there is none."""
    report_id = given.ids["report_id"]
    with given.services.inboxes.reading(given.search_id) as inbox:
        if inbox is None:
            raise Unknown("report", report_id, "report_id")
        yield inbox.report(report_id)


add_command(
    commands.router,
    "/watcher-reports",
    Action.SEND_WATCHER_REPORT,
    WatcherReportBody,
    send_watcher_report,
    send_watcher_report,
)
add_command(
    commands.router,
    "/watcher-reports/{report_id}/aside",
    Action.SET_WATCHER_REPORT_ASIDE,
    AsideBody,
    set_watcher_report_aside,
    set_watcher_report_aside,
)
add_command(
    commands.router,
    "/watcher-reports/{report_id}/sighting",
    Action.TAKE_UP_WATCHER_REPORT,
    TakeUpBody,
    take_up_watcher_report,
    take_up_watcher_report,
)

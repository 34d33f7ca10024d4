"""Watchers' reports: what watchers send, and what officers read and answer."""

from typing import Literal

from pydantic import BaseModel, Field

from web.body import Paragraph
from web.wire.command_body import CommandBody, PlaceBody, example
from web.wire.moment import Moment


class WatcherReportBody(PlaceBody):
    """A watcher may have seen the subject here and then; the note is kept in the vault."""

    model_config = example(
        lon=11.5761, lat=48.1374, at="2026-03-01T09:12:00+01:00", note="by the kiosk, alone"
    )

    at: Moment | None = Field(default=None, description="when it was seen; default: occurred_at")
    note: Paragraph | None = None


class TakeUpBody(CommandBody):
    """How sure the officer is who makes a sighting of a report; by parameter where left out."""

    model_config = example(credibility=0.6, radius_m=40)

    radius_m: float | None = None
    minutes_doubt: float | None = None
    heading: float | None = None
    credibility: float | None = None


class AsideBody(CommandBody):
    """Whether a report is set aside or waits."""

    model_config = example(aside=True)

    aside: bool = Field(description="true: set it aside; false: it waits again")


class WatcherReportAnswer(BaseModel):
    """A watcher's report in the inbox."""

    report_id: str
    number: int = Field(description="counts the reports of a search from 1")
    lon: float
    lat: float
    at: str = Field(description="when it was seen")
    received_at: str
    late: bool = Field(description="it came in after the search was closed")
    actor: str = Field(description="opaque account id of the watcher")
    actor_name: str | None
    note_ref: str | None
    note: str | None
    photo_id: str | None = Field(description="there is a photo: GET .../photo")
    state: Literal["waiting", "taken_up", "set_aside"]
    sighting_id: str | None = Field(description="the sighting it became")


class InboxAnswer(BaseModel):
    """What lies in the inbox."""

    waiting: int = Field(description="how many wait in all, also those not listed")
    reports: list[WatcherReportAnswer] = Field(description="newest first")

"""Sightings: somebody or some camera may have seen him."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import ClassVar

from domain.area import Area
from domain.camera_zones.state import known_camera
from domain.checks import checked_place, checked_share
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.knowledge.photo import SightingPhotoAdded
from domain.knowledge.state import Sighting
from domain.moment import moment_of, moment_text
from domain.place import Place
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search

SOURCES = ("camera", "officer", "witness", "watcher", "family", "analytic", "other")
VERDICTS = ("confirmed", "unconfirmed", "ruled_out")
MOST_RADIUS_M = 5_000.0
MOST_DOUBT_MIN = 720.0


class SightingReported(SearchEvent):
    """Somebody may have seen him here and then."""

    TOPIC: ClassVar[str] = "sighting.reported"
    ABOUT: ClassVar[str] = "sighting_id"
    sighting_id: str
    lon: float
    lat: float
    at: str
    radius_m: float
    minutes_doubt: float
    heading: float | None
    source: str
    camera_id: str | None
    credibility: float
    note_ref: str | None

    def apply(self, search: Search) -> None:
        """Remember the report."""
        search.sightings[self.sighting_id] = Sighting(
            self.sighting_id, Place(self.lon, self.lat), moment_of(self.at), self.radius_m,
            self.minutes_doubt, self.heading, self.source, self.camera_id, self.credibility,
            self.note_ref, self.originator_version,
        )  # fmt: skip


class SightingAssessed(SearchEvent):
    """Somebody looked into a report."""

    TOPIC: ClassVar[str] = "sighting.assessed"
    ABOUT: ClassVar[str] = "sighting_id"
    sighting_id: str
    verdict: str

    def apply(self, search: Search) -> None:
        """The newest verdict holds."""
        search.sightings[self.sighting_id].verdict = self.verdict


@dataclass(frozen=True, slots=True)
class ReportSighting:
    """Report that he may have been seen."""

    place: Place
    at: datetime
    source: str
    radius_m: float | None = None
    minutes_doubt: float | None = None
    heading: float | None = None
    camera_id: str | None = None
    credibility: float | None = None
    note_ref: str | None = None
    photo_id: str | None = None
    sighting_id: str | None = None
    """Where it follows from something else than the command: the same one is reported once."""

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Doubt and credibility that are not given follow from the source, by parameter."""
        checked_place(self.place, area)
        if self.at > by.now:
            raise invalid("at", "lies in the future: expected a past time", "in_the_future")
        if self.source not in SOURCES:
            raise invalid(
                "source",
                f"expected one of {', '.join(SOURCES)}",
                "not_one_of",
                one_of=list(SOURCES),
            )
        if self.camera_id is not None:
            known_camera(area, self.camera_id)
        if self.heading is not None and not 0 <= self.heading <= 360:
            raise invalid(
                "heading",
                "expected degrees clockwise from north, 0 to 360",
                "out_of_range",
                at_least=0,
                at_most=360,
            )
        sighting_id = self.sighting_id or by.new_id("sighting")
        if sighting_id in search.sightings:
            raise Conflict("already_taken_up", "this is a sighting already")
        parameters = search.parameters
        radius_m = parameters["sighting_radius"] if self.radius_m is None else self.radius_m
        if not (isfinite(radius_m) and 0 < radius_m <= MOST_RADIUS_M):
            raise invalid(
                "radius_m",
                f"expected above 0, at most {MOST_RADIUS_M}",
                "out_of_range",
                above=0,
                at_most=MOST_RADIUS_M,
            )
        doubt = self.minutes_doubt
        doubt = parameters["sighting_minutes_doubt"] if doubt is None else doubt
        if not (isfinite(doubt) and 0 <= doubt <= MOST_DOUBT_MIN):
            raise invalid(
                "minutes_doubt",
                f"expected 0 to {MOST_DOUBT_MIN}",
                "out_of_range",
                at_least=0,
                at_most=MOST_DOUBT_MIN,
            )
        credibility = self.credibility
        if credibility is None:
            credibility = parameters[f"credibility_{self.source}"]
        yield (
            SightingReported,
            {
                "sighting_id": sighting_id,
                "lon": self.place.lon,
                "lat": self.place.lat,
                "at": moment_text(self.at),
                "radius_m": radius_m,
                "minutes_doubt": doubt,
                "heading": self.heading,
                "source": self.source,
                "camera_id": self.camera_id,
                "credibility": checked_share(credibility, "credibility"),
                "note_ref": self.note_ref,
            },
        )
        if self.photo_id is not None:
            yield SightingPhotoAdded, {"sighting_id": sighting_id, "photo_id": self.photo_id}


@dataclass(frozen=True, slots=True)
class AssessSighting:
    """Say what became of a report."""

    sighting_id: str
    verdict: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """May change as often as the officers change their minds."""
        if self.sighting_id not in search.sightings:
            raise Unknown("sighting", self.sighting_id, "sighting_id")
        if self.verdict not in VERDICTS:
            raise invalid(
                "verdict",
                f"expected one of {', '.join(VERDICTS)}",
                "not_one_of",
                one_of=list(VERDICTS),
            )
        yield SightingAssessed, {"sighting_id": self.sighting_id, "verdict": self.verdict}

"""What if: which past is asked for, and how the two searches are told."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from coordinator.past import Past
from coordinator.what_if.change import Change, Changed
from coordinator.what_if.comparison import Comparison, WhatIf
from coordinator.what_if.played_on import (
    LONGEST_H,
    MOST_CHANCES,
    MOST_OFFICERS,
    MOST_TEAMS,
    PlayedOn,
    Terms,
)
from domain.moment import moment_text
from domain.place import Place
from projections.place_curve import CurvePoint, PlaceOverTime, Surroundings
from web.body import Body
from web.wire.command_body import Id
from web.wire.moment import Moment

Record = dict[str, Any]
MOST_CHANGES = 200
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class ChangeBody(Body):
    """Evidence by its id, or an event about evidence by its version."""

    evidence: Id | None = None
    version: Version | None = None
    recorded_at: Moment | None = Field(description="when it is recorded instead; null: never")

    @model_validator(mode="after")
    def _named_once(self) -> "ChangeBody":
        if (self.evidence is None) == (self.version is None):
            raise ValueError("expected either evidence or version")
        return self

    @property
    def change(self) -> Change:
        """As the sandbox takes it."""
        return Change(self.recorded_at, self.evidence, self.version)


class PlaceAsked(Body):
    """A place in WGS 84 degrees."""

    lon: float
    lat: float


class AlteredBody(Body):
    """An altered past."""

    changes: Annotated[list[ChangeBody], Field(min_length=1, max_length=MOST_CHANGES)]
    version: Version | None = Field(
        default=None, description="what was recorded up to it; default: all"
    )

    @property
    def asked(self) -> list[Change]:
        """The changes as the sandbox takes them."""
        return [each.change for each in self.changes]


class WhatIfBody(AlteredBody):
    """An altered past, and the place that is looked at: default the find."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "changes": [
                        {
                            "evidence": "8c0d4a3e-53c1-5d0a-8b27-54f3a9d0c111",
                            "recorded_at": "2026-03-01T09:40:00+08:00",
                        },
                        {"version": 17, "recorded_at": None},
                    ]
                }
            ]
        }
    )

    place: PlaceAsked | None = None
    segment: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None

    @property
    def where(self) -> Place | None:
        """The place, not yet checked."""
        return None if self.place is None else Place(self.place.lon, self.place.lat)


class AlteredMapBody(AlteredBody):
    """An altered past at a moment."""

    at: Moment


class PlayOnBody(Body):
    """From when on it is played, and by whom."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"from": "2026-03-01T09:40:00+08:00", "teams": 6}]}
    )

    since: Moment = Field(alias="from")
    changes: Annotated[list[ChangeBody], Field(max_length=MOST_CHANGES)] = Field(
        default_factory=list
    )
    teams: Annotated[int, Field(ge=1, le=MOST_TEAMS)] | None = Field(
        default=None, description="default: as many as there were"
    )
    officers: Annotated[int, Field(ge=0, le=MOST_OFFICERS)] = 1
    chances: Annotated[int, Field(ge=1, le=MOST_CHANCES)] = Field(
        default=3, description="so many times, each with other luck"
    )
    hours: Annotated[float, Field(gt=0, le=LONGEST_H)] = 2.0

    @property
    def asked(self) -> list[Change]:
        """The changes as the sandbox takes them."""
        return [each.change for each in self.changes]


def played_on_record(past: Past, since: datetime, terms: Terms, found: list[PlayedOn]) -> Record:
    """When he was found, as recorded and each time it was played on."""
    find = past.last.find
    return {
        "from": moment_text(since),
        "teams": terms.teams,
        "officers": terms.officers,
        "recorded_found_at": None if find is None else moment_text(find.at),
        "plays": [
            {
                "found_at": None if each.found_at is None else moment_text(each.found_at),
                "reviews": each.reviews,
                "orders": each.orders,
            }
            for each in found
        ],
    }


def what_if_record(asked: WhatIf, place: Surroundings, found: Comparison) -> Record:
    """Both searches: the place at every moment, and when the known facts pointed at it."""
    return {
        "search_id": str(asked.recorded.search_id),
        "version": asked.recorded.version,
        "from": moment_text(asked.recorded.begin),
        "until": moment_text(asked.recorded.end),
        "segments": place.segments.tolist(),
        "even": place.even,
        "changes": [_changed(each) for each in asked.changes],
        "recorded": _told(found.recorded, asked.recorded),
        "altered": _told(found.altered, asked.altered),
    }


def _changed(changed: Changed) -> Record:
    event, instead = changed.event, changed.recorded_at
    return {
        "version": event.originator_version,
        "topic": event.TOPIC,
        "recorded_at": moment_text(event.timestamp),
        "instead": None if instead is None else moment_text(instead),
    }


def _told(over_time: PlaceOverTime, past: Past) -> Record:
    by_moment = {event.timestamp: event.originator_version for event in past.events}
    return {
        "points": [_point(point) for point in over_time.points],
        "pointed": [
            {
                "best": each.best,
                "first": None if each.first is None else _first(each.first, by_moment),
                "from_then_on": None if each.from_then_on is None else _point(each.from_then_on),
            }
            for each in over_time.pointed
        ],
    }


def _point(point: CurvePoint) -> Record:
    return {
        "at": moment_text(point.at),
        "probability": point.probability,
        "ahead": point.ahead,
    }


def _first(point: CurvePoint, by_moment: dict[Any, int]) -> Record:
    """With the event that brought it about; None where time alone did."""
    return {**_point(point), "event": by_moment.get(point.at)}

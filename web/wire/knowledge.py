"""Bodies of commands about the subject and what is known of the person."""

from typing import Annotated, Any

import orjson
from pydantic import ConfigDict, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from web.body import Line, Paragraph
from web.wire.command_body import (
    Code,
    CommandBody,
    Id,
    Numbers,
    PlaceBody,
    WindowBody,
    example,
)
from web.wire.moment import Moment

MOST_DESCRIPTION_BYTES = 20_000
_OF_THE_MODEL = {"mobility", "since", "factors", "occurred_at"}


def sayable(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """A description that every reader of JSON can read."""
    try:
        text = orjson.dumps(value)
    except (TypeError, ValueError) as problem:
        raise PydanticCustomError(
            "not_plain", "expected plain text, numbers and lists"
        ) from problem
    if len(text) > MOST_DESCRIPTION_BYTES:
        raise PydanticCustomError(
            "too_large",
            "expected at most {le} bytes of description",
            {"le": MOST_DESCRIPTION_BYTES},
        )
    return value


class SubjectFields(CommandBody):
    """How the subject moves; every other key describes the person and goes to the vault."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{"mobility": "manual", "name": "Li", "clothing": "dark green coat"}]
        },
    )

    mobility: Code = Field(description="manual, pushed or powered")
    since: Moment | None = None
    factors: Numbers = Field(default_factory=dict)

    @model_validator(mode="after")
    def _sayable(self) -> "SubjectFields":
        sayable(self.description)
        return self

    @property
    def description(self) -> dict[str, Any]:
        """What describes the person."""
        return {k: v for k, v in (self.model_extra or {}).items() if k not in _OF_THE_MODEL}


class LastKnownPointBody(PlaceBody):
    """Where and when the subject was last seen for sure."""

    model_config = example(lon=11.5761, lat=48.1374, at="2026-03-01T08:00:00+01:00", radius_m=30)

    at: Moment
    radius_m: float = 30.0


class FamiliarPlaceBody(PlaceBody):
    """A place the subject used to go to; the label is kept in the vault."""

    model_config = example(lon=11.57, lat=48.14, label="former home", weight=2)

    label: Line | None = None
    weight: float = 1.0


class SightingBody(PlaceBody):
    """The subject may have been seen here and then; the note is kept in the vault."""

    model_config = example(
        lon=11.5761, lat=48.1374, at="2026-03-01T09:12:00+01:00", source="witness",
        radius_m=40, minutes_doubt=5,
    )  # fmt: skip

    at: Moment
    source: Code = Field(description="camera, officer, witness, watcher, family, analytic or other")
    radius_m: float | None = None
    minutes_doubt: float | None = None
    heading: float | None = None
    camera_id: Id | None = None
    credibility: float | None = None
    note: Paragraph | None = None


class AssessmentBody(CommandBody):
    """What became of a report."""

    model_config = example(verdict="confirmed")

    verdict: Code = Field(description="confirmed, unconfirmed or ruled_out")


class OutsideCheckBody(WindowBody):
    """Somebody outside the area was asked, in vain; who that was is kept in the vault."""

    model_config = example(
        kind="hospital", since="2026-03-01T08:00:00+01:00", until="2026-03-01T10:00:00+01:00",
        pod=0.25, whom="city hospital, admissions",
    )  # fmt: skip

    kind: Code = Field(description="hospital, bus, taxi, station, police or other")
    pod: float = Field(description="were he outside, would they know? a probability in [0, 1)")
    whom: Line | None = None


class FindBody(PlaceBody):
    """The subject was found."""

    model_config = example(
        lon=11.5761, lat=48.1374, at="2026-03-01T11:40:00+01:00", condition="well"
    )

    at: Moment
    condition: Code | None = Field(
        default=None, description="well, injured, critical, dead or unknown"
    )
    team_id: Id | None = None


class OpeningBody(CommandBody):
    """What is known when a search begins."""

    model_config = example(
        area="munich",
        subject={"mobility": "manual", "name": "Li", "clothing": "dark green coat"},
        last_known_point={"lon": 11.5761, "lat": 48.1374, "at": "2026-03-01T08:00:00+01:00"},
        familiar_places=[{"lon": 11.57, "lat": 48.14, "label": "former home", "weight": 2}],
    )

    area: Id
    subject: SubjectFields
    last_known_point: LastKnownPointBody
    familiar_places: Annotated[list[FamiliarPlaceBody], Field(max_length=50)] = Field(
        default_factory=list
    )
    reported_at: Moment | None = Field(
        default=None, description="when the station heard of it; without it, now"
    )
    seed: int | None = None
    parameters: Numbers = Field(default_factory=dict)

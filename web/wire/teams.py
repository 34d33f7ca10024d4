"""Bodies of commands about street teams."""

from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from domain.moment import moment_of
from domain.place import Place
from web.body import Body, Line, Paragraph
from web.wire.command_body import (
    Code,
    CommandBody,
    Followed,
    Id,
    Segments,
    WindowBody,
    example,
)
from web.wire.moment import Moment, wire_moment

MOST_TRACK = 2_000


class Point(Body):
    """A place in WGS 84 degrees."""

    lon: float = Field(strict=True)
    lat: float = Field(strict=True)

    @property
    def place(self) -> Place:
        """The place, not yet checked."""
        return Place(self.lon, self.lat)


class TeamBody(CommandBody):
    """A team goes into the streets; its name is kept in the vault."""

    model_config = example(name="Team 3", mode="foot", lon=11.5761, lat=48.1374)

    name: Annotated[Line, Field(max_length=80)]
    mode: Code = Field(description="foot, bicycle or vehicle")
    lon: float | None = None
    lat: float | None = None
    beat: Id | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> "TeamBody":
        if (self.lon is None) != (self.lat is None):
            raise PydanticCustomError("half_a_place", "expected both lon and lat, or neither")
        return self

    @property
    def place(self) -> Place | None:
        """Where the team is, not yet checked."""
        return None if self.lon is None or self.lat is None else Place(self.lon, self.lat)


class RedirectBody(CommandBody):
    """Go and search elsewhere; the reason is kept in the vault."""

    model_config = example(
        target={"lon": 11.5761, "lat": 48.1374}, reason="he was seen going north", because=[12]
    )

    target: Point | None = None
    segments: Segments = Field(default_factory=list)
    reason: Paragraph | None = None
    because: Annotated[list[int], Field(max_length=200)] = Field(default_factory=list)
    expires_min: Annotated[float, Field(gt=0, le=1440)] | None = None
    propose: bool = False
    followed: Followed = None


class ReleaseBody(CommandBody):
    """Send it; `followed` says what the advice expected of it."""

    model_config = example(followed={"expected_pos": 0.12})

    followed: Followed = None


class ReplyBody(CommandBody):
    """What the team answers; the reason is kept in the vault."""

    model_config = example(reply="wilco")

    reply: Code = Field(description="received, wilco, declined, executing or completed")
    reason: Paragraph | None = None
    on_behalf: bool = False


class SweepBody(WindowBody):
    """The team searched these segments, or went along this track, or where its phone was."""

    model_config = example(
        team_id="5f0c7a52-9a4c-5a53-8f7e-2b1d2c3e4f50", segments=[17, 18, 21],
        since="2026-03-01T09:20:00+01:00", until="2026-03-01T09:45:00+01:00",
    )  # fmt: skip

    team_id: Id
    segments: Segments | None = None
    track: Annotated[list[list[Any]], Field(max_length=MOST_TRACK)] | None = Field(
        default=None, description="[[lon, lat, at]] in order of time, instead of segments"
    )
    recorded: bool = Field(
        default=False,
        description="take times, and without `segments` the streets too, from the team's positions",
    )
    replaces: Annotated[list[Id], Field(max_length=1_000)] = Field(
        default_factory=list, description="sweeps of the team that this one corrects"
    )
    pod: float | None = None

    @field_validator("track")
    @classmethod
    def _fixes(cls, track: list[list[Any]] | None) -> list[list[Any]] | None:
        if track is None:
            return None
        fixes = [_track_fix(i, fix) for i, fix in enumerate(track)]
        for i, (before, after) in enumerate(pairwise(fixes), start=1):
            if moment_of(after[2]) < moment_of(before[2]):
                raise PydanticCustomError(
                    "not_in_order",
                    "fix {fix}: expected a time not before that of the fix before",
                    {"fix": i},
                )
        return fixes

    @model_validator(mode="after")
    def _one_of_them(self) -> "SweepBody":
        if self.track is not None and (self.recorded or self.segments is not None):
            raise PydanticCustomError(
                "streets_or_track", "expected a track, or segments, or recorded"
            )
        if self.track is None and self.segments is None and not self.recorded:
            raise PydanticCustomError("streets_or_track", "expected either segments or a track")
        return self


class FixBody(Body):
    """Where a phone was."""

    lon: float = Field(strict=True)
    lat: float = Field(strict=True)
    at: Moment
    accuracy_m: float | None = Field(default=None, strict=True)


class PositionsBody(CommandBody):
    """Where the team's phone was, in any order of time."""

    model_config = example(
        team_id="5f0c7a52-9a4c-5a53-8f7e-2b1d2c3e4f50",
        fixes=[
            {"lon": 11.5761, "lat": 48.1374, "at": "2026-03-01T09:20:00+01:00", "accuracy_m": 8}
        ],
    )

    team_id: Id
    fixes: Annotated[list[FixBody], Field(min_length=1, max_length=1_000)]


def _track_fix(number: int, fix: list[Any]) -> list[Any]:
    if len(fix) != 3 or any(
        isinstance(part, bool) or not isinstance(part, int | float) for part in fix[:2]
    ):
        raise PydanticCustomError(
            "not_a_fix", "fix {fix}: expected [lon, lat, time]", {"fix": number}
        )
    lon, lat = float(fix[0]), float(fix[1])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise PydanticCustomError(
            "not_a_place",
            "fix {fix}: expected [lon, lat, time], longitude then latitude in WGS 84 degrees",
            {"fix": number},
        )
    try:
        moment = wire_moment(fix[2])
    except PydanticCustomError as problem:
        raise PydanticCustomError(
            problem.type, "fix {fix}: {told}", {"fix": number, "told": problem.message()}
        ) from problem
    return [lon, lat, moment.isoformat()]

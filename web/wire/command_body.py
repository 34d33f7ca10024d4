"""What the bodies of all commands have in common."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from domain.place import Place
from domain.window import Window
from web.body import Body
from web.wire.moment import Moment

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""An id or a name that the area or the search has, or has not."""

Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]
"""A word out of a list that the domain keeps."""

Segments = Annotated[list[int], Field(max_length=5_000)]
"""Segment ids; events must stay small, so a larger region takes several commands."""

Numbers = Annotated[dict[str, float], Field(max_length=200)]
"""Numbers by name."""


Followed = Annotated[
    dict[str, float] | None,
    Field(default=None, max_length=20, description="the numbers of the advice that this follows"),
]
"""Recorded beside the command as `advice.followed`."""


class CommandBody(Body):
    """No conversions: a number is a number and a text is a text."""

    model_config = ConfigDict(strict=True)

    occurred_at: Moment | None = Field(
        default=None, description="when it happened in the world; default: now"
    )


class WindowBody(CommandBody):
    """Something about a span of time."""

    since: Moment = Field(alias="from")
    until: Moment

    @property
    def window(self) -> Window:
        """The span; a Refusal when it ends before it begins."""
        return Window(self.since, self.until)


class PlaceBody(CommandBody):
    """Something about a place in WGS 84 degrees."""

    lon: float
    lat: float

    @property
    def place(self) -> Place:
        """The place, not yet checked."""
        return Place(self.lon, self.lat)


def example(**fields: Any) -> ConfigDict:
    """The configuration of a body with this example; `from` is written `since`."""
    shown = {"from" if name == "since" else name: value for name, value in fields.items()}
    return ConfigDict(json_schema_extra={"examples": [shown]})


class PlainBody(CommandBody):
    """Nothing more than when it happened."""

    model_config = example(occurred_at="2026-03-01T09:40:00+08:00")

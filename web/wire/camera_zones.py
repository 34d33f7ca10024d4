"""Bodies of commands about cameras."""

from typing import Annotated

from pydantic import Field

from web.body import Line
from web.wire.command_body import Code, CommandBody, Followed, Id, WindowBody, example
from web.wire.moment import Moment

_NINE, _HALF_PAST = "2026-03-01T09:00:00+08:00", "2026-03-01T09:30:00+08:00"


class ClearanceBody(WindowBody):
    """This window shows no trace; times by the camera's own clock."""

    model_config = example(camera_id="C17", since=_NINE, until=_HALF_PAST, grade="good")

    camera_id: Id
    grade: Code | None = Field(default=None, description="good, fair or poor")
    pod: float | None = Field(default=None, description="probability of detection in [0, 1)")
    playback_speed: float = 1.0
    reviewer_kind: Code = "officer"
    followed: Followed = None


class ClaimBody(WindowBody):
    """I am reviewing this window."""

    model_config = example(
        camera_id="C17", since=_NINE, until=_HALF_PAST,
        followed={"gain_bits": 0.21, "minutes": 6.0},
    )  # fmt: skip

    camera_id: Id
    followed: Followed = None


class ClockBody(CommandBody):
    """The camera's clock is ahead of the true time by so many seconds."""

    model_config = example(offset_s=-95.0)

    offset_s: float


class OutageBody(WindowBody):
    """No recording of this span."""

    model_config = example(since=_NINE, until=_HALF_PAST)


class RecordingBody(CommandBody):
    """A recording was asked for and takes some minutes to get."""

    model_config = example(minutes=20, overwritten_at="2026-03-04T09:00:00+08:00")

    minutes: float
    overwritten_at: Moment | None = None


class EmptyBody(CommandBody):
    """Nothing but, perhaps, when it happened."""

    model_config = example()


class ReasonBody(CommandBody):
    """Why; kept in the vault."""

    model_config = example(reason="the wrong camera was on the screen")

    reason: Annotated[Line, Field(max_length=1000)] | None = None

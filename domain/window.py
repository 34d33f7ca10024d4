"""Windows: spans of recorded time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.moment import moment_text
from domain.refusal import invalid


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, its end after its beginning."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        if self.since.tzinfo is None:
            raise invalid("from", "expected a time with its offset from UTC", "not_a_time")
        if self.until.tzinfo is None:
            raise invalid("until", "expected a time with its offset from UTC", "not_a_time")
        if self.until <= self.since:
            raise invalid(
                "until",
                "the window ends before it begins: expected a time after `from`",
                "ends_before_begin",
            )

    def __reduce__(self) -> tuple[type["Window"], tuple[datetime, datetime]]:
        """Copied by its ends: searches hold many, and the general way takes five times as long."""
        return Window, (self.since, self.until)

    def touches(self, other: "Window") -> bool:
        """Whether the two share more than a moment."""
        return self.since < other.until and other.since < self.until

    def covers(self, other: "Window") -> bool:
        """Whether all of the other lies in it."""
        return self.since <= other.since and other.until <= self.until

    def moved(self, by: timedelta) -> "Window":
        """The window moved in time."""
        return Window(self.since + by, self.until + by)

    def without(self, gaps: "list[Window]") -> "list[Window]":
        """What is left of the window when the gaps are cut out, in order of time."""
        left = [self]
        for gap in gaps:
            left = [part for whole in left for part in whole._without(gap)]
        return left

    def _without(self, gap: "Window") -> "list[Window]":
        if not self.touches(gap):
            return [self]
        parts = []
        if self.since < gap.since:
            parts.append(Window(self.since, gap.since))
        if gap.until < self.until:
            parts.append(Window(gap.until, self.until))
        return parts

    def must_have_happened(self, now: datetime, clock_ahead: timedelta = timedelta()) -> None:
        """Refuse a window that ends in the future of a clock that is ahead by so much."""
        if self.until > now + max(clock_ahead, timedelta()):
            raise invalid(
                "until",
                f"the window lies in the future: expected at most {moment_text(now)}",
                "in_the_future",
            )

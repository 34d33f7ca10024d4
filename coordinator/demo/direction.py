"""How a stage is directed: what differs between a demo and an exercise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator.demo.scenery import Scenery
from coordinator.demo.story import REPORTED_AFTER
from coordinator.demo.truth import HiddenTruth

AS_IN_LIFE = 1.0
WORKING_TIME = timedelta(minutes=10)
VISITOR_MAY_TAKE_S = 90.0
"""So long a visitor who plays a team has to press the button himself."""


@dataclass(frozen=True)
class Direction:
    """Whose life is hidden, when it is reported, who plays, and when it is over."""

    truth_of: Callable[[datetime, int], HiddenTruth]
    """The hidden truth that begins at a time, for the seed of a play."""
    reported_after: timedelta = REPORTED_AFTER
    first_speed: float = AS_IN_LIFE
    """Of the clock, once somebody comes to look and until he chooses another: who still reads what
    it is all about shall not miss the story."""
    officers: int = 1
    """Desks of video officers."""
    may_take_s: float = VISITOR_MAY_TAKE_S
    """So long the machine leaves it to a visitor to say that his team found him."""
    lasts: timedelta | None = None
    """From the first visit to the end, None for until he is found."""
    checks_finds: bool = False
    """Whether a find where he is not is withdrawn, and the search goes on."""
    working_time: timedelta = timedelta(0)
    """So long after a visitor has taken a part nobody simulated finds him."""
    may_be_watched: bool = False
    """Whether a visitor can be a guard of the neighbourhood, who watches out for him."""
    repeats: bool = False
    """Whether the play goes on when a find is withdrawn, and others follow when it is given up."""


def demo_direction(scenery: Scenery) -> Direction:
    """A demo: he comes to rest in the open, and is found in the end."""

    def truth_of(begin: datetime, seed: int) -> HiddenTruth:
        return HiddenTruth.drawn(scenery.area, scenery.lines, scenery.story, begin, seed)

    return Direction(
        truth_of,
        working_time=WORKING_TIME,
        may_be_watched=True,
        repeats=True,
    )

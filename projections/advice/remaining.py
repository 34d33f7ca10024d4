"""What is left of an assignment, and when something else is clearly better."""

from collections.abc import Mapping
from typing import NamedTuple

from projections.advice.ahead import HORIZON_S

SHORT_S = 120.0
"""What is left of less than this is compared as if it took so long."""


class Remaining(NamedTuple):
    """Of what a team was sent to do."""

    pos: float
    seconds: float
    """Until it is done."""


def clearly_better(planned_pos: float, left: Remaining, parameters: Mapping[str, float]) -> bool:
    """Whether a team should leave what it does for what promises `planned_pos` in a whole horizon.

    A team that goes on is free again when it is done, and then does as well as the alternative for
    the rest of the horizon. To turn round at once has to gain `redirect_least_pos` on that, and to
    promise `redirect_gain_ratio` times as much for each minute: nobody is sent to and fro for a
    difference that the next evidence may turn round.
    """
    share = min(1.0, left.seconds / HORIZON_S)
    gain = planned_pos - (left.pos + (1.0 - share) * planned_pos)
    rate = left.pos / max(left.seconds, SHORT_S)
    ratio = parameters["redirect_gain_ratio"]
    least = parameters["redirect_least_pos"]
    if left.seconds <= 0.0:
        return planned_pos >= least
    return gain >= least and planned_pos / HORIZON_S > ratio * rate

"""Officer time: how long a review takes, and after it a team's way to where he was seen."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.parameters import default_parameters


class OfficerTime(NamedTuple):
    """What a window costs besides waiting for its recording, and when it pays."""

    playback: float
    """Recordings are watched this many times as fast."""
    overhead_min: float
    """To find and open a recording."""
    travel_min: float
    """From a sighting until a team is there."""

    def minutes(self, span: tuple[float, float]) -> float:
        """For a window (in seconds) whose recording is there."""
        return (span[1] - span[0]) / 60.0 / self.playback + self.overhead_min


def officer_time(parameters: Mapping[str, float]) -> OfficerTime:
    """As a search's parameters have it; shipped values where it was opened without them."""
    values = default_parameters() | dict(parameters)
    return OfficerTime(
        values["review_playback"], values["review_overhead"], values["review_travel"]
    )


SHIPPED = officer_time({})

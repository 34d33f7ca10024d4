"""The scenario: everything about a simulated search that is not chance and not a policy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    """The standard scenario, so that results can be compared; every number can be set."""

    cameras: int = 150
    cameras_within_m: float = 3000.0
    """Along the streets from the last known point, at random junctions, seeing all round."""
    camera_range_m: float = 40.0
    officers: int = 2
    playback: float = 8.0
    review_s: float = 60.0
    """For every review besides the playing itself."""
    camera_pod: float = 0.75
    """For each pass of his and each look at it."""
    false_alarm: float = 0.02
    """Probability that in a review somebody else is taken for him."""
    verify_s: float = 60.0
    """A second look after every alarm; it unmasks this share of the false ones ..."""
    unmasked: float = 0.8
    confirmed: float = 0.9
    """... and confirms this share of the true ones; the others stay doubtful."""
    teams: int = 4
    team_speed: float = 2.2
    team_pod: float = 0.8
    """Each time a team and he, in the open, are on the same street."""
    teams_within_m: float = 1000.0
    """Along the streets from the last known point to where teams are when he is reported."""
    report_from_min: float = 45.0
    report_until_min: float = 120.0
    hours: float = 6.0
    message_s: float = 30.0
    """From an order's being given to the team's turning round."""


LATE = {"report_from_min": 90.0, "report_until_min": 180.0}
"""What is different when the report comes late."""

"""The life of a single trajectory: where it is at every moment."""

from bisect import bisect_right
from dataclasses import dataclass

from projections.belief.visits import INDOORS, OUTSIDE, SEGMENT_MASK, WHOLE
from projections.belief.weighted import WeightedTrajectories


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit; times in seconds after the last known point, metres along the drawn direction."""

    since: float
    until: float
    segment: int
    """-1 outside the area."""
    from_m: float
    to_m: float
    indoors: bool


@dataclass(frozen=True)
class Life:
    """All stays of one trajectory, in order of time, without gaps."""

    stays: tuple[Stay, ...]

    def at(self, seconds: float) -> tuple[Stay, float]:
        """The stay at a time, and the metres along its segment; the last one goes on for ever."""
        number = bisect_right(self.stays, seconds, key=lambda stay: stay.until)
        stay = self.stays[min(number, len(self.stays) - 1)]
        lasting = stay.until - stay.since
        share = 1.0 if lasting <= 0 else (seconds - stay.since) / lasting
        return stay, stay.from_m + min(max(share, 0.0), 1.0) * (stay.to_m - stay.from_m)


def life_of(trajectories: WeightedTrajectories, number: int) -> Life:
    """The life of one of them."""
    batch, i = trajectories.batch_of(number)
    visits = batch.visits
    stays, since = [], 0.0
    for row in range(int(visits.offset[i]), int(visits.offset[i + 1])):
        code, until = int(visits.where[row]), float(visits.until[row])
        outside = code == OUTSIDE
        segment = OUTSIDE if outside else (code >> 2) & SEGMENT_MASK
        unit_m = 0.0 if outside else float(batch.length_m[segment]) / WHOLE
        stays.append(
            Stay(
                since,
                until,
                segment,
                int(visits.from_part[row]) * unit_m,
                int(visits.to_part[row]) * unit_m,
                not outside and bool(code & INDOORS),
            )
        )
        since = until
    return Life(tuple(stays))

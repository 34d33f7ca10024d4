"""Flatness: whether what was sampled over time grows, with the figure and how sure it is."""

from dataclasses import dataclass, field
from math import sqrt
from statistics import fmean


@dataclass(frozen=True)
class Slope:
    """A straight line through samples: units an hour, and the error of that."""

    level: float
    an_hour: float
    error: float


@dataclass
class Series:
    """One figure over time; `seconds` from the beginning."""

    seconds: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, at_s: float, value: float) -> None:
        """One sample."""
        self.seconds.append(at_s)
        self.values.append(value)

    def after(self, warm_s: float) -> "Series":
        """Without the warm-up."""
        kept = [i for i, at in enumerate(self.seconds) if at >= warm_s]
        return Series([self.seconds[i] for i in kept], [self.values[i] for i in kept])

    def lows(self, every_s: float) -> "Series":
        """The lowest value of each stretch: what stays when passing work is done."""
        found: dict[int, tuple[float, float]] = {}
        for at, value in zip(self.seconds, self.values, strict=True):
            number = int(at // every_s)
            if number not in found or value < found[number][1]:
                found[number] = at, value
        return Series([at for at, _ in found.values()], [value for _, value in found.values()])

    @property
    def slope(self) -> Slope:
        """By least squares. Neighbours are much alike, so the error is rather too small."""
        hours = [at / 3600 for at in self.seconds]
        middle, level = fmean(hours), fmean(self.values)
        spread = sum((hour - middle) ** 2 for hour in hours)
        pairs = list(zip(hours, self.values, strict=True))
        an_hour = sum((hour - middle) * (value - level) for hour, value in pairs) / spread
        rest = sum((value - level - an_hour * (hour - middle)) ** 2 for hour, value in pairs)
        return Slope(level, an_hour, sqrt(rest / max(1, len(pairs) - 2) / spread))

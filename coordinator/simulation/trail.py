"""The trail of a hidden subject while it is being made."""

from projections.belief.life import Life, Stay


class Trail:
    """Stays one after the other, from the last known point on. Times in seconds after it."""

    def __init__(self, horizon_s: float, segment: int, along_m: float) -> None:
        self._horizon_s = horizon_s
        self._stays: list[Stay] = []
        self.now = 0.0
        self.segment = segment
        """The segment he is on, -1 once he has left."""
        self.along_m = along_m

    @property
    def over(self) -> bool:
        """Whether nothing more has to be known."""
        return self.segment < 0 or self.now >= self._horizon_s

    def goes(self, segment: int, from_m: float, to_m: float, seconds: float) -> None:
        """He moves along a segment."""
        self.segment = segment
        self._put(from_m, to_m, seconds, indoors=False)
        self.along_m = to_m

    def rests(self, seconds: float, *, indoors: bool = False) -> None:
        """He stays where he is."""
        self._put(self.along_m, self.along_m, seconds, indoors=indoors)

    def leaves(self) -> None:
        """He is gone, for good."""
        self.segment = -1
        self._put(0.0, 0.0, max(1.0, self._horizon_s - self.now), indoors=False)

    def life(self) -> Life:
        """All of it."""
        return Life(tuple(self._stays))

    def _put(self, from_m: float, to_m: float, seconds: float, *, indoors: bool) -> None:
        if seconds > 0:
            until = self.now + seconds
            self._stays.append(Stay(self.now, until, self.segment, from_m, to_m, indoors))
            self.now = until

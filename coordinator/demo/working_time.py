"""What a play leaves to its visitors: when it begins, and time to work before he is found."""

from datetime import datetime, timedelta

from coordinator.clock import Clock
from coordinator.demo.direction import Direction

NONE_LEFT = timedelta(0)


class WorkingTime:
    """Lets the clock run once somebody comes to look, and says from when on somebody simulated may
    end the search. Times are those of the exercise clock."""

    def __init__(self, clock: Clock, direction: Direction) -> None:
        self._clock = clock
        self._direction = direction
        self._visited = False
        self._since: datetime | None = None

    def looked_at(self) -> None:
        """Somebody came to look: the clock begins to run."""
        if not self._visited:
            self._visited = True
            self._clock.set_speed(self._direction.first_speed)

    def choose(self, speed: float) -> None:
        """A visitor sets the speed, in this play and the next ones."""
        self._visited = True
        self._clock.set_speed(speed)

    def begin(self) -> None:
        """Another play begins, nobody has taken a part in it."""
        self._since = None

    def taken(self) -> None:
        """A visitor is at the screen of a part; only the first time in a play counts."""
        if self._since is None:
            self.grant()

    def grant(self) -> None:
        """From now on there is all the time to work again."""
        self._since = self._clock.now()

    @property
    def left(self) -> timedelta:
        """How long nobody simulated may find him yet."""
        if self._since is None:
            return NONE_LEFT
        passed = self._clock.now() - self._since
        return max(NONE_LEFT, self._direction.working_time - passed)

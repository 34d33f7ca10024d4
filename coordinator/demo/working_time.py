"""What a play leaves to its visitors: its pace, and time to work before he is found."""

from collections.abc import Callable
from datetime import datetime, timedelta

from coordinator.clock import Clock
from coordinator.demo.direction import Direction

NONE_LEFT = timedelta(0)


class WorkingTime:
    """Sets the clock's speed until a visitor chooses one himself, and says from when on somebody
    simulated may end the search. Times are those of the exercise clock."""

    def __init__(self, clock: Clock, direction: Direction) -> None:
        self.tell: Callable[[], None] = lambda: None
        """Called when the speed has changed by itself; set by whoever serves."""
        self._clock = clock
        self._direction = direction
        self._visited = False
        self._chosen = False
        self._since: datetime | None = None

    def looked_at(self) -> None:
        """Somebody came to look: the clock begins to run."""
        if not self._visited:
            self._visited = True
            self._clock.set_speed(self._direction.first_speed)

    def choose(self, speed: float) -> None:
        """A visitor sets the speed, in this play and the next ones."""
        self._visited = self._chosen = True
        self._clock.set_speed(speed)

    def begin(self) -> None:
        """Another play begins, nobody has taken a part in it."""
        self._since = None
        if self._visited and not self._chosen:
            self._pace(self._direction.first_speed)

    def taken(self) -> None:
        """A visitor is at the screen of a part; only the first time in a play counts."""
        if self._since is None:
            self.grant()
            speed = self._direction.visitor_speed
            if speed is not None and not self._chosen:
                self._pace(speed)

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

    def _pace(self, speed: float) -> None:
        if self._clock.speed != speed:
            self._clock.set_speed(speed)
            self.tell()

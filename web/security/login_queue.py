"""The login queue: checking passwords is slow by design, so few are checked at a time."""

from coordinator.accounts import SignedIn
from coordinator.accounts.passwords import AT_ONCE
from web.own_threads import OwnThreads

LONGEST = 100


class LoginQueue(OwnThreads[SignedIn]):
    """Runs logins in threads of their own, so that a burst of them holds up nothing else."""

    def __init__(self, longest: int = LONGEST) -> None:
        busy = "too many people are signing in"
        super().__init__("login", AT_ONCE, longest, "too_many_logins", busy)

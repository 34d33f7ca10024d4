"""Login throttling: bounded in time, in reach and in memory."""

from coordinator.accounts.throttle import PER_ADDRESS, PER_NAME_AND_ADDRESS, WINDOW_S, LoginThrottle


class Hand:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_after_the_last_allowed_failure_one_waits_for_the_rest_of_the_window() -> None:
    steady = Hand()
    throttle = LoginThrottle(steady=steady)
    for _ in range(PER_NAME_AND_ADDRESS):
        assert throttle.attempt("lin", "a") == 0
        steady.at += 10

    waiting = throttle.attempt("lin", "a")
    steady.at += waiting

    assert waiting == WINDOW_S - 10 * PER_NAME_AND_ADDRESS
    assert throttle.attempt("lin", "a") == 0
    assert throttle.attempt("lin", "a") > 0


def test_a_success_wipes_the_slate() -> None:
    throttle = LoginThrottle(steady=Hand())
    for _ in range(PER_NAME_AND_ADDRESS * 3):
        assert throttle.attempt("lin", "a") == 0
        throttle.succeeded("lin", "a")


def test_an_address_that_tries_many_names_waits_and_nobody_else_does() -> None:
    throttle = LoginThrottle(steady=Hand())
    for number in range(PER_ADDRESS):
        assert throttle.attempt(f"name {number}", "a") == 0

    assert throttle.attempt("another", "a") > 0
    assert throttle.attempt("another", "b") == 0


def test_memory_is_bounded() -> None:
    throttle = LoginThrottle(remembered=10, steady=Hand())
    for number in range(1000):
        throttle.attempt(f"name {number}", f"address {number}")

    assert throttle.remembered <= 10

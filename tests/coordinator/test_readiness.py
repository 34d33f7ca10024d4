"""Given named checks, when somebody asks, then each answers in time, with the truth."""

import threading
import time

import pytest

from coordinator.readiness import STUCK_S, KeepsUp, NotReady, Readiness


def well() -> None:
    return


def full() -> None:
    raise NotReady("only 3 MB free")


def quoting() -> None:
    raise ValueError("could not store 'Li Wei, 138 0013 8000'")


def test_each_check_is_named_with_what_it_found() -> None:
    readiness = Readiness({"database": well, "disk": full})
    assert readiness.look() == {"database": "ok", "disk": "only 3 MB free"}


def test_the_text_of_an_unexpected_error_is_not_told() -> None:
    assert Readiness({"database": quoting}).look() == {"database": "failed: ValueError"}


def test_a_check_that_hangs_is_told_in_time_and_not_asked_a_second_time() -> None:
    asked, let_go = [], threading.Event()

    def hangs() -> None:
        asked.append(1)
        let_go.wait()

    readiness = Readiness({"database": hangs, "sessions": well})
    begun = time.monotonic()
    for _ in range(3):
        said = readiness.look(within_s=0.1)
        assert said == {"database": "no answer in time", "sessions": "ok"}
    assert time.monotonic() - begun < 3
    assert asked == [1]
    let_go.set()
    assert readiness.look() == {"database": "ok", "sessions": "ok"}
    assert readiness.look() == {"database": "ok", "sessions": "ok"}
    assert len(asked) == 2, "once it has answered it is asked anew"


class StandIn:
    """A feed as far as it is asked here."""

    running = True
    position = 10
    waiting = 0

    def behind(self) -> int:
        return self.waiting


@pytest.fixture
def now() -> list[float]:
    return [0.0]


def test_a_feed_is_stuck_only_when_it_stands_still_with_events_waiting(now: list[float]) -> None:
    feed = StandIn()
    keeps_up = KeepsUp(feed, steady=lambda: now[0])  # type: ignore[arg-type]
    keeps_up.check()
    now[0] += 1000
    feed.waiting = 3
    keeps_up.check()
    now[0] += STUCK_S - 0.1
    keeps_up.check()
    now[0] += 0.2
    with pytest.raises(NotReady, match="3 notifications behind"):
        keeps_up.check()
    assert keeps_up.behind == 3
    feed.position, feed.waiting = 12, 1
    keeps_up.check()
    now[0] += STUCK_S / 2
    feed.position, feed.waiting = 13, 2
    keeps_up.check()
    now[0] += STUCK_S / 2 + 0.1
    keeps_up.check()
    feed.running = False
    with pytest.raises(NotReady, match="not running"):
        keeps_up.check()

"""What to watch next: camera windows ranked by what they can tell for an officer's minute.

The worth of a window is the information its outcome gives about the path, I = h(E q) - E h(q) in
bits, with q the probability that the officer sees the subject if he took this path. It is the
quick measure; where a team could find him now it does not ask.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray

from domain.camera import Camera
from domain.moment import moment_text
from domain.window import Window
from projections.advice.sentence import Sentence, share_words

LENGTHS_MIN = (10, 20, 40)
STEP_MIN = 5
PLAYBACK_SPEED = 8.0
"""Recordings are watched this many times as fast; assumption, no published source."""
OVERHEAD_MIN = 0.5
"""To find and open a recording; assumption, no published source."""
LEAST_GAIN_BITS = 1e-4

Seconds = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ZonePasses:
    """Who passes a camera's zone when, in seconds after the last known point."""

    trajectory: NDArray[np.int64]
    enter: Seconds
    leave: Seconds


@dataclass(frozen=True, slots=True)
class Review:
    """A window of a camera worth watching. Times by the camera's clock."""

    camera_id: str
    window: Window
    gain_bits: float
    minutes: float
    """Of an officer's time, waiting for the recording included."""
    share: float
    """Probability that he can be passed here in this window."""
    reason: Sentence

    @property
    def bits_per_minute(self) -> float:
        """What the list is ordered by."""
        return self.gain_bits / self.minutes

    def record(self) -> dict[str, object]:
        """As people outside read it."""
        return {
            "camera_id": self.camera_id,
            "from": moment_text(self.window.since),
            "until": moment_text(self.window.until),
            "gain_bits": self.gain_bits,
            "minutes": self.minutes,
            "share": self.share,
            "reason": self.reason,
        }


def entropy_bits(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Binary entropy h(p) in bits, 0 at both ends."""
    inside = np.clip(p, 1e-300, 1 - 1e-16)
    return -(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside))


def best_window(
    camera: Camera,
    passes: ZonePasses,
    weights: NDArray[np.float64],
    begin: datetime,
    until_s: float,
    pod: float,
    closed: Iterable[tuple[float, float]],
    clock_ahead: timedelta,
) -> Review | None:
    """The best window of one camera on a five-minute grid from the last known point to now.

    `weights` are the trajectories' probabilities, `begin` the last known point's time, `until_s`
    the seconds from then to now; `closed` are spans (seconds) already reviewed, being reviewed by
    a colleague or not recorded: passes that touch them tell nothing more.
    """
    free = np.ones(len(passes.enter), bool)
    for since, until in closed:
        free &= (passes.leave <= since) | (passes.enter >= until)
    free &= passes.enter < until_s
    trajectory, enter, leave = passes.trajectory[free], passes.enter[free], passes.leave[free]
    if not len(trajectory):
        return None
    best: tuple[float, float, float, float, float, float] | None = None
    for length_min in LENGTHS_MIN:
        minutes = length_min / PLAYBACK_SPEED + OVERHEAD_MIN + camera.retrieval_min
        first = _first_per_slot(trajectory, enter, leave, until_s, length_min)
        for since, until, seen in first:
            share = float(weights[seen].sum())
            q = share * pod
            gain = float(entropy_bits(np.array([q]))[0] - share * entropy_bits(np.array([pod]))[0])
            rank = gain / minutes
            if best is None or rank > best[0]:
                best = (rank, since, until, gain, minutes, share)
    if best is None or best[3] < LEAST_GAIN_BITS:
        return None
    _, since, until, gain, minutes, share = best
    window = Window(
        begin + timedelta(seconds=since) + clock_ahead,
        begin + timedelta(seconds=until) + clock_ahead,
    )
    return Review(camera.camera_id, window, gain, minutes, share, _reason(share))


def _first_per_slot(
    trajectory: NDArray[np.int64], enter: Seconds, leave: Seconds, until_s: float, length_min: int
) -> Iterable[tuple[float, float, NDArray[np.int64]]]:
    """Each window of this length with the trajectories that can be passed in it, each once."""
    length_s, step_s = length_min * 60.0, STEP_MIN * 60.0
    last = max(until_s - length_s, 0.0)
    starts = np.arange(0.0, last + step_s, step_s)
    for start in np.minimum(starts, last):
        stop = min(start + length_s, until_s)
        touched = (enter < stop) & (leave > start)
        if touched.any():
            yield float(start), float(stop), np.unique(trajectory[touched])


def _reason(share: float) -> Sentence:
    words = share_words(share)
    return {
        "zh": f"他在这段时间从这里经过的可能性：{words['zh']}",
        "en": f"{words['en']} of where he can be passed here in this time",
    }


def ranked(
    reviews: Iterable[Review], overwritten: Mapping[str, datetime], most: int
) -> list[Review]:
    """The best first; of equal worth, what is overwritten soonest."""

    def order(review: Review) -> tuple[float, float, str]:
        gone = overwritten.get(review.camera_id)
        soon = inf if gone is None else gone.timestamp()
        return -round(review.bits_per_minute, 4), soon, review.camera_id

    return sorted(reviews, key=order)[:most]

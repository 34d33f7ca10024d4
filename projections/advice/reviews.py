"""What to watch next: camera windows ranked by what they can tell for an officer's minute.

The worth of a window is the information its outcome gives about the path. It is the quick measure;
where a team could find him now it does not ask.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray

from domain.camera import Camera
from domain.moment import moment_text
from domain.window import Window
from projections.advice.sentence import Sentence, share_words
from projections.advice.windows import Span, ZonePasses, free_spans, windows_in, worth

PLAYBACK_SPEED = 8.0
"""Recordings are watched this many times as fast; assumption, no published source."""
OVERHEAD_MIN = 0.5
"""To find and open a recording; assumption, no published source."""
LEAST_GAIN_BITS = 1e-4


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
    overwritten_at: datetime | None = None
    """When its beginning will be overwritten, UTC; None if that is not known."""

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


def best_window(
    camera: Camera,
    passes: ZonePasses,
    weights: NDArray[np.float64],
    begin: datetime,
    until_s: float,
    pod: float,
    closed: Collection[Span],
    clock_ahead: timedelta,
    missing: Collection[Span] = (),
) -> Review | None:
    """The best window of one camera from the last known point to now, None where none tells
    anything.

    `weights` are the trajectories' probabilities, `begin` the last known point's time, `until_s`
    the seconds from then to now. `closed` are spans (seconds) already reviewed or being reviewed
    by a colleague: passes that touch them tell nothing more. `missing` are spans without
    recording. No window reaches into either.
    """
    if not len(passes.trajectory):
        return None
    gone_s = _overwritten_s(camera, until_s)
    free = free_spans(until_s, [*closed, *missing, (-inf, gone_s)])
    if not free:
        return None
    windows = windows_in(free)
    gains, shares = worth(windows, passes, weights, pod, closed)
    lasting_min = (windows.until - windows.since) / 60.0
    minutes = lasting_min / PLAYBACK_SPEED + OVERHEAD_MIN + camera.retrieval_min
    best = int(np.argmax(gains / minutes))
    if gains[best] < LEAST_GAIN_BITS:
        return None
    since = begin + timedelta(seconds=float(windows.since[best]))
    until = begin + timedelta(seconds=float(windows.until[best]))
    kept_h = camera.overwritten_after_h
    return Review(
        camera.camera_id,
        Window(since + clock_ahead, until + clock_ahead),
        float(gains[best]),
        float(minutes[best]),
        float(shares[best]),
        _reason(float(shares[best])),
        None if kept_h is None else since + timedelta(hours=kept_h),
    )


def _overwritten_s(camera: Camera, until_s: float) -> float:
    """Until when the recording is lost by now, in seconds after the last known point."""
    kept_h = camera.overwritten_after_h
    return -inf if kept_h is None else until_s - kept_h * 3600


def _reason(share: float) -> Sentence:
    words = share_words(share)
    return {
        "zh": f"他在这段时间从这里经过的可能性：{words['zh']}",
        "en": f"{words['en']} of where he can be passed here in this time",
    }


def ranked(reviews: Iterable[Review], most: int) -> list[Review]:
    """The best first; of equal worth, what is overwritten soonest."""

    def order(review: Review) -> tuple[float, float, str]:
        gone = review.overwritten_at
        soon = inf if gone is None else gone.timestamp()
        return -round(review.bits_per_minute, 4), soon, review.camera_id

    return sorted(reviews, key=order)[:most]

"""Reviews: windows of cameras that are worth watching, and by what they are ranked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.camera import Camera
from domain.moment import moment_text
from domain.window import Window
from projections.advice.sentence import Sentence, share_words
from projections.advice.windows import Span, Windows, ZonePasses, free_spans, windows_in, worth

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


class Scan(NamedTuple):
    """All windows of one camera with what each tells about the path."""

    windows: Windows
    gains: NDArray[np.float64]
    """In bits."""
    shares: NDArray[np.float64]
    minutes: NDArray[np.float64]


def scan(
    camera: Camera,
    passes: ZonePasses,
    weights: NDArray[np.float64],
    until_s: float,
    pod: float,
    closed: Collection[Span],
    missing: Collection[Span] = (),
) -> Scan | None:
    """The windows that can be watched from the last known point to now, `until_s` seconds later;
    None where there is none.

    `weights` are the trajectories' probabilities. `closed` are spans (seconds) already reviewed or
    being reviewed by a colleague: passes that touch them tell nothing more. `missing` are spans
    without recording. No window reaches into either.
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
    return Scan(windows, gains, shares, minutes)


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
    """The window of one camera that tells most about the path per minute, None where none tells
    anything: the simple measure, which does not ask where a team could find him now.

    `begin` is the last known point's time; the others as in `scan`.
    """
    scanned = scan(camera, passes, weights, until_s, pod, closed, missing)
    if scanned is None:
        return None
    best = int(np.argmax(scanned.gains / scanned.minutes))
    if scanned.gains[best] < LEAST_GAIN_BITS:
        return None
    span = float(scanned.windows.since[best]), float(scanned.windows.until[best])
    share = float(scanned.shares[best])
    return review_of(
        camera, span, begin, clock_ahead,
        float(scanned.gains[best]), float(scanned.minutes[best]), share, share_reason(share),
    )  # fmt: skip


def review_of(
    camera: Camera,
    span: Span,
    begin: datetime,
    clock_ahead: timedelta,
    gain_bits: float,
    minutes: float,
    share: float,
    reason: Sentence,
) -> Review:
    """A review of a span in seconds after `begin`, put by the camera's clock."""
    since, until = (begin + timedelta(seconds=each) for each in span)
    kept_h = camera.overwritten_after_h
    return Review(
        camera.camera_id,
        Window(since + clock_ahead, until + clock_ahead),
        gain_bits,
        minutes,
        share,
        reason,
        None if kept_h is None else since + timedelta(hours=kept_h),
    )


def review_minutes(span: Span, retrieval_min: float) -> float:
    """Of an officer's time to watch one window of a camera."""
    return (span[1] - span[0]) / 60.0 / PLAYBACK_SPEED + OVERHEAD_MIN + retrieval_min


def _overwritten_s(camera: Camera, until_s: float) -> float:
    """Until when the recording is lost by now, in seconds after the last known point."""
    kept_h = camera.overwritten_after_h
    return -inf if kept_h is None else until_s - kept_h * 3600


def share_reason(share: float) -> Sentence:
    """Why a window: how probable it is that he can be passed in it."""
    words = share_words(share)
    return {
        "zh": f"他在这段时间从这里经过的可能性：{words['zh']}",
        "en": f"{words['en']} of where he can be passed here in this time",
    }


def rank_of(bits_per_minute: float, overwritten_at: datetime | None, camera_id: str) -> "Rank":
    """The best first; of equal worth, what is overwritten soonest."""
    soon = inf if overwritten_at is None else overwritten_at.timestamp()
    return -round(bits_per_minute, 4), soon, camera_id


Rank = tuple[float, float, str]


def ranked(reviews: Iterable[Review], most: int) -> list[Review]:
    """The best first; of equal worth, what is overwritten soonest."""

    def order(review: Review) -> Rank:
        return rank_of(review.bits_per_minute, review.overwritten_at, review.camera_id)

    return sorted(reviews, key=order)[:most]

"""Reviews: windows of cameras that are worth watching, and by what they are ranked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray

from domain.camera import Camera
from domain.moment import moment_text
from domain.window import Window
from projections.advice.officer_time import SHIPPED, OfficerTime
from projections.advice.path_gain import worth
from projections.advice.sentence import Sentence, share_words
from projections.advice.windows import Span, ZonePasses, free_spans, windows_in

PLAYBACK_SPEED = SHIPPED.playback
OVERHEAD_MIN = SHIPPED.overhead_min
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


def free_of(
    camera: Camera, until_s: float, closed: Collection[Span], missing: Collection[Span]
) -> tuple[Span, ...]:
    """What of a camera's recordings can be watched, from the last known point to `until_s`
    seconds later: not what was reviewed or is being reviewed, not what was never recorded, not
    what is overwritten by then."""
    kept_h = camera.overwritten_after_h
    if kept_h is None:
        return free_spans(until_s, (*closed, *missing))
    return free_spans(until_s, (*closed, *missing, (-inf, until_s - kept_h * 3600)))


def best_window(
    camera: Camera,
    passes: ZonePasses,
    weights: NDArray[np.float64],
    begin: datetime,
    until_s: float,
    pod: float | NDArray[np.float64],
    closed: Collection[Span],
    clock_ahead: timedelta,
    missing: Collection[Span] = (),
    time: OfficerTime = SHIPPED,
) -> Review | None:
    """The window of one camera that tells most about the path per minute, None where none tells
    anything: the simple measure, which does not ask where a team could find him now.

    `begin` is the last known point's time, `until_s` how many seconds ago that was. `weights` are
    the trajectories' probabilities. `closed` are spans (seconds) already reviewed or being
    reviewed by a colleague: passes that touch them tell nothing more. `missing` are spans without
    recording. No window reaches into either.
    """
    free = free_of(camera, until_s, closed, missing)
    if not free or not len(passes.trajectory):
        return None
    windows = windows_in(free)
    gains, shares = worth(windows, passes, weights, pod, closed)
    lasting_min = (windows.until - windows.since) / 60.0
    minutes = lasting_min / time.playback + time.overhead_min + camera.retrieval_min
    best = int(np.argmax(gains / minutes))
    if gains[best] < LEAST_GAIN_BITS:
        return None
    span = float(windows.since[best]), float(windows.until[best])
    share = float(shares[best])
    return review_of(
        camera, span, begin, clock_ahead,
        float(gains[best]), float(minutes[best]), share, share_reason(share),
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

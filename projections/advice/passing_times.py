"""Passing times: when he can have been in a camera's picture at all, and how likely."""

from typing import NamedTuple

import numpy as np

from projections.belief.weighted import WeightedTrajectories

STEP_S = 300.0


class PassingTime(NamedTuple):
    """So likely it is that he was in the picture at some time of this span (seconds after the last
    known point)."""

    since_s: float
    until_s: float
    share: float


def passing_times(
    trajectories: WeightedTrajectories, camera_id: str, pod: float, until_s: float
) -> list[PassingTime]:
    """Spans of five minutes from the last known point to `until_s`, without those in which nobody
    passes. Given all evidence; what the camera would never make out (`pod` is that of a sharp
    picture) does not count."""
    passes = trajectories.passes_by_part(camera_id)
    visible = trajectories.pods(pod) > 0.0
    times = []
    for since_s in np.arange(0.0, until_s, STEP_S).tolist():
        end_s = min(since_s + STEP_S, until_s)
        share = 0.0
        for part, found in zip(trajectories.parts, passes, strict=True):
            there = (found.enter < end_s) & (found.leave > since_s) & visible[found.level]
            seen = np.zeros(len(part.weights), np.bool_)
            seen[found.trajectory[there]] = True
            share += float(part.weights[seen].sum())
        if share > 0.0:
            times.append(PassingTime(since_s, end_s, share))
    return times

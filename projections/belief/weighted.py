"""The weighted trajectories behind a belief, for whoever wants more than the map."""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.batch import Batch
from projections.belief.passes import Passes


class Part(NamedTuple):
    """One batch in force with the normalised weights of its trajectories."""

    batch: Batch
    weights: NDArray[np.float64]


class WeightedTrajectories:
    """Trajectories of all stories, numbered through, with weights that add up to 1.

    Stays valid and unchanged whatever the engine is asked afterwards. Times are seconds after
    the last known point.
    """

    def __init__(
        self,
        parts: tuple[Part, ...],
        segments: int,
        horizon_s: float,
        passes: Callable[[Batch, str], Passes],
        pods: Callable[[float], tuple[float, ...]],
    ) -> None:
        self.parts = parts
        """The batches they are stored in, in order."""
        self._segments = segments
        self._passes = passes
        self._pods = pods
        self.horizon_s = horizon_s
        """Until when they were simulated; afterwards everybody stays where he is."""

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Normalised, one per trajectory."""
        return np.concatenate([part.weights for part in self.parts])

    @property
    def count(self) -> int:
        """How many trajectories."""
        return sum(len(part.weights) for part in self.parts)

    @property
    def effective_sample_size(self) -> float:
        """(sum w)^2 / sum w^2 over all of them."""
        squares = sum(float((part.weights * part.weights).sum()) for part in self.parts)
        return 1.0 / squares

    def positions(self, at_s: float) -> NDArray[np.int64]:
        """For each trajectory the segment it is on at a time, -1 for the rest of the world."""
        return np.concatenate([part.batch.rows_at(at_s) for part in self.parts]) - 1

    def place_probabilities(self, at_s: float) -> NDArray[np.float64]:
        """Weights summed by place at a time: the rest of the world first, then every segment."""
        total = np.zeros(self._segments + 1)
        for part in self.parts:
            rows = part.batch.rows_at(at_s)
            total += np.bincount(rows, part.weights, self._segments + 1)
        return total

    def camera_passes(
        self, camera_id: str
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """Passes through a camera's zone: trajectory, enter and leave in seconds, ordered by
        trajectory and time. Nothing for a camera the area does not have."""
        found = self.passes_by_part(camera_id)
        counts = [part.batch.trajectories for part in self.parts]
        first = np.cumsum([0, *counts[:-1]], dtype=np.int64)
        return (
            np.concatenate([f.trajectory + start for f, start in zip(found, first, strict=True)]),
            np.concatenate([f.enter for f in found]),
            np.concatenate([f.leave for f in found]),
        )

    def passes_by_part(self, camera_id: str) -> list[Passes]:
        """The same for every part by itself, its trajectories numbered as in its batch."""
        return [self._passes(part.batch, camera_id) for part in self.parts]

    def pods(self, pod: float) -> NDArray[np.float64]:
        """By level of sharpness (see Passes) the POD of one pass, if a window were cleared with
        this POD: what the belief would multiply by is 1 minus it."""
        return np.array(self._pods(pod))

    def batch_of(self, trajectory: int) -> tuple[Batch, int]:
        """The batch that holds a trajectory, and its number in it."""
        for part in self.parts:
            if trajectory < part.batch.trajectories:
                return part.batch, trajectory
            trajectory -= part.batch.trajectories
        raise IndexError("there is no such trajectory")

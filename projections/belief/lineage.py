"""Where trajectories come from: a place to begin at, and what they were before."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import inlined
from projections.belief.visits import INDOORS, Visits


class Origin(NamedTuple):
    """Where trajectories begin: stretches, with their cumulative share, and a factor on each of
    the two directions (a reported heading)."""

    segment: NDArray[np.int32]
    from_m: NDArray[np.float64]
    to_m: NDArray[np.float64]
    share: NDArray[np.float64]
    along: NDArray[np.float64]
    against: NDArray[np.float64]


class Lineage(NamedTuple):
    """What each trajectory was before it began here: a trajectory of the parent until a time."""

    parent: Visits
    ancestor: NDArray[np.int64]
    """-1 where there is none."""
    since: NDArray[np.float64]
    """When it begins here, in seconds after the last known point; 0 without an ancestor."""
    resting: float = 0.0
    """Probability that one whose ancestor rests in the open then goes on resting."""
    there: bool = True
    """Whether the ancestors were at the place of the report; else it begins at that place."""


@inlined
def inherited(lineage: Lineage, i: int, out: Visits) -> tuple[int, int, float]:
    """Copy the ancestor's visits until the new beginning, the last one cut there.

    Returns the next free row, -1 if rows are lacking; the code of the last visit, -1 if there is
    none or it is outside the area; and until when the ancestor rested in the open there, 0 if it
    did not.
    """
    k = out.offset[i]
    ancestor = lineage.ancestor[i]
    if ancestor < 0:
        return k, -1, 0.0
    parent, since = lineage.parent, lineage.since[i]
    first, last = parent.offset[ancestor], parent.offset[ancestor + 1] - 1
    if k + last - first >= len(out.where):
        return -1, -1, 0.0
    begun = 0.0
    v = first
    while v < last and parent.until[v] < since:
        out.where[k] = parent.where[v]
        out.until[k] = begun = parent.until[v]
        out.from_part[k] = parent.from_part[v]
        out.to_part[k] = parent.to_part[v]
        k += 1
        v += 1
    part = min(1.0, max(0.0, (since - begun) / max(1e-3, parent.until[v] - begun)))
    out.where[k] = parent.where[v]
    out.until[k] = since
    start, stop = float(parent.from_part[v]), float(parent.to_part[v])
    out.from_part[k] = parent.from_part[v]
    out.to_part[k] = np.uint16(start + part * (stop - start) + 0.5)
    code = parent.where[v]
    rests = code >= 0 and not code & INDOORS and parent.from_part[v] == parent.to_part[v]
    return k + 1, code, float(parent.until[v]) if rests else 0.0

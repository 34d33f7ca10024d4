"""The gates of compounds: most let anybody through by day, some keep strangers or wheels out."""

from __future__ import annotations

import random

from coordinator.demo.district.drawn_way import Tags

_MAIN_GATES: tuple[tuple[float, Tags], ...] = (
    (0.45, {"barrier": "gate", "foot": "yes"}),
    (0.30, {"barrier": "lift_gate", "foot": "yes"}),
    (0.25, {"barrier": "gate", "access": "private"}),
)
_SIDE_GATES: tuple[tuple[float, Tags], ...] = (
    (0.60, {"barrier": "gate", "foot": "yes"}),
    (0.25, {"barrier": "gate", "access": "private"}),
    (0.15, {"barrier": "turnstile", "wheelchair": "no"}),
)


def gate_tags(main: bool, rng: random.Random) -> Tags:
    """Return the tags of the main gate of a compound, or of another one."""
    drawn = rng.random()
    for share, tags in _MAIN_GATES if main else _SIDE_GATES:
        if drawn < share:
            return tags
        drawn -= share
    return _MAIN_GATES[0][1]

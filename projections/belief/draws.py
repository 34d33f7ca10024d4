"""Random draws from a stream that belongs to one trajectory alone (splitmix64).

Stream states are 64-bit integers made from seed, batch and number, so any process draws the
same; each draw moves the state on by a constant, hence longer simulations only append.
Source of the mixing constants: Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195.
"""

import hashlib
from math import cos, exp, log, pi, sqrt

import numpy as np

from projections.belief.compiled import inlined

STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)
_30 = np.uint64(30)
_27 = np.uint64(27)
_31 = np.uint64(31)
_11 = np.uint64(11)


def seed_of(*content: object) -> int:
    """A 64-bit seed that depends on all of the content's text and on nothing else."""
    text = "\x1f".join(repr(part) for part in content)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


@inlined
def mixed(state: np.uint64) -> np.uint64:
    """The output of splitmix64 at a state."""
    z = (state ^ (state >> _30)) * _MIX_A
    z = (z ^ (z >> _27)) * _MIX_B
    return z ^ (z >> _31)


@inlined
def uniform(state: np.uint64) -> float:
    """A number in (0, 1) at a state; never 0, so that its logarithm exists."""
    return (float(mixed(state) >> _11) + 0.5) * 1.1102230246251565e-16


@inlined
def normal(state: np.uint64) -> float:
    """A standard normal number (Box-Muller); uses this state and the next."""
    return sqrt(-2.0 * log(uniform(state))) * cos(2.0 * pi * uniform(state + STEP))


@inlined
def lognormal(state: np.uint64, median: float, spread: float) -> float:
    """A lognormal number; uses this state and the next."""
    return median * exp(spread * normal(state))

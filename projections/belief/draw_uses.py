"""What the sixteen draws of one round of a trajectory are used for, as offsets of its state."""

import numpy as np

from projections.belief.draws import STEP

_MASK = 0xFFFFFFFFFFFFFFFF
ROUND = np.uint64((16 * int(STEP)) & _MASK)
"""From one round to the next; below, the uses, of which some take two draws."""
TO_LEAVE = np.uint64(0)
TO_STAY = np.uint64((1 * int(STEP)) & _MASK)
HOW_LONG = np.uint64((2 * int(STEP)) & _MASK)
WHICH_WAY = np.uint64((4 * int(STEP)) & _MASK)
TRAPPED = np.uint64((5 * int(STEP)) & _MASK)
TRAP_PLACE = np.uint64((6 * int(STEP)) & _MASK)
WHICH_EVENT = np.uint64((7 * int(STEP)) & _MASK)
NEXT_EVENT = np.uint64((8 * int(STEP)) & _MASK)
MIND = np.uint64((9 * int(STEP)) & _MASK)
RANGE = np.uint64((11 * int(STEP)) & _MASK)
PACE = np.uint64((13 * int(STEP)) & _MASK)
TO_REST = np.uint64((15 * int(STEP)) & _MASK)

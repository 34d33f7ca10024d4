"""Undisturbed: who tells a thousand screens is not made to take turns with who computes."""

import asyncio
import sys

SWITCH_S = 0.0005
"""So long a thread that computes may keep the others waiting, of which several in turn bring an
event to the screens. The interpreter's own choice, ten times as long, is for work alone."""
TELLING_S = 0.05
"""And so long it waits itself, while one message is being written to everybody."""


def give_way() -> None:
    """Have threads that compute give way soon, in the whole process from now on."""
    sys.setswitchinterval(SWITCH_S)


def tell_undisturbed() -> None:
    """Have them wait until this turn of the event loop is over and what was told is written."""
    sys.setswitchinterval(TELLING_S)
    asyncio.get_running_loop().call_soon(give_way)

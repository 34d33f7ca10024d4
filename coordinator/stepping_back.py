"""Stepping back: threads that compute leave the processor to those who answer and tell."""

import os
import threading
from contextlib import suppress

LESS_URGENT = 5
"""Of the system's steps of priority: about a third of the share where both want a processor."""


def step_back() -> None:
    """Make the calling thread less urgent than others of this process, where the system can."""
    if os.name == "posix" and hasattr(threading, "get_native_id"):
        with suppress(OSError):
            # On Linux a thread has a priority of its own.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS_URGENT)

"""How work that takes long says how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how many steps are done, of about how many; may raise to stop the work."""

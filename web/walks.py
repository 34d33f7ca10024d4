"""The walk of a request: what is logged and counted on the way of a command through the layers."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from time import perf_counter
from uuid import UUID

from starlette.types import ASGIApp, Receive, Scope, Send

from coordinator.database import StorageUnavailableError
from coordinator.log_lines import about, also_about, say
from domain.command import Answer
from domain.refusal import Refusal
from web.measures import COMMANDS
from web.problem import Problem

log = logging.getLogger(__name__)


class Walks:
    """Begins a walk with each request, so that lines about an error outside a route name the
    search and command, too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        with about():
            await self._app(scope, receive, send)


class Walk:
    """One command on its way."""

    def __init__(self) -> None:
        self.answer: Answer | None = None

    def of(self, search_id: UUID, command_id: str) -> None:
        """Which command it is."""
        also_about(search_id=str(search_id), command_id=command_id)

    @property
    def outcome(self) -> str:
        """How it ended, if nothing was raised."""
        return "repeated" if self.answer is not None and self.answer.repeated else "done"


@contextmanager
def walking(action: str) -> Generator[Walk]:
    """Count and log a command that is carried out in the block, however it ends.

    Outcomes: done, repeated, refused, unavailable (no database), failed.
    """
    walk, begun = Walk(), perf_counter()
    outcome = "failed"
    try:
        yield walk
        outcome = walk.outcome
    except (Refusal, Problem):
        outcome = "refused"
        raise
    except StorageUnavailableError:
        outcome = "unavailable"
        raise
    finally:
        took_s = perf_counter() - begun
        COMMANDS.labels(action=action, outcome=outcome).observe(took_s)
        version = {} if walk.answer is None else {"version": walk.answer.version}
        say(log, "command", action=action, outcome=outcome, ms=round(took_s * 1e3, 1), **version)

"""Deciding: how a policy gives a command, and what is counted and logged of it."""

import logging
from uuid import UUID

from coordinator.log_lines import about, say
from coordinator.measures import DECISIONS
from coordinator.searches.commanding import Commanding
from domain.command import Command, Issued
from domain.refusal import Refusal

log = logging.getLogger(__name__)


def decided(
    commanding: Commanding, search_id: UUID, command: Command, by: Issued, decision: str
) -> int:
    """Give a command; 1 if this is the process that did it, 0 if somebody was faster."""
    with about(command_id=by.command_id):
        try:
            answer = commanding.obey(search_id, command, by)
        except Refusal as refusal:
            # That is what the refusal is for: a team answered, or another process decided.
            DECISIONS.labels("too_late").inc()
            say(log, "policy", decision="too_late", code=refusal.code)
            return 0
        if answer.repeated:
            DECISIONS.labels("too_late").inc()
            return 0
        DECISIONS.labels(decision).inc()
        say(log, "policy", decision=decision, version=answer.version)
        return 1

"""A command as it came in: who gave it, when, to which search."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from starlette.requests import Request

from coordinator.accounts import Principal
from coordinator.searches.vaulted import TextsOfCommand
from coordinator.vault import Json
from domain.area import Area
from domain.command import Answer, Command, Issued
from domain.refusal import invalid
from domain.search import Search
from web.problem import Problem
from web.search_services import SearchServices
from web.wire.command_body import CommandBody
from web.wire.moment import wire_moment

Read = TypeVar("Read")

KEY = "Idempotency-Key"
CLIENT_TIME = "Client-Time"
AHEAD = timedelta(seconds=60)
"""How far in the future a device may place what happened; then it counts as now."""


@dataclass
class Given:
    """What the makers of commands are told besides the body."""

    services: SearchServices
    principal: Principal
    search_id: UUID
    ids: Mapping[str, str]
    """The ids of the path, by name, without the search's."""
    by: Issued
    device_error: timedelta
    """By how much the device's clock is behind ours."""
    texts: TextsOfCommand = field(init=False)
    _looked: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.texts = TextsOfCommand(self.search_id, self.by.command_id)

    @property
    def own_team(self) -> str | None:
        """The team that the giver walks with in this search."""
        return self.principal.team_in(str(self.search_id))

    def ref(self, name: str, text: Json) -> str | None:
        """Have a text sealed before the search decides; the reference for the event."""
        return self.texts.ref(name, text)

    @cached_property
    def area(self) -> Area:
        """The area of the search."""
        return self.look(self.services.areas.of_search)

    def obey(self, command: Command) -> Answer:
        """Have the search decide, which `earlier` has looked at."""
        commanding = self.services.commanding
        return commanding.obey(self.search_id, command, self.by, looked=self._looked)

    def earlier(self) -> Answer | None:
        """What the search answered to this very command before, None if it is new."""
        answer = self.look(lambda search: search.answer_to(self.by))
        self._looked = True
        return answer

    def look(self, read: Callable[[Search], Read]) -> Read:
        """Read something off the search as it is now, under its lock."""
        with self.services.commanding.reading(self.search_id) as search:
            return read(search)


def issued(request: Request, body: CommandBody, actor: str, now: datetime) -> Issued:
    """The envelope of a command; a Problem or Refusal when key or times are wrong."""
    return Issued(
        command_id=command_key(request),
        digest=digest(request, body),
        actor=actor,
        occurred_at=corrected(body.occurred_at, device_error(request, now), now),
        now=now,
    )


def command_key(request: Request) -> str:
    """The client-made id of a command as UUID text."""
    given = request.headers.get(KEY)
    if given is None:
        detail = f"expected the header {KEY}: a UUID, new for each command and the same for retries"
        raise Problem(
            400,
            "idempotency_key_missing",
            detail,
            errors=[{"field": KEY, "message": detail, "code": "missing"}],
        )
    try:
        return str(UUID(given))
    except ValueError as problem:
        raise invalid(KEY, "expected a UUID", "wrong_form") from problem


def digest(request: Request, body: CommandBody) -> str:
    """What the command says: SHA-256 of method, path and body, however the body was written."""
    content = body.model_dump(mode="json", by_alias=True, exclude_unset=True)
    text = json.dumps([request.method, request.url.path, content], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def device_error(request: Request, now: datetime) -> timedelta:
    """By how much the device's clock is behind ours, zero where it does not tell."""
    told = request.headers.get(CLIENT_TIME)
    if told is None:
        return timedelta()
    try:
        return now - wire_moment(told)
    except ValueError as problem:
        raise invalid(CLIENT_TIME, str(problem), "not_a_time") from problem


def corrected(
    moment: datetime | None, error: timedelta, now: datetime, name: str = "occurred_at"
) -> datetime:
    """A moment by the device's clock in true time, at most now; a Refusal from 60 s later on."""
    if moment is None:
        return now
    true = moment + error
    if true > now + AHEAD:
        raise invalid(name, "lies in the future: expected a time up to now", "in_the_future")
    return min(true, now)

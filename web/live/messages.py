"""Every text message of the protocol, both ways, as one discriminated union each."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from web.wire.answers import EventAnswer, PositionAnswer
from web.wire.watching import WatcherReportAnswer

PROTOCOL = 1


class Message(BaseModel):
    """A text frame: a JSON object told apart by its type, with no field that is not named."""

    model_config = ConfigDict(extra="forbid")


class Hello(Message):
    """The first message: who and where you are."""

    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL
    search_id: str
    account_id: str
    role: str
    team_id: str | None
    version: int
    area: str
    area_hash: str
    now: str
    clock_speed: float
    heartbeat_s: float


class Snapshot(Message):
    """The whole state, for who comes new or from too far back."""

    type: Literal["snapshot"] = "snapshot"
    version: int
    state: dict[str, Any]
    positions: list[PositionAnswer]


class Events(Message):
    """What happened and may be seen; afterwards the client is at `up_to`."""

    type: Literal["events"] = "events"
    up_to: int
    events: list[EventAnswer]


class Positions(Message):
    """Where teams are now, those that moved."""

    type: Literal["positions"] = "positions"
    positions: list[PositionAnswer]


class Advice(Message):
    """What to watch next and where to send whom, to desks."""

    type: Literal["advice"] = "advice"
    version: int
    at: str
    reviews: list[dict[str, Any]]
    redirects: list[dict[str, Any]]
    notices: list[dict[str, Any]] = Field(default_factory=list)


class Delivered(Message):
    """A phone has shown a redirect, to desks."""

    type: Literal["delivered"] = "delivered"
    redirect_id: str
    at: str


class TeamPresence(BaseModel):
    """Whether a phone of this team is connected, since when."""

    team_id: str
    connected: bool
    since: str


class Presence(Message):
    """Which teams' phones are connected, to desks: those for which it changed."""

    type: Literal["presence"] = "presence"
    teams: list[TeamPresence]


class WatcherReports(Message):
    """What lies in the inbox, to officers: on coming, the newest ones; then those that changed."""

    type: Literal["watcher_reports"] = "watcher_reports"
    waiting: int
    reports: list[WatcherReportAnswer]


class Ping(Message):
    """The heartbeat; to be answered with pong."""

    type: Literal["ping"] = "ping"
    now: str
    clock_speed: float


ServerMessage = Annotated[
    Hello | Snapshot | Events | Positions | Advice | Delivered | Presence | WatcherReports | Ping,
    Field(discriminator="type"),
]
SERVER: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)


class Pong(Message):
    """The answer to a ping."""

    type: Literal["pong"]


class Shown(Message):
    """This phone has shown a redirect."""

    type: Literal["delivered"]
    redirect_id: Annotated[str, Field(max_length=64)]


ClientMessage = Annotated[Pong | Shown, Field(discriminator="type")]
CLIENT: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)

"""What calls answer, where it is not GeoJSON or a page."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class CommandAnswer(BaseModel):
    """What a command led to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "search_id": "3f1c2a10-6d1e-5c8e-9a55-0c6e1a2b3c4d",
                    "version": 12,
                    "id": "8c0d4a3e-53c1-5d0a-8b27-54f3a9d0c111",
                }
            ]
        }
    )

    search_id: str
    version: int = Field(description="of the search's stream after the command")
    id: str = Field(description="of what the command made or concerns")


class AreaAnswer(BaseModel):
    """An imported area."""

    area: str
    hash: str = Field(description="of its content; the ETag of its network and cameras")
    segments: int
    cameras: int


class SearchSummary(BaseModel):
    """A search in a list."""

    search_id: str
    version: int
    status: str
    area: str
    opened_at: str
    last_known_at: str | None
    number: int = Field(description="in the order of opening, from 1; it never changes")
    subject: str | None = Field(default=None, description="the name, while the search runs")
    place: str | None = Field(description="the street where last seen, while the search runs")
    teams: int | None = Field(description="how many are deployed")
    waiting: int | None = Field(
        description="redirects that wait to be released, or for the team to agree"
    )
    imported: bool = Field(description="from another installation; it takes no commands")


class ImportAnswer(BaseModel):
    """What an archive held."""

    search_id: str
    events: int
    batches_of_positions: int
    new: bool = Field(description="false: the very same search was here already")
    other_model: str | None = Field(
        description="the model version it was opened with, where that of the service is another"
    )


class EventAnswer(BaseModel):
    """Something that happened in a search."""

    version: int
    topic: str = Field(examples=["camera_zone.cleared"])
    occurred_at: str = Field(description="when it happened in the world")
    recorded_at: str
    actor: str = Field(description="opaque account id")
    actor_name: str | None = None
    actor_team: str | None = Field(
        default=None, description="the street team it was, only where it was one"
    )
    data: dict[str, Any]


class HappenedEvent(BaseModel):
    """An event and the moment from which it really counts."""

    version: int
    at: str


class HappenedAnswer(BaseModel):
    """The events of a search in the order in which they really happened."""

    version: int = Field(description="what is known: everything recorded up to it")
    happened: list[HappenedEvent]


class PositionAnswer(BaseModel):
    """Where a team was last."""

    team_id: str
    lon: float
    lat: float
    at: str
    accuracy_m: float | None
    heading: float | None = Field(description="degrees clockwise from north, if it moved")


class PositionsAnswer(BaseModel):
    """The last position of each team."""

    positions: list[PositionAnswer]


class TrackAnswer(BaseModel):
    """Where a team was, in order of time."""

    team_id: str
    fixes: list[list[Any]] = Field(
        description="each [lon, lat, at, recorded_at, accuracy_m or null]",
        examples=[[[11.5761, 48.1374, "2026-03-01T09:31:00Z", "2026-03-01T09:31:04Z", 8.0]]],
    )


class TracksAnswer(BaseModel):
    """Where the teams were between two moments."""

    tracks: list[TrackAnswer]
    next: str | None = Field(description="where the next page begins, null: this was the last one")


class PlacePoint(BaseModel):
    """A place at a moment."""

    at: str
    version: int = Field(description="what was known: everything recorded up to it")
    probability: float
    ahead: float = Field(description="share of all metres of street that were likelier")


class PlaceAnswer(BaseModel):
    """How likely a place was, over time."""

    points: list[PlacePoint]
    even: float = Field(description="its probability if every metre of street were as likely")

"""What a team has walked, as it is answered."""

from pydantic import BaseModel, ConfigDict, Field


class WalkedSpan(BaseModel):
    """Segments and when the team was in them."""

    model_config = ConfigDict(populate_by_name=True)

    since: str = Field(serialization_alias="from")
    until: str
    segments: list[int]


class WalkedAnswer(BaseModel):
    """The streets that a team's positions say it searched."""

    model_config = ConfigDict(populate_by_name=True)

    team_id: str
    since: str = Field(serialization_alias="from")
    until: str
    fixes: int = Field(description="how many were sure enough to be used")
    segments: list[int] = Field(description="searched, each once")
    metres: float = Field(description="the length of these segments")
    searched: list[WalkedSpan] = Field(description="the same by time, of some two minutes each")
    passed: list[int] = Field(description="gone along too fast to search them")
    unsure: list[int] = Field(description="perhaps gone along, between fixes far apart")
    gaps: list[WalkedSpan] = Field(description="when it is not known where the team was")

"""Places with names, as they are answered."""

from typing import Literal

from pydantic import BaseModel, Field


class PlaceAnswer(BaseModel):
    """A place that answers to what somebody typed."""

    kind: Literal["street", "crossing", "beat", "camera"]
    name: str
    lon: float
    lat: float
    near: str = Field(description="a street that meets it, where others have its name; else empty")
    camera_id: str | None = Field(description="of a camera")

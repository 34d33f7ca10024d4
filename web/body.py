"""What every request body has in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

_NO_CONTROL = r"^[^\x00-\x1f\x7f]*$"
_NO_NUL = r"^[^\x00]*$"

Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_NO_CONTROL)
]
"""One line of text that people typed."""

Paragraph = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=_NO_NUL)
]
"""Several lines of text that people typed."""

OpaqueId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""An id that the server made."""


class Body(BaseModel):
    """A body in which every field is known: a misspelt one is refused, not overlooked."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

"""The one text of a JSON value, so that equal values have equal bytes."""

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Keys in order of code points, no spaces, ASCII escapes, shortest numbers; ValueError for
    what JSON cannot say.

    ASCII escapes carry every string of JSON, also those that UTF-8 has no bytes for.
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode()


def parsed(text: bytes) -> Any:
    """The value of JSON text in UTF-8; ValueError for anything else."""
    try:
        return json.loads(text.decode(), parse_constant=_no_number)
    except RecursionError as problem:
        raise ValueError("nested too deeply") from problem


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")

"""The compose file as it is written, and what its services come to on one machine."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "deployment"
FILE = FOLDER / "compose.yaml"
Record = dict[str, Any]
_VARIABLE = re.compile(r"\$\{(\w+)(:\?|:-([^}]*))?\}")


def composed() -> Record:
    """The file, anchors and merges resolved."""
    return cast(Record, YAML(typ="safe", pure=True).load(FILE.read_text("utf-8")))


def filled_in(value: Any, variables: Mapping[str, str]) -> Any:
    """With variables put in, as compose does; KeyError where one must be given and is not."""
    if isinstance(value, dict):
        return {key: filled_in(one, variables) for key, one in value.items()}
    if isinstance(value, list):
        return [filled_in(one, variables) for one in value]
    if not isinstance(value, str):
        return value

    def put(found: "re.Match[str]") -> str:
        name, how, usual = found.groups()
        if variables.get(name):
            return variables[name]
        if how == ":?":
            raise KeyError(name)
        return usual or ""

    return _VARIABLE.sub(put, value)

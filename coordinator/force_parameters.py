"""A force's own values of the model's parameters, for its new searches."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from domain.parameters import BY_NAME


class ForceParametersError(ValueError):
    """A file of parameters is wrong; the text names the file and the parameter."""


def force_parameters(path: Path) -> Mapping[str, float]:
    """The values in a TOML file of lines `name = number`; ForceParametersError if any is wrong."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise ForceParametersError(f"{path}: cannot be read: {problem.strerror}") from problem
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        raise ForceParametersError(f"{path}: expected TOML: {problem}") from problem
    return MappingProxyType({name: _value(path, name, value) for name, value in table.items()})


def _value(path: Path, name: str, value: object) -> float:
    known = BY_NAME.get(name)
    if known is None:
        raise ForceParametersError(f"{path}: there is no parameter {name!r}")
    least, most = known.within
    # A truth value counts as a number in Python, and as none here.
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
        return float(value)
    raise ForceParametersError(
        f"{path}: {name}: expected a number from {known.allowed} ({known.unit}), got {value!r}"
    )

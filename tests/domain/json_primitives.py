"""What an event may hold besides its id, version and time of recording."""

from math import isfinite

ENVELOPE = ("originator_id", "originator_version", "timestamp")


def is_json(value: object) -> bool:
    """Whether the value is made of JSON primitives alone, by exact type, numbers finite."""
    if type(value) is float:
        return isfinite(value)
    if type(value) is list:
        return all(is_json(item) for item in value)
    if type(value) is dict:
        return all(type(key) is str and is_json(item) for key, item in value.items())
    return value is None or type(value) in (str, int, bool)


def data_of(event: object) -> dict[str, object]:
    """The event's fields without its envelope."""
    return {name: value for name, value in vars(event).items() if name not in ENVELOPE}

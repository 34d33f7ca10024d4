"""Time zones by name, for people who read times on paper."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EXAMPLE = "the name of a time zone such as Asia/Shanghai"


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of this name in the tz database, None where there is none."""
    if not name or len(name) > 64 or name.startswith((".", "/")):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

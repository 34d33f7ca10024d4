"""Addresses of recordings in the video system, as templates."""

import re
from urllib.parse import urlsplit

PLACES = ("camera_id", "from", "until", "from_unix", "until_unix")
"""What a template may hold in braces; the screens fill it in, encoded for an address. Times are by
the camera's clock, RFC 3339 in UTC or whole seconds since 1970."""
LONGEST = 500
EXPECTED = (
    f"an http or https address of at most {LONGEST} characters, with any of "
    f"{', '.join(f'{{{place}}}' for place in PLACES)} after the host, or nothing"
)


def is_video_link(template: str) -> bool:
    """Whether a template gives an address of the web, whatever is filled in."""
    if len(template) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", template):
        return False
    if set(re.findall(r"\{([^{}]*)\}", template)) - set(PLACES):
        return False
    try:
        parts = urlsplit(template)
        named = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
    rest = re.sub(r"\{[^{}]*\}", "", template)
    # A host that depends on what is filled in could be anybody's.
    whole = "{" not in parts.netloc and not re.search(r"[{}]", rest)
    return named and whole and parts.scheme in ("http", "https") and "@" not in parts.netloc

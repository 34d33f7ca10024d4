"""Origins: a page of another site must not act through somebody's cookie."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers

from web.problem import Problem

_USUAL_PORTS = {"http": 80, "https": 443}


def same_origin(headers: Headers) -> bool | None:
    """Whether the request comes from a page of this very server; None when nothing tells.

    Compares host and port of Origin with those of Host. The scheme is left out, since a proxy
    that ends TLS hides it. Without Origin, the browser's Sec-Fetch-Site decides.
    """
    origin = headers.get("origin")
    if origin is not None:
        return _place(origin) is not None and _place(origin) == _own(headers, origin)
    site = headers.get("sec-fetch-site")
    return None if site is None else site in ("same-origin", "none")


def require_same_origin(headers: Headers) -> None:
    """Problem 403 when the request comes from a page of another site."""
    if same_origin(headers) is False:
        raise Problem(403, "wrong_origin", "this request comes from a page of another site")


def _place(origin: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(origin)
        port = parts.port or _USUAL_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.hostname is None or port is None or parts.scheme not in _USUAL_PORTS:
        return None
    return parts.hostname.lower(), port


def _own(headers: Headers, origin: str) -> tuple[str, int] | None:
    host = headers.get("host", "")
    return _place(f"{urlsplit(origin).scheme}://{host}")

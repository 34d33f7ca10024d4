"""The browser client: built files, one page for all its addresses."""

from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from web.problem import Problem

STATIC = Path(__file__).resolve().parent.parent / "static"
PAGES = (
    "", "video", "street", "replay", "command", "handover", "join", "demo", "watch", "exercise",
    "what-if", "report",
)  # fmt: skip
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Search Coordinator</title></head>
<body><h1>Search Coordinator</h1>
<p>The service runs, but its browser client has not been built yet:
<code>make install</code> builds it, and so does <code>npm ci &amp;&amp; npm run build</code> in
<code>web/client</code>.</p>
<p lang="zh">服务正在运行，但浏览器界面尚未构建：请运行 <code>make install</code>。</p>
</body></html>
"""


def install_client(app: FastAPI) -> None:
    """Serve the client wherever no route of the application answers."""
    not_found = app.router.default

    async def client(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await not_found(scope, receive, send)
            return
        response = page(Request(scope))
        await response(scope, receive, send)

    app.router.default = client


def page(request: Request) -> Response:
    """A built file, or the one page of the client for an address that it shows itself."""
    path = request.url.path.removeprefix("/")
    file = _built(path)
    if file is not None:
        return _served(file, request)
    if path.partition("/")[0] not in PAGES:
        raise Problem(404, "not_found", "there is nothing at this address")
    index = _built("index.html")
    return HTMLResponse(NOT_BUILT, 503) if index is None else _served(index, request)


def _built(path: str) -> Path | None:
    if not path or "\x00" in path:
        return None
    file = (STATIC / path).resolve()
    return file if file.is_relative_to(STATIC) and file.is_file() else None


def _served(file: Path, request: Request) -> Response:
    headers = {"Vary": "Accept-Encoding"}
    # The build puts a hash of the content into the names of everything in this folder.
    hashed = file.parent.name == "assets"
    headers["Cache-Control"] = FOR_EVER if hashed else ASK_AGAIN
    kind = FileResponse(file).media_type
    accepted = request.headers.get("accept-encoding", "")
    for name, suffix in ENCODINGS:
        packed = file.with_name(file.name + suffix)
        if name in accepted and packed.is_file():
            return FileResponse(packed, headers={**headers, "Content-Encoding": name},
                                media_type=kind)  # fmt: skip
    return FileResponse(file, headers=headers, media_type=kind)

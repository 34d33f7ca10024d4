"""The application: all routes, guards and the live hub around one set of services."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import lru_cache
from importlib.metadata import version

import orjson
from fastapi import APIRouter, FastAPI
from starlette.responses import Response

from web.age import TellsAge
from web.live.cut_off import CutOff
from web.live.hub import Hub
from web.live.socket import router as live
from web.routes import (
    advice,
    archives,
    areas,
    duty_cards,
    explanations,
    health,
    invitations,
    maps,
    notices,
    passing,
    photos,
    place,
    places,
    positions,
    report,
    searches,
    session,
    statistics,
    walked,
    watcher_reports,
    what_if,
)
from web.routes.client_pages import install_client
from web.routes.commands import (
    camera_zones,
    knowledge,
    opening,
    photo_upload,
    records,
    teams,
    track,
    watching,
)
from web.search_services import SearchServices
from web.security.install import install_security
from web.vital_signs import VitalSigns

ROOT = "/api/v1"
DESCRIPTION = """
Event-sourced coordination of the search for a missing person in a city.

Times are RFC 3339 with an offset, coordinates WGS 84 longitude before latitude, maps GeoJSON.
Every command is a POST that needs the header `Idempotency-Key` (a UUID, the same for a retry),
may carry `occurred_at` in its body and the device's clock in the header `Client-Time`, and answers
201 the first time and 200 when repeated. Errors are `application/problem+json` with a stable
`code`. What happens is pushed over the WebSocket `/api/v1/searches/{search_id}/live`, described in
the protocol page.
"""
_ROUTERS = (
    # Commands first, since routes are tried in order and commands must not wait.
    camera_zones.commands.router, track.commands.router, knowledge.commands.router,
    teams.commands.router, records.commands.router, watching.commands.router,
    session.router, invitations.router, areas.router, places.router, duty_cards.router,
    opening.router, searches.router, maps.router, place.router, explanations.router,
    positions.router, walked.router, advice.router, passing.router, notices.router, report.router,
    what_if.router, watcher_reports.router, photos.router,
    photo_upload.router, archives.router, statistics.router,
)  # fmt: skip


def create_app(services: SearchServices, *extra: APIRouter) -> FastAPI:
    """The ASGI application. `extra` routers are served under /api/v1 as well.

    While it runs, its feeds and policies run; the services themselves belong to the caller.
    """

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncGenerator[None]:
        hub: Hub = app.state.hub
        await hub.start()
        services.feed.start()
        services.track_feed.start()
        services.inbox_feed.start()
        services.accounts.sessions.start_watching()
        services.telemetry.start()
        services.policy.start()
        cut_off = CutOff(services, hub)
        watching = asyncio.create_task(cut_off.run())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            cut_off.close()
            # A belief from thousands of pieces of evidence is nothing to wait for now.
            services.beliefs.close()
            await hub.stop()
            app.state.signs.close()

    app = FastAPI(
        title="Search Coordinator",
        version=version("search-coordinator"),
        description=DESCRIPTION,
        # Served by a route of our own; the usual pages would load scripts from other machines.
        openapi_url=None,
        lifespan=running,
    )
    app.state.services = services
    app.state.hub = Hub(services)
    app.state.signs = VitalSigns(services, app.state.hub)
    app.add_middleware(TellsAge, silence=services.commanding.silence, under=ROOT + "/searches/")
    install_security(app, streamed={ROOT + archives.IMPORT})
    for router in (*_ROUTERS, *extra):
        app.include_router(router, prefix=ROOT)
    app.include_router(live, prefix=ROOT)
    app.include_router(described(app), prefix=ROOT)
    app.include_router(health.router)
    install_client(app)
    # The framework builds its routes when they are first asked for, and not safely from several
    # threads; so they are all asked for here. What is added later shall be described as well.
    app.openapi()
    app.openapi_schema = None
    return app


def described(app: FastAPI) -> APIRouter:
    """The route that answers the OpenAPI description.

    Making it takes a second of computing, which the framework would do on the event loop.
    """
    router = APIRouter()

    @lru_cache(maxsize=1)
    def text() -> bytes:
        return orjson.dumps(app.openapi())

    @router.get("/openapi.json", include_in_schema=False)
    def openapi() -> Response:
        return Response(text(), media_type="application/json")

    return router

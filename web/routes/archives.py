"""Archives: a whole search as a file, out and in. Personal data travel by the command line only,
where a passphrase never crosses the network."""

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool

from coordinator.accounts import Action, Principal
from coordinator.archive.importing import Imported, import_archive
from coordinator.archive.reading import opened_archive
from coordinator.archive.writing import Wanted, write_archive
from coordinator.storage.stored import stored
from web.problem import Problem, problem_responses
from web.routes.here import READING, SearchId, ServicesHere
from web.search_services import SearchServices
from web.security.authenticate import permitted
from web.security.deed import Deed, sets_out
from web.wire.answers import ImportAnswer

router = APIRouter(tags=["archives"])
IMPORT = "/archives"
MOST_BYTES = 200_000_000
MOST_SECONDS = 600.0
ZIP = "application/zip"
ZIP_BODY = {"required": True, "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}


@router.get(
    "/searches/{search_id}/archive",
    summary="The search as an archive",
    response_class=FileResponse,
    responses={200: {"content": {ZIP: {}}}, **READING},
)
def archive_of(
    search_id: SearchId,
    request: Request,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.EXPORT_SEARCH))],
    finally_: BackgroundTasks,
) -> FileResponse:
    """Events, positions and area, without personal data: another installation can replay it."""
    sets_out(request, Deed(principal.account_id, Action.EXPORT_SEARCH, str(search_id)))
    folder = tempfile.TemporaryDirectory(prefix="search-archive-")
    file = Path(folder.name) / f"search-{search_id}.zip"
    try:
        with stored():
            write_archive(
                services.stores, search_id, file, Wanted(), services.clock.now(), lambda _: None
            )
    except BaseException:
        folder.cleanup()
        raise
    finally_.add_task(folder.cleanup)
    return FileResponse(file, media_type=ZIP, filename=file.name, background=finally_)


@router.post(
    IMPORT,
    status_code=201,
    summary="Import a search from an archive",
    responses={
        200: {"description": "it was here already", "model": ImportAnswer},
        **problem_responses(401, 403, 408, 409, 413, 422, 503),
    },
    openapi_extra={"requestBody": ZIP_BODY},
)
async def import_search(
    request: Request,
    response: Response,
    services: ServicesHere,
    principal: Annotated[Principal, Depends(permitted(Action.IMPORT_SEARCH))],
) -> ImportAnswer:
    """The body is the archive. The search can be read and replayed, and takes no commands."""
    sets_out(request, Deed(principal.account_id, Action.IMPORT_SEARCH))
    with tempfile.TemporaryDirectory(prefix="search-archive-") as folder:
        file = Path(folder) / "search.zip"
        await _receive(request, file)
        done = await run_in_threadpool(_imported, services, file)
    response.status_code = 201 if done.new else 200
    return ImportAnswer(
        search_id=str(done.search_id),
        events=done.events,
        batches_of_positions=done.batches_of_positions,
        new=done.new,
        other_model=done.other_model,
    )


async def _receive(request: Request, file: Path) -> None:
    """Write the body to a file as it comes; a Problem when it is too large or too slow."""
    size = 0
    try:
        async with asyncio.timeout(MOST_SECONDS):
            with file.open("wb") as out:
                async for block in request.stream():
                    size += len(block)
                    if size > MOST_BYTES:
                        raise Problem(
                            413, "body_too_large", f"expected a body of at most {MOST_BYTES} bytes"
                        )
                    await run_in_threadpool(out.write, block)
    except TimeoutError as problem:
        raise Problem(
            408, "body_too_slow", f"the body did not arrive within {MOST_SECONDS:g} seconds"
        ) from problem


def _imported(services: SearchServices, file: Path) -> Imported:
    with opened_archive(file) as archive, stored():
        return import_archive(archive, services.stores, None, services.clock.now(), lambda _: None)

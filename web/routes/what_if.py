"""What if: the same search with evidence moved in time or left out; nothing is recorded."""

import time
from collections.abc import Callable, Iterator
from queue import Queue
from threading import BoundedSemaphore, Event, Thread
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Header, Response
from starlette.responses import StreamingResponse

from coordinator.accounts import Action, Principal
from coordinator.looking_back import place_in
from coordinator.what_if.comparison import Progress, compared, what_if
from projections.belief_frame import dense_frame
from web.error_answers import problem_of
from web.problem import Problem, problem_responses
from web.routes.here import SearchId, ServicesHere
from web.security.authenticate import permitted
from web.wire.what_if import AlteredMapBody, WhatIfBody, what_if_record

router = APIRouter(
    prefix="/searches/{search_id}/what-if",
    tags=["replay"],
    responses=problem_responses(401, 403, 404, 422, 503),
)
Reviewer = Annotated[Principal, Depends(permitted(Action.READ_REPORT))]
Record = dict[str, Any]
LINES = "application/x-ndjson"
AT_ONCE = 2
"""So many are computed at the same time; live searches need the processors too."""
LONGEST_S = 180.0
RETRY_AFTER_S = 10
_running = BoundedSemaphore(AT_ONCE)


class _Stopped(Exception):
    """Nobody waits for the answer any more."""


@router.post(
    "",
    summary="What if",
    response_class=Response,
    responses={200: {"content": {"application/json": {}, LINES: {}}}},
)
def compare(
    search_id: SearchId,
    body: WhatIfBody,
    services: ServicesHere,
    _principal: Reviewer,
    accept: Annotated[str, Header()] = "*/*",
) -> Response:
    """The probability at a place over time and when the known facts pointed at it, in the recorded
    search and in one whose evidence was recorded at other moments or never.

    Orders, teams and everything else stay as they were: what people would have done is not known.
    Takes some seconds; with `Accept: application/x-ndjson` lines of `{"progress": {done, total}}`
    come first, then one of `{"result": ...}` or `{"problem": ...}`.
    """
    looking_back = services.looking_back
    asked = what_if(looking_back.past(search_id, body.version), body.asked)
    place = place_in(asked.recorded, body.where, body.segment)
    believe = looking_back.engine(asked.recorded).believe

    def work(progress: Progress) -> Record:
        return what_if_record(asked, place, compared(asked, place, believe, progress))

    if not _running.acquire(blocking=False):
        detail = f"{AT_ONCE} comparisons are being computed already: please repeat"
        raise Problem(503, "busy", detail, retry_after_s=RETRY_AFTER_S)
    if LINES in accept:
        return StreamingResponse(_lines(work), media_type=LINES)
    try:
        return Response(orjson.dumps(work(_in_time())), media_type="application/json")
    finally:
        _running.release()


@router.post(
    "/frame",
    summary="The map of an altered past as a belief frame",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def frame(
    search_id: SearchId, body: AlteredMapBody, services: ServicesHere, _principal: Reviewer
) -> Response:
    """What would have been believed at a moment, in one byte for each segment; the protocol page
    says how."""
    asked = what_if(services.looking_back.past(search_id, body.version), body.asked)
    belief, look = services.looking_back.belief_at(asked.altered, body.at)
    return Response(dense_frame(belief, look.version), media_type="application/octet-stream")


def _in_time(stopped: Event | None = None) -> Progress:
    """Stops the work when its time is up or nobody waits for it."""
    end = time.monotonic() + LONGEST_S

    def progress(_done: int, _total: int) -> None:
        if stopped is not None and stopped.is_set():
            raise _Stopped
        if time.monotonic() > end:
            detail = f"not done after {LONGEST_S:g} seconds: please ask for a shorter search"
            raise Problem(503, "took_too_long", detail)

    return progress


def _lines(work: Callable[[Progress], Record]) -> Iterator[bytes]:
    """Progress, then what came of it. Releases the place that was taken for the work."""
    lines: Queue[Record | None] = Queue()
    stopped = Event()
    in_time = _in_time(stopped)

    def progress(done: int, total: int) -> None:
        in_time(done, total)
        lines.put({"progress": {"done": done, "total": total}})

    def run() -> None:
        try:
            lines.put({"result": work(progress)})
        except _Stopped:
            pass
        except Exception as raised:
            lines.put({"problem": problem_of(raised).content()})
        finally:
            _running.release()
            lines.put(None)

    def told() -> Iterator[bytes]:
        try:
            while (line := lines.get()) is not None:
                yield orjson.dumps(line) + b"\n"
        finally:
            stopped.set()

    Thread(target=run, name="what-if", daemon=True).start()
    return told()

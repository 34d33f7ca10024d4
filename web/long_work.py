"""Long work: answers that take seconds, a few at a time, with progress for whoever wants it."""

import time
from collections.abc import Callable, Iterator
from queue import Queue
from threading import BoundedSemaphore, Event, Thread
from typing import Any

import orjson
from starlette.responses import Response, StreamingResponse

from coordinator.progress import Progress
from web.error_answers import problem_of
from web.problem import Problem

Record = dict[str, Any]
Work = Callable[[Progress], Record]
LINES = "application/x-ndjson"
LONG: dict[int | str, Record] = {200: {"content": {"application/json": {}, LINES: {}}}}
"""What is documented of such an answer."""
AT_ONCE = 2
"""So many are computed at the same time; live searches need the processors too."""
LONGEST_S = 300.0
RETRY_AFTER_S = 10
_running = BoundedSemaphore(AT_ONCE)


class _Stopped(Exception):
    """Nobody waits for the answer any more."""


def worked(work: Work, accept: str) -> Response:
    """What came of the work, as JSON.

    Where `accept` names lines, they are lines of JSON: `{"progress": {done, total}}` while it is
    being worked on, then one of `{"result": ...}` or `{"problem": ...}`; the work ends when the
    reader goes. Problem 503 where too many work already, or it takes too long.
    """
    if not _running.acquire(blocking=False):
        detail = f"{AT_ONCE} such answers are being computed already: please repeat"
        raise Problem(503, "busy", detail, retry_after_s=RETRY_AFTER_S)
    if LINES in accept:
        return StreamingResponse(_lines(work), media_type=LINES)
    try:
        return Response(orjson.dumps(work(_in_time())), media_type="application/json")
    finally:
        _running.release()


def _in_time(stopped: Event | None = None) -> Progress:
    """Stops the work when its time is up or nobody waits for it."""
    end = time.monotonic() + LONGEST_S

    def progress(_done: int, _total: int) -> None:
        if stopped is not None and stopped.is_set():
            raise _Stopped
        if time.monotonic() > end:
            raise Problem(503, "took_too_long", f"not done after {LONGEST_S:g} seconds")

    return progress


def _lines(work: Work) -> Iterator[bytes]:
    """Progress, then what came of it. Gives back the place that was taken for the work."""
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

    Thread(target=run, name="long work", daemon=True).start()
    return told()

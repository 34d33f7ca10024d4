"""Given work for a search and a command, when something is logged, then each line names them."""

import io
import json
import logging
import threading
from asyncio import CancelledError
from collections.abc import Generator
from concurrent.futures import CancelledError as NotBegun
from contextvars import copy_context
from typing import Any

import pytest

from coordinator.log_lines import JsonLines, PlainLines, about, also_about, is_a_fault, say

log = logging.getLogger("tests.log_lines")


@pytest.fixture
def written() -> Generator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield stream
    log.removeHandler(handler)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_lines_name_the_search_and_command_that_the_work_is_for(written: io.StringIO) -> None:
    log.info("before")
    with about(search_id="s"):
        with about(command_id="c"):
            say(log, "command", outcome="done", ms=1.5)
        log.warning("after %d", 3)
    first, second, third = lines(written)
    assert "search_id" not in first
    assert (second["search_id"], second["command_id"]) == ("s", "c")
    assert (second["message"], second["outcome"], second["ms"]) == ("command", "done", 1.5)
    assert (third["message"], third["level"], third["search_id"]) == ("after 3", "warning", "s")
    assert "command_id" not in third


def test_what_is_learned_in_another_thread_of_the_walk_is_named_outside_too(
    written: io.StringIO,
) -> None:
    with about():
        thread = threading.Thread(
            target=copy_context().run, args=(lambda: also_about(search_id="s"),)
        )
        thread.start()
        thread.join()
        log.info("an error outside the route")
    also_about(search_id="of nothing")
    log.info("after")
    assert [line.get("search_id") for line in lines(written)] == ["s", None]


def test_an_exception_is_told_by_kind_and_place_without_its_words(written: io.StringIO) -> None:
    try:
        try:
            raise KeyError("Li Wei, 138 0013 8000")
        except KeyError as problem:
            raise ValueError("cannot store Li Wei") from problem
    except ValueError:
        log.exception("it failed")
    (line,) = lines(written)
    assert line["error"][0] == "Traceback of builtins.ValueError"
    assert "because of builtins.KeyError" in line["error"]
    assert "test_log_lines.py" in " ".join(line["error"])
    assert "Li Wei" not in written.getvalue()


def test_on_a_terminal_the_same_is_plain() -> None:
    record = logging.makeLogRecord({"levelname": "INFO", "name": "web", "msg": "command"})
    record.fields = {"outcome": "done"}
    with about(search_id="s"):
        assert PlainLines().format(record) == "INFO web command search_id=s outcome=done"


@pytest.mark.parametrize(
    ("problem", "worth"), [(CancelledError(), False), (NotBegun(), False), (OSError("gone"), True)]
)
def test_what_the_end_of_the_service_cut_off_is_no_fault(
    problem: BaseException, worth: bool
) -> None:
    where = (type(problem), problem, None)
    record = logging.LogRecord("uvicorn", logging.ERROR, "", 0, "failed", (), where)
    assert is_a_fault(record) is worth
    assert is_a_fault(logging.LogRecord("uvicorn", logging.INFO, "", 0, "started", (), None))

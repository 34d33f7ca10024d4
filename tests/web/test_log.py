"""Given people who type names and notes, then the log has ids and nothing that they typed."""

import io
import json
import logging
import uuid
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import pytest

from coordinator.accounts import Role
from coordinator.log_lines import JsonLines
from coordinator.settings import Settings
from domain.area import Area
from tests.web.house import House, Person, ago, house
from tests.web.story import tell

SENTINEL = "zq7 Wang Xiulan 138 0013 8000"
FREE_TEXTS = {"name", "label", "note", "reason", "text", "hints", "whom", "clothing", "appearance"}


def marked(body: Any) -> Any:
    """The body with the sentinel in every text that people type."""
    if isinstance(body, dict):
        return {
            key: f"{value} {SENTINEL}" if key in FREE_TEXTS and isinstance(value, str)
            else marked(value) for key, value in body.items()
        }  # fmt: skip
    return [marked(one) for one in body] if isinstance(body, list) else body


class Typing(Person):
    """A person who types the sentinel everywhere, and remembers the keys of commands."""

    def post(self, path: str, body: Any, key: str | None = None, **headers: str) -> httpx.Response:
        key = key or str(uuid.uuid4())
        KEYS.append(key)
        return super().post(path, marked(body), key, **headers)


KEYS: list[str] = []


@pytest.fixture
def log() -> Generator[io.StringIO]:
    """Everything that is logged at the level at which the service logs, as it would write it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before, httpx_before = root.level, logging.getLogger("httpx").level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    KEYS.clear()
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)
    logging.getLogger("httpx").setLevel(httpx_before)


@pytest.fixture
def here(tmp_path: Path, small_area: Area) -> Generator[House]:
    with house(Settings(data_dir=tmp_path / "data"), small_area) as opened:
        yield opened


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_the_whole_story_leaves_ids_in_the_log_and_nothing_that_was_typed(
    here: House, log: io.StringIO
) -> None:
    person = here.person(Role.COMMANDER)
    commander = Typing(**vars(person))
    search_id = here.search(commander)
    with commander.live(search_id) as screen:
        screen.wait("snapshot")
        tell(commander, search_id)
        state = commander.read(f"/searches/{search_id}")
        screen.reaches(state["version"])
    commander.did(f"/searches/{search_id}/closure", {"outcome": "found_alive"})
    assert json.dumps(state).count(SENTINEL) > 10, "the sentinel was typed and is kept"
    said = log.getvalue()
    assert "zq7" not in said
    assert "138 0013" not in said
    commands = [line for line in lines(log) if line["message"] == "command"]
    assert {line["command_id"] for line in commands} >= set(KEYS)
    assert {line["search_id"] for line in commands} == {search_id}
    pushed = {line["command_id"] for line in lines(log) if line["message"] == "pushed"}
    assert len(pushed & set(KEYS)) > 30, "the walk of a command can be followed to the screens"


def test_what_is_refused_is_not_quoted_either(here: House, log: io.StringIO) -> None:
    commander = Typing(**vars(here.person(Role.COMMANDER)))
    search_id = here.search(commander)
    path = f"/searches/{search_id}"
    answers = [
        commander.post(f"{path}/notes", {"text": "x" * 100_000}),
        commander.post(f"{path}/clearances", {"camera_id": SENTINEL, "from": SENTINEL}),
        commander.post(f"{path}/teams/{SENTINEL}/redirects", {"reason": "go"}),
        commander.post(f"{path}/notes", {"text": "once"}, key=SENTINEL),
        commander.client.post("/api/v1/session", json={"name": SENTINEL, "password": SENTINEL}),
        commander.client.post("/api/v1/session/invitation", json={"token": SENTINEL}),
        commander.client.post(f"/api/v1{path}/notes", content=SENTINEL.encode()),
        commander.get(f"/searches/{SENTINEL}"),
        commander.get(f"{path}/events?after={SENTINEL}"),
    ]
    assert all(400 <= answer.status_code < 500 for answer in answers)
    assert "zq7" not in log.getvalue()
    refused = [line for line in lines(log) if line.get("outcome") == "refused"]
    assert refused
    assert all(line["level"] == "info" for line in refused)


def test_an_error_nobody_expected_is_told_with_its_command_and_without_its_words(
    here: House, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    commander = here.person(Role.COMMANDER)
    search_id = here.search(commander)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"cannot seal {SENTINEL}")

    monkeypatch.setattr(here.services.vault, "seal_all", broken)
    key = str(uuid.uuid4())
    answer = commander.post(f"/searches/{search_id}/notes", {"text": "once"}, key)
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    (told,) = [line for line in lines(log) if line["level"] == "error"]
    assert (told["search_id"], told["command_id"]) == (search_id, key)
    assert told["error"][0] == "Traceback of builtins.RuntimeError"
    assert "zq7" not in log.getvalue()
    (command,) = [line for line in lines(log) if line.get("command_id") == key
                  and line["message"] == "command"]  # fmt: skip
    assert command["outcome"] == "failed"


def test_positions_of_phones_are_not_in_the_log(here: House, log: io.StringIO) -> None:
    commander = here.person(Role.COMMANDER)
    search_id = here.search(commander)
    team = commander.did(f"/searches/{search_id}/teams", {"name": "Team 1", "mode": "foot"})
    place = {"lon": 106.5012345, "lat": 29.5012345}
    commander.did(f"/searches/{search_id}/positions",
                  {"team_id": team, "fixes": [{**place, "at": ago(1)}]})  # fmt: skip
    commander.did(f"/searches/{search_id}/sightings",
                  {**place, "at": ago(5), "source": "witness"})  # fmt: skip
    assert "5012345" not in log.getvalue()

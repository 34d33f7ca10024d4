"""Given a service that loses sight of its store, then no screen goes on believing it is live."""

from collections.abc import Generator
from pathlib import Path

import pytest
from eventsourcing.persistence import OperationalError
from websockets.exceptions import ConnectionClosed

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.area import Area
from tests.web.house import House, Screen, house, until
from web.live import cut_off


@pytest.fixture
def here(tmp_path: Path, small_area: Area, monkeypatch: pytest.MonkeyPatch) -> Generator[House]:
    monkeypatch.setattr(cut_off, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(cut_off, "PATIENCE_S", 0.5)
    with house(Settings(data_dir=tmp_path / "data"), small_area) as opened:
        yield opened


def code_of(screen: Screen) -> int | None:
    """The code with which the service ends this socket."""
    try:
        while True:
            screen.next()
    except ConnectionClosed:
        return screen.socket.close_code


def test_screens_are_sent_away_and_let_in_again_when_the_store_is_back(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> int:
        raise OperationalError("no connection")

    commander = here.person(Role.COMMANDER)
    search_id = here.search(commander)
    with commander.live(search_id) as screen:
        version = screen.wait("snapshot")["version"]
        monkeypatch.setattr(here.services.searches.recorder, "max_notification_id", gone)
        assert code_of(screen) == 4000
    with commander.live(search_id, after=version) as screen:
        assert code_of(screen) == 4000
        assert screen.heard == [], "nothing old is told as if it were new"
    monkeypatch.undo()

    def let_in() -> bool:
        with commander.live(search_id, after=version) as screen:
            try:
                return bool(screen.wait("events"))
            except ConnectionClosed:
                return False

    until(let_in, "the screen to be live again")


def test_a_hiccup_sends_nobody_away(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked = here.services.searches.recorder.max_notification_id, []

    def every_other_time() -> int | None:
        asked.append(1)
        if len(asked) % 2:
            raise OperationalError("no connection")
        return real()

    commander = here.person(Role.COMMANDER)
    search_id = here.search(commander)
    with commander.live(search_id) as screen:
        screen.wait("snapshot")
        monkeypatch.setattr(
            here.services.searches.recorder, "max_notification_id", every_other_time
        )
        until(lambda: len(asked) >= 20, "twenty looks at the store")
        commander.did(f"/searches/{search_id}/notes", {"text": "still here"})
        screen.wait("events")

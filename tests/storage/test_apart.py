"""Given several applications of one installation, then each has events of its own to number."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from coordinator.searches.inboxes import Inboxes
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings
from coordinator.storage.environment import library_environment
from domain.moment import moment_of
from domain.teams.track import Fix
from tests.coordinator.installation import process


def test_what_one_application_stores_is_no_notification_of_another(settings: Settings) -> None:
    now = moment_of("2026-03-02T09:00:00Z")
    inboxes = Inboxes(settings)
    try:
        with process(settings) as here:
            here.open()
            here.tracks.extend(uuid4(), "team", [Fix(1.0, 2.0, now)], str(uuid4()), now)
            searches: Any = here.searches.recorder
            tracks: Any = here.tracks.recorder
            assert searches.max_notification_id() == 3
            assert tracks.max_notification_id() == 2
            assert not inboxes.recorder.max_notification_id()
            assert {n.topic for n in tracks.select_notifications(1, 10)} == {
                "track.begun", "track.extended",
            }  # fmt: skip
    finally:
        inboxes.close()


def test_each_application_has_a_file_of_its_own(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    names = [kind.name for kind in (Tracks, Inboxes)] + ["searches"]
    files = {library_environment(settings, name)["SQLITE_DBNAME"] for name in names}
    assert len(files) == len(names)

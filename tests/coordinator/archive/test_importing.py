"""An imported search is the same search, can only be read, and never takes another one's place."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.application import Application
from eventsourcing.persistence import OperationalError, StoredEvent

from coordinator.archive.imported import ImportedSearches
from coordinator.archive.importing import BATCH_BYTES
from coordinator.archive.reading import opened_archive
from coordinator.archive.refused import ArchiveRefused
from coordinator.archive.sealed import SealedChains
from coordinator.archive.stores import Stores, opened_stores
from coordinator.archive.verifying import verify_search
from coordinator.archive.writing import Wanted, write_archive
from coordinator.settings import Settings
from coordinator.vault import Vault
from domain.camera_zones.clearance import ClearCameraZone
from domain.knowledge.sighting import ReportSighting
from domain.records.note import AddNote
from domain.refusal import Conflict, Refusal, Unknown
from domain.teams.team import DeployStreetTeam
from domain.teams.track import Fix, track_id
from projections.belief_frame import dense_frame
from projections.event_record import event_record
from projections.search_record import search_record
from tests.coordinator.archive.forged import Parts, Record, forge, with_chain
from tests.coordinator.archive.long import keep_long
from tests.coordinator.archive.told import (
    EVENTS_TOLD,
    PASSPHRASE,
    PHOTO,
    TEXTS,
    keep_story,
    read,
    write,
)
from tests.coordinator.installation import Process, between, minute, process, spot
from tests.domain.scenario import NINE, SEARCH_ID

LONG = 2000


def all_of(stores: Stores) -> dict[str, Any]:
    """Everything that is kept of the search."""
    search = stores.searches.search(SEARCH_ID)
    assert search is not None
    events = stores.searches.events_of(SEARCH_ID)
    tracks = [
        list(stores.tracks.events.get(track_id(SEARCH_ID, team_id))) for team_id in search.teams
    ]
    return {"state": search_record(search), "events": events, "tracks": tracks}


@pytest.fixture(scope="module")
def long_search(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The archive of a search of more events than one save can take, and all that is in it."""
    folder = tmp_path_factory.mktemp("long")
    with opened_stores(Settings(data_dir=folder)) as home:
        keep_long(home, LONG, 6000)
        write(home, folder / "long.zip")
        return folder / "long.zip", all_of(home)


def stored_of(here: Process, settings: Settings) -> Stores:
    return Stores(
        here.searches, here.tracks, here.areas, Vault(here.database, settings),
        ImportedSearches(here.database), SealedChains(here.database),
    )  # fmt: skip


def test_everything_arrives_as_it_was(home: Settings, archive_file: Path, stores: Stores) -> None:
    done = read(stores, archive_file)
    assert (done.search_id, done.new, done.events) == (SEARCH_ID, True, EVENTS_TOLD)
    with opened_stores(home) as original:
        assert all_of(stores) == all_of(original)
        records = [event_record(event) for event in stores.searches.events_of(SEARCH_ID)]
        assert records == [event_record(e) for e in original.searches.events_of(SEARCH_ID)]
        area_hash = stores.searches.events_of(SEARCH_ID)[0].area_hash  # type: ignore[attr-defined]
        assert stores.areas.content(area_hash) == original.areas.content(area_hash)
    assert stores.areas.entries() == [], "no area by name comes to mean another"
    assert stores.vault.refs(str(SEARCH_ID)) == []


def test_an_archive_of_the_imported_search_has_the_same_head(
    archive_file: Path, stores: Stores, tmp_path: Path
) -> None:
    read(stores, archive_file)
    again = write(stores, tmp_path / "again.zip")
    with opened_archive(archive_file) as first:
        assert (again.events, again.positions) == (first.manifest.events, first.manifest.positions)


def test_the_map_is_the_same_to_the_bit(settings: Settings, tmp_path: Path) -> None:
    at_home = Settings(data_dir=tmp_path / "home")
    file = tmp_path / "search.zip"
    with process(at_home) as here:
        search_id = here.open()
        here.clock.at_minute(10)
        here.give(search_id, ClearCameraZone("C1", between(-30, -10)))
        here.clock.at_minute(12)
        here.give(search_id, ReportSighting(spot(3, 3), minute(8), "witness"))
        team = here.give(search_id, DeployStreetTeam("ref", "foot", place=spot(2, 2))).id
        fix = Fix(spot(2, 2).lon, spot(2, 2).lat, minute(11))
        here.tracks.extend(search_id, team, [fix], str(search_id), here.clock.now())
        home_stores = stored_of(here, at_home)
        write_archive(home_stores, search_id, file, Wanted(), NINE, lambda _: None)
        frames = frames_of(here, search_id)
    with process(settings) as there:
        read(stored_of(there, settings), file)
        assert frames_of(there, search_id) == frames
        assert len({*frames}) == len(frames)
        assert there.tracks.fixes(search_id, team) == [fix]
        standing = there.advising.standing(search_id, at=minute(13))
        assert [t.team_id for t in standing.teams] == [team]


def frames_of(here: Process, search_id: UUID) -> list[bytes]:
    """Belief frames at several versions and moments."""
    found = []
    for version in (3, 4, 5, 6):
        known = here.beliefs.known(search_id, version)
        belief = here.beliefs.belief(known, known.recorded_at + timedelta(minutes=version))
        found.append(dense_frame(belief, version))
    return found


def test_an_imported_search_takes_no_commands_in_any_process(
    settings: Settings, archive_file: Path
) -> None:
    with process(settings) as one, process(settings) as other:
        read(stored_of(one, settings), archive_file)
        for here in (one, other):
            with pytest.raises(Conflict) as refused:
                here.give(SEARCH_ID, AddNote("never"))
            assert refused.value.code == "search_imported"
            assert len(here.events(SEARCH_ID)) == EVENTS_TOLD
            with here.commanding.reading(SEARCH_ID, 10) as search:
                assert search.version == 10


def test_the_policies_leave_an_imported_search_alone(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "search.zip"
    with process(Settings(data_dir=tmp_path / "home")) as here:
        search_id = here.open()
        here.give(search_id, DeployStreetTeam("ref", "foot", place=spot(2, 2)))
        here.clock.at_minute(1)
        assert here.consider(search_id) == 1
        stores = stored_of(here, Settings(data_dir=tmp_path / "home"))
        write_archive(stores, search_id, file, Wanted(), NINE, lambda _: None)
        count = len(here.events(search_id))
    with process(settings) as there:
        read(stored_of(there, settings), file)
        there.clock.at_minute(60)
        assert there.consider(search_id) == 0
        assert there.redirecting.held_until(search_id) is None
        assert there.reminding.look(search_id) == 0
        assert len(there.events(search_id)) == count


def test_searches_of_ones_own_take_commands_after_an_import(
    settings: Settings, archive_file: Path
) -> None:
    with process(settings) as here:
        own = here.open()
        read(stored_of(here, settings), archive_file)
        assert here.give(own, AddNote("mine")).version == 4
        later = here.open()
        assert here.give(later, AddNote("mine")).version == 4


def test_importing_the_same_again_changes_nothing(archive_file: Path, stores: Stores) -> None:
    read(stores, archive_file)
    before = all_of(stores)
    done = read(stores, archive_file)
    assert not done.new
    assert all_of(stores) == before


def test_importing_at_home_leaves_the_search_to_its_own(stores: Stores, tmp_path: Path) -> None:
    keep_story(stores)
    file = tmp_path / "search.zip"
    write(stores, file, Wanted(passphrase=PASSPHRASE))
    done = read(stores, file, PASSPHRASE)
    assert (done.new, done.texts) == (False, 0)
    assert not stores.imported.holds(SEARCH_ID)


def shorter(records: list[Record]) -> None:
    del records[-5:]


def another_actor(records: list[Record]) -> None:
    records[20]["actor"] = "somebody else"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (shorter, f"it goes on after event {EVENTS_TOLD - 5}, where the archive ends"),
        (another_actor, "its event 21 is another"),
    ],
)
def test_another_search_of_the_same_id_stays(
    archive_file: Path, stores: Stores, tmp_path: Path,
    change: Callable[[list[Record]], None], said: str,
) -> None:  # fmt: skip
    read(stores, archive_file)
    before = all_of(stores)
    other = forge(archive_file, tmp_path / "other.zip", lambda parts: with_chain(parts, change))
    with pytest.raises(Conflict) as refused:
        read(stores, other)
    assert (refused.value.code, said in refused.value.detail) == ("search_exists", True)
    assert all_of(stores) == before


def test_a_search_that_ended_sooner_is_not_continued(
    archive_file: Path, stores: Stores, tmp_path: Path
) -> None:
    other = forge(archive_file, tmp_path / "other.zip", lambda parts: with_chain(parts, shorter))
    read(stores, other)
    with pytest.raises(Conflict) as refused:
        read(stores, archive_file)
    assert f"it ends at event {EVENTS_TOLD - 5}, the archive goes on" in refused.value.detail


def breaking_after(application: Application[UUID], batches: int) -> Callable[..., Any]:
    insert, left = application.recorder.insert_events, [batches]

    def breaking(stored: Sequence[StoredEvent], **more: Any) -> Any:
        if not left[0]:
            raise OperationalError("the plug was pulled")
        left[0] -= 1
        return insert(stored, **more)

    return breaking


@pytest.mark.parametrize("part", ["searches", "tracks"])
def test_an_interrupted_import_is_read_only_from_its_first_event_and_can_be_finished(
    settings: Settings,
    long_search: tuple[Path, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    part: str,
) -> None:
    file, whole = long_search
    with process(settings) as here, monkeypatch.context() as patched:
        stores = stored_of(here, settings)
        application: Application[UUID] = getattr(stores, part)
        patched.setattr(application.recorder, "insert_events", breaking_after(application, 1))
        with pytest.raises(OperationalError):
            read(stores, file)
        with pytest.raises(Conflict) as refused:
            here.give(SEARCH_ID, AddNote("never"))
        assert refused.value.code == "search_imported"
    with opened_stores(settings) as stores:
        assert all_of(stores) != whole
        assert stores.imported.unfinished(SEARCH_ID)
        assert read(stores, file).new
        assert all_of(stores) == whole
        assert not stores.imported.unfinished(SEARCH_ID)
        verified = verify_search(stores, SEARCH_ID, NINE, lambda _: None)
        assert (verified.events, verified.sealed) == (LONG, LONG)


def test_a_long_search_is_stored_in_small_steps(
    stores: Stores, long_search: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, whole = long_search
    sizes: list[int] = []
    for application in (stores.searches, stores.tracks):
        insert = application.recorder.insert_events

        def watched(stored: Sequence[StoredEvent], insert: Any = insert, **more: Any) -> Any:
            sizes.append(sum(len(each.state) for each in stored))
            return insert(stored, **more)

        monkeypatch.setattr(application.recorder, "insert_events", watched)
    read(stores, file)
    assert len(sizes) > 5
    assert max(sizes) <= BATCH_BYTES
    assert all_of(stores) == whole


def unknown_team(records: list[Record]) -> None:
    swept = next(r for r in records if r["topic"] == "streets.sweep_withdrawn")
    swept["data"]["sweep_id"] = "nobody's"


def no_opening(records: list[Record]) -> None:
    records[0], records[1] = records[1], records[0]
    records[0]["version"], records[1]["version"] = 1, 2


def street_beyond(records: list[Record]) -> None:
    swept = next(r for r in records if r["topic"] == "streets.swept")
    swept["data"]["segments"] = [7000]


def wrong_type(records: list[Record]) -> None:
    swept = next(r for r in records if r["topic"] == "streets.swept")
    swept["data"]["pod"] = "high"


def field_missing(records: list[Record]) -> None:
    swept = next(r for r in records if r["topic"] == "streets.swept")
    del swept["data"]["pod"]


def no_time(records: list[Record]) -> None:
    records[5]["recorded_at"] = "yesterday"


def other_parameters(records: list[Record]) -> None:
    records[0]["data"]["parameters"]["speed_manual"] = 99.0


def other_area(records: list[Record]) -> None:
    records[0]["data"]["area_hash"] = "f" * 64


@pytest.mark.parametrize(
    "change",
    [
        unknown_team, no_opening, street_beyond, wrong_type, field_missing, no_time,
        other_parameters, other_area,
    ],
)  # fmt: skip
def test_what_could_not_be_read_afterwards_is_not_stored(
    archive_file: Path, stores: Stores, tmp_path: Path, change: Callable[[list[Record]], None]
) -> None:
    forged = forge(archive_file, tmp_path / "forged.zip", lambda parts: with_chain(parts, change))
    with pytest.raises(ArchiveRefused) as refused:
        read(stores, forged)
    assert refused.value.code == "archive_altered"
    assert stores.searches.ids() == []
    assert not stores.imported.unfinished(SEARCH_ID)


def test_another_area_than_the_searchs_is_refused(
    archive_file: Path, stores: Stores, tmp_path: Path
) -> None:
    def change(parts: Parts) -> None:
        parts["area.bin"] = parts["area.bin"][:-20]

    with pytest.raises(ArchiveRefused) as refused:
        read(stores, forge(archive_file, tmp_path / "forged.zip", change))
    assert "area town" in refused.value.detail
    assert stores.searches.ids() == []


def test_without_its_area_the_search_needs_it_here(
    home: Settings, stores: Stores, tmp_path: Path
) -> None:
    file = tmp_path / "bare.zip"
    with opened_stores(home) as original:
        write(original, file, Wanted(area=False))
        with pytest.raises(ArchiveRefused) as refused:
            read(stores, file)
        assert refused.value.code == "area_missing"
        assert stores.searches.ids() == []
        content_hash = original.areas.entries()[0].content_hash
        content = original.areas.content(content_hash)
        assert content is not None
        stores.areas.keep_content(content_hash, content)
        assert read(stores, file).new


def test_personal_data_come_along_under_a_passphrase_only(
    personal_file: Path, stores: Stores
) -> None:
    for text in ("Li", "green coat", "墨绿色"):
        assert text.encode() not in personal_file.read_bytes()
    for wrong in ("", "correct horse batter"):
        with pytest.raises(ArchiveRefused) as refused:
            read(stores, personal_file, wrong)
        assert refused.value.code == "wrong_passphrase"
        assert stores.searches.ids() == [], "the passphrase is tried before anything is stored"
    assert read(stores, personal_file).texts == 0
    assert stores.vault.refs(str(SEARCH_ID)) == []
    later = read(stores, personal_file, PASSPHRASE)
    assert (later.new, later.texts) == (False, len(TEXTS) + 1)
    assert stores.vault.reveal_all(str(SEARCH_ID), TEXTS) == TEXTS
    assert stores.vault.reveal_bytes(str(SEARCH_ID), ["photo"]) == {"photo": PHOTO}


def test_without_personal_data_a_passphrase_opens_nothing(
    archive_file: Path, stores: Stores
) -> None:
    with pytest.raises(ArchiveRefused) as refused:
        read(stores, archive_file, PASSPHRASE)
    assert refused.value.code == "no_personal_data"


def test_what_was_forgotten_here_does_not_come_back(personal_file: Path, stores: Stores) -> None:
    read(stores, personal_file, PASSPHRASE)
    stores.vault.forget(str(SEARCH_ID))
    with pytest.raises(Refusal) as refused:
        read(stores, personal_file, PASSPHRASE)
    assert refused.value.code == "search_forgotten"
    assert stores.vault.refs(str(SEARCH_ID)) == []


def test_an_unknown_search_has_no_archive(stores: Stores, tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        write(stores, tmp_path / "never.zip")
    assert list(tmp_path.glob("*.zip")) == []

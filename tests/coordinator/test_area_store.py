from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from coordinator.area_store import AreaStore
from coordinator.areas.codec import decode_area, encode_area
from coordinator.database import Database, open_database
from coordinator.settings import Settings
from domain.area import Area
from domain.refusal import Unknown
from tests.coordinator.installation import NINE, city, process


def other_content(name: str) -> Area:
    """Another area: the small city without its cameras."""
    changed = replace(city(), name=name, cameras=(), zones=())
    return decode_area(name, encode_area(changed))


def test_an_area_is_found_by_its_name(database: Database) -> None:
    store = AreaStore(database)
    store.keep(city(), NINE)
    found = AreaStore(database).named("small")
    assert found is not None
    assert found.content_hash == city().content_hash
    assert found.network.segments == city().network.segments
    assert [camera.camera_id for camera in found.cameras] == [
        camera.camera_id for camera in city().cameras
    ]


def test_an_area_that_was_never_imported_is_none(database: Database) -> None:
    assert AreaStore(database).named("nowhere") is None
    assert AreaStore(database).with_hash("small", "0" * 64) is None
    assert AreaStore(database).entries() == []


def test_the_list_of_areas_is_in_order_of_name(database: Database) -> None:
    store = AreaStore(database)
    store.keep(city(), NINE)
    store.keep(other_content("bare"), NINE)
    entries = store.entries()
    assert [(entry.name, entry.cameras) for entry in entries] == [("bare", 0), ("small", 6)]
    assert {entry.segments for entry in entries} == {city().network.segments}


def test_keeping_the_same_area_again_changes_nothing(database: Database) -> None:
    store = AreaStore(database)
    store.keep(city(), NINE)
    before = store.entries()
    store.keep(city(), NINE)
    assert store.entries() == before


def test_a_name_may_come_to_mean_something_newer_and_older_searches_keep_theirs(
    settings: Settings,
) -> None:
    with process(settings) as before:
        search_id = before.open()
        before.areas.keep(other_content("small"), NINE)
        newer = before.areas.named("small")
        assert newer is not None
        assert not newer.cameras
        with before.commanding.reading(search_id) as search:
            kept = AreaStore(before.database).of_search(search)
        assert kept.content_hash == city().content_hash
        assert len(kept.cameras) == 6


def test_two_names_may_mean_the_same_content(database: Database) -> None:
    store = AreaStore(database)
    store.keep(city(), NINE)
    store.keep(replace(city(), name="again"), NINE)
    first, second = store.named("small"), store.named("again")
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("small", "again")
    assert first.content_hash == second.content_hash


def test_an_area_is_decoded_once(database: Database) -> None:
    store = AreaStore(database)
    store.keep(city(), NINE)
    assert store.named("small") is store.named("small")


def test_a_search_whose_area_is_missing_says_so(settings: Settings) -> None:
    with process(settings) as here:
        search_id = here.open()
        with here.commanding.reading(search_id, 3) as search:
            search.area_hash = "0" * 64
            with pytest.raises(Unknown) as refused:
                here.areas.of_search(search)
        assert refused.value.code == "unknown_area"


def test_processes_that_import_the_same_city_at_once_do_not_disturb_each_other(
    settings: Settings,
) -> None:
    databases = [open_database(settings) for _ in range(3)]
    begin = Barrier(3)

    def keep(database: Database) -> None:
        begin.wait(timeout=60)
        AreaStore(database).keep(city(), NINE)

    try:
        with ThreadPoolExecutor(3) as threads:
            list(threads.map(keep, databases))
        assert len(AreaStore(databases[0]).entries()) == 1
    finally:
        for database in databases:
            database.close()

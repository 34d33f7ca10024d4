"""An archive written when the format was new is read by every later version, to the same state.

Its search is the story in which everything has happened once. It is never written again: where an
event has changed since, what is stored stays as it was, and is understood when it is read.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from coordinator.archive.reading import opened_archive
from coordinator.archive.stores import opened_stores
from coordinator.archive.verifying import verify_search
from coordinator.canonical import canonical
from coordinator.settings import Settings
from domain.opening import SearchOpened
from domain.parameters import MODEL_VERSION
from projections.belief.engine import BeliefEngine
from projections.evidence import evidence_of
from projections.search_record import search_record
from tests.coordinator.archive.told import PASSPHRASE, TEXTS, read, write
from tests.domain.scenario import NINE, SEARCH_ID, at

ARCHIVES = Path(__file__).resolve().parents[2] / "archives"
FILE = ARCHIVES / "version_1.zip"
HEAD = "9353d4d641092c90e555b11207aaacf9a039fa043b60317b7e1024cafccd45cc"
STATE_HASH = "f8e2ef4d5b2cd88208b59616d7220dfa205e36d684f53f489c01bba1e8022a11"


def as_known_then(state: Any, then: Any) -> Any:
    """The state without what was added to it since, however deep."""
    if isinstance(then, dict):
        return {name: as_known_then(state[name], then[name]) for name in then}
    if isinstance(then, list):
        assert len(state) == len(then)
        return [as_known_then(*pair) for pair in zip(state, then, strict=True)]
    return state


def test_it_replays_to_the_same_state(settings: Settings) -> None:
    then = orjson.loads((ARCHIVES / "version_1.state.json").read_bytes())
    assert sha256(canonical(then)).hexdigest() == STATE_HASH
    with opened_stores(settings) as stores:
        done = read(stores, FILE, PASSPHRASE)
        assert (done.new, done.events, done.texts) == (True, 40, len(TEXTS))
        search = stores.searches.search(SEARCH_ID)
        assert search is not None
        state = as_known_then(search_record(search), then)
        assert sha256(canonical(state)).hexdigest() == STATE_HASH
        assert stores.vault.reveal_all(str(SEARCH_ID), TEXTS) == TEXTS


def test_its_events_stay_what_they_were(settings: Settings, tmp_path: Path) -> None:
    with opened_stores(settings) as stores:
        read(stores, FILE)
        with opened_archive(FILE) as archive:
            first, _ = next(archive.events())
        assert (first["schema"], "reported_at" in first["data"]) == (1, False)
        (opened,) = stores.searches.events_of(SEARCH_ID, limit=1)
        assert isinstance(opened, SearchOpened)
        assert opened.reported_at == first["occurred_at"]
        verified = verify_search(stores, SEARCH_ID, NINE, lambda _: None, HEAD)
        assert (verified.events, verified.sealed, verified.head) == (40, 40, HEAD)
        assert write(stores, tmp_path / "again.zip").events.head == HEAD


def test_it_still_has_a_map(settings: Settings) -> None:
    with opened_stores(settings) as stores:
        done = read(stores, FILE)
        assert done.other_model == (None if MODEL_VERSION == "3" else "3")
        search = stores.searches.search(SEARCH_ID)
        assert search is not None
        area = stores.areas.of_search(search)
        belief = BeliefEngine(area).believe(evidence_of(search, area), at(10))
        assert belief.poa.sum() + belief.rest_of_world == pytest.approx(1.0)

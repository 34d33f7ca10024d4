"""Given processes that start at the same moment, then each opens the same stores."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coordinator.searches.application import Searches
from coordinator.settings import Settings

TOGETHER = 6


@pytest.mark.postgres
def test_many_may_open_a_new_store_at_once(tmp_path: Path, postgresql_url: str) -> None:
    settings = Settings(data_dir=tmp_path, database_url=postgresql_url)
    line = threading.Barrier(TOGETHER)

    def begin() -> Searches:
        line.wait()
        return Searches.open(settings)

    for _ in range(3):
        with ThreadPoolExecutor(TOGETHER) as threads:
            opened = [one.result() for one in [threads.submit(begin) for _ in range(TOGETHER)]]
        assert all(searches.ids() == [] for searches in opened)
        for searches in opened:
            searches.close()

"""Given a part of the demo, when several take it at the same moment, then it is one account."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from coordinator.accounts import Role
from coordinator.accounts.account import Account
from coordinator.accounts.accounts import Accounts
from coordinator.database import open_database
from coordinator.demo.cast import Cast
from coordinator.settings import Settings

AT_ONCE = 4


def test_whoever_comes_at_the_same_moment_gets_the_same_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(Settings(data_dir=tmp_path / "data"))
    accounts = Accounts(database)
    nobody_yet = Barrier(AT_ONCE)
    look, first = accounts.find, set(range(AT_ONCE))

    def looked(name: str) -> Account | None:
        found = look(name)
        if first:
            first.pop()
            # All have looked before anybody makes it.
            nobody_yet.wait(30)
        return found

    monkeypatch.setattr(accounts, "find", looked)
    try:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            asked = [
                threads.submit(Cast(accounts).account_id, "visitor-watcher", Role.WATCHER)
                for _ in range(AT_ONCE)
            ]
            ids = {each.result(60) for each in asked}
    finally:
        accounts.close()
        database.close()
    assert len(ids) == 1

"""`coordinator export` and `coordinator forget`: a whole search, out or away."""

import argparse
from pathlib import Path
from uuid import UUID

import orjson

from coordinator.accounts.accounts import Accounts
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.database import open_database
from coordinator.searches.application import Searches
from coordinator.vault.vault import Vault
from projections.event_record import event_record

FORMATS = ("jsonl",)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    export = commands.add_parser("export", help="write the events of a search to a file")
    export.add_argument("search", metavar="SEARCH")
    export.add_argument("--format", required=True, choices=FORMATS, metavar="FORMAT")
    export.add_argument("--out", required=True, metavar="FILE")
    add_settings(export)
    export.set_defaults(run=run_export)
    forget = commands.add_parser("forget", help="destroy the personal data of a search for good")
    forget.add_argument("search", metavar="SEARCH")
    add_settings(forget)
    forget.set_defaults(run=run_forget)


def run_export(options: argparse.Namespace) -> None:
    """One event a line, without personal data."""
    search_id = checked_id(options.search)
    searches = Searches.open(settings_of(options))
    try:
        events = searches.events_of(search_id)
    finally:
        searches.close()
    if not events:
        raise CommandFailed(f"there is no search {search_id}")
    out = Path(options.out)
    try:
        with out.open("wb") as file:
            for event in events:
                file.write(orjson.dumps(event_record(event)) + b"\n")
    except OSError as problem:
        raise CommandFailed(f"--out: cannot write {out}: {problem.strerror}") from problem
    print(f"{len(events)} events written to {out}")


def run_forget(options: argparse.Namespace) -> None:
    """Destroy the key of the search; places, times and numbers still replay."""
    search_id = checked_id(options.search)
    settings = settings_of(options)
    searches = Searches.open(settings)
    try:
        known = searches.search(search_id) is not None
    finally:
        searches.close()
    if not known:
        raise CommandFailed(f"there is no search {search_id}")
    database = open_database(settings)
    accounts = Accounts(database)
    try:
        Vault(database, settings).forget(str(search_id))
        accounts.forget_search(str(search_id))
    finally:
        accounts.close()
        database.close()
    print(f"the personal data of search {search_id} are destroyed")


def checked_id(text: str) -> UUID:
    """The id of a search; CommandFailed when it is none."""
    try:
        return UUID(text)
    except ValueError as problem:
        raise CommandFailed(f"SEARCH: expected the id of a search, got {text!r}") from problem

"""`coordinator export` and `coordinator forget`: a whole search, out or away."""

import argparse
from pathlib import Path
from uuid import UUID

import orjson

from coordinator.accounts.accounts import Accounts
from coordinator.archive.stored_records import last_version
from coordinator.archive.stores import opened_stores
from coordinator.archive.writing import Wanted, write_archive
from coordinator.clock import Clock
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.command_line.passphrase import add_passphrase, new_passphrase
from coordinator.command_line.progress import progress
from coordinator.database import open_database
from coordinator.searches.application import Searches
from coordinator.vault.vault import Vault
from domain.refusal import Refusal
from projections.event_record import event_record

FORMATS = ("jsonl", "archive")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    export = commands.add_parser("export", help="write a search to a file")
    export.add_argument("search", metavar="SEARCH")
    export.add_argument(
        "--format", required=True, choices=FORMATS, metavar="FORMAT",
        help="jsonl: its events, one a line; archive: all of it, for another installation",
    )  # fmt: skip
    export.add_argument("--out", required=True, metavar="FILE")
    export.add_argument(
        "--without-area", action="store_true", help="leave streets and cameras out of an archive"
    )
    add_passphrase(export, "put names, texts and photos into an archive, under a passphrase")
    add_settings(export)
    export.set_defaults(run=run_export)
    forget = commands.add_parser("forget", help="destroy the personal data of a search for good")
    forget.add_argument("search", metavar="SEARCH")
    add_settings(forget)
    forget.set_defaults(run=run_forget)


def run_export(options: argparse.Namespace) -> None:
    """One event a line without personal data, or an archive."""
    search_id = checked_id(options.search)
    if options.format == "archive":
        export_archive(options, search_id)
        return
    for option in ("with_personal_data", "without_area"):
        if getattr(options, option):
            raise CommandFailed(f"--{option.replace('_', '-')}: expected --format archive with it")
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


def export_archive(options: argparse.Namespace, search_id: UUID) -> None:
    """The whole search as one file."""
    out = Path(options.out)
    wanted = Wanted(area=not options.without_area, passphrase=new_passphrase(options))
    with opened_stores(settings_of(options)) as stores:
        if wanted.passphrase is not None and stores.vault.forgotten(str(search_id)):
            raise CommandFailed(f"--with-personal-data: those of search {search_id} were destroyed")
        total = last_version(stores.searches, search_id)
        try:
            with progress("events", total, bar_only=True) as told:
                manifest = write_archive(stores, search_id, out, wanted, Clock().now(), told)
        except Refusal as refusal:
            raise CommandFailed(refusal.detail) from refusal
        except OSError as problem:
            raise CommandFailed(f"--out: cannot write {out}: {problem.strerror}") from problem
    sealed = manifest.personal_data
    texts = "no personal data" if sealed is None else f"{sealed.items:,} sealed texts and photos"
    print(
        f"{manifest.events.count:,} events, {manifest.positions.count:,} batches of positions, "
        f"{texts} written to {out}"
    )
    print(f"head {manifest.events.head}")


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

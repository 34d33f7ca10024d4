"""`coordinator import` and `coordinator verify`: archives of searches, and whether all is whole."""

import argparse
from pathlib import Path
from uuid import UUID

from coordinator.archive.importing import import_archive
from coordinator.archive.reading import Archive, opened_archive
from coordinator.archive.stored_records import last_version
from coordinator.archive.stores import Stores, opened_stores
from coordinator.archive.verifying import must_continue, verify_search
from coordinator.clock import Clock
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.command_line.passphrase import add_passphrase, known_passphrase
from coordinator.command_line.progress import progress
from coordinator.command_line.search import checked_id
from coordinator.storage.stored import stored
from domain.refusal import Refusal


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    importing = commands.add_parser("import", help="read a search from an archive, to replay it")
    importing.add_argument("file", metavar="FILE")
    add_passphrase(importing, "also its names, texts and photos, for which you know the passphrase")
    add_settings(importing)
    importing.set_defaults(run=run_import)
    verify = commands.add_parser(
        "verify", help="check that nothing of a search, or of an archive, was altered"
    )
    verify.add_argument(
        "what", metavar="SEARCH|FILE", nargs="?", help="without: all searches, one after the other"
    )
    verify.add_argument("--archive", metavar="FILE", help="compare the search with its archive")
    verify.add_argument("--head", metavar="HASH", help="compare with a head that was noted down")
    add_settings(verify)
    verify.set_defaults(run=run_verify)


def run_import(options: argparse.Namespace) -> None:
    """Check the whole archive, then store the search for reading."""
    file = Path(options.file)
    passphrase = known_passphrase(options)
    settings = settings_of(options)
    try:
        with opened_archive(file) as archive, opened_stores(settings) as stores, stored():
            sealed = archive.manifest.personal_data
            with progress("events", archive.manifest.events.count, bar_only=True) as told:
                done = import_archive(archive, stores, passphrase, Clock().now(), told)
    except Refusal as refusal:
        raise CommandFailed(f"{file}: {refusal.detail}") from refusal
    if not done.new and not done.texts:
        print(f"search {done.search_id} is here already, event by event the same")
        return
    print(
        f"search {done.search_id}: {done.events:,} events, {done.batches_of_positions:,} batches "
        f"of positions, {done.texts:,} texts; it can be read and replayed, and takes no commands"
    )
    if sealed is not None and passphrase is None:
        print(f"  its {sealed.items:,} texts stay sealed (--with-personal-data reads them)")
    if done.other_model is not None:
        print(
            f"  it was opened with model version {done.other_model}: its maps may differ from "
            "those seen then"
        )


def run_verify(options: argparse.Namespace) -> None:
    """Say of each search, or of an archive, that it is whole; the first that is not ends it."""
    what = options.what
    if what is not None and not _is_id(what):
        _verify_file(Path(what), options)
        return
    for option in ("archive", "head"):
        if what is None and getattr(options, option) is not None:
            raise CommandFailed(f"--{option}: expected together with one SEARCH")
    with opened_stores(settings_of(options)) as stores:
        searches = stores.searches.ids() if what is None else [checked_id(what)]
        for search_id in searches:
            _verify_stored(stores, search_id, options)


def _verify_stored(stores: Stores, search_id: UUID, options: argparse.Namespace) -> None:
    total = last_version(stores.searches, search_id)
    try:
        with stored(), progress("events", total, bar_only=True) as told:
            done = verify_search(stores, search_id, Clock().now(), told, options.head)
        if options.archive is not None:
            with opened_archive(Path(options.archive)) as archive:
                same = _compared(stores, archive, search_id)
            print(f"search {search_id}: the {same:,} events of the archive are the same here")
    except Refusal as refusal:
        raise CommandFailed(f"search {search_id}: {refusal.detail}") from refusal
    noted = "" if done.head_version is None else f"; the head given is event {done.head_version}'s"
    print(
        f"search {search_id}: {done.events:,} events, unaltered since {done.sealed:,} of them were "
        f"sealed{noted}"
    )
    print(f"head {done.head}")


def _compared(stores: Stores, archive: Archive, search_id: UUID) -> int:
    if archive.search_id != search_id:
        raise CommandFailed(f"--archive: it holds another search, {archive.search_id}")
    return must_continue((h for _, h in archive.events()), stores.sealed.of(search_id))


def _verify_file(file: Path, options: argparse.Namespace) -> None:
    if options.archive is not None:
        raise CommandFailed("--archive: expected together with one SEARCH")
    try:
        with opened_archive(file) as archive:
            manifest = archive.manifest
            hashes = [hashed for _, hashed in archive.events()] if options.head else []
    except Refusal as refusal:
        raise CommandFailed(f"{file}: {refusal.detail}") from refusal
    if options.head and options.head not in hashes:
        raise CommandFailed(f"--head: it is the hash of no event in {file}")
    print(f"{file}: search {manifest.search_id}, {manifest.events.count:,} events, whole")
    print(f"head {manifest.events.head}")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

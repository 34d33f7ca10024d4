"""`coordinator backup`: copy an installation while it serves."""

import argparse
from pathlib import Path

from coordinator.backup import BackupError, back_up
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    backup = commands.add_parser("backup", help="copy an installation on SQLite while it serves")
    backup.add_argument(
        "--out", metavar="DIR", required=True, help="a folder that is not there yet"
    )
    backup.add_argument(
        "--with-key", action="store_true",
        help="also the key of the vault, without which personal data cannot be read",
    )  # fmt: skip
    add_settings(backup)
    backup.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Copy, and say what must be kept elsewhere."""
    settings = settings_of(options)
    try:
        written = back_up(settings, Path(options.out), with_key=options.with_key)
    except BackupError as problem:
        raise CommandFailed(f"backup: {problem}") from problem
    for file in written:
        print(f"{file.stat().st_size:>12,} bytes  {file}")
    if not options.with_key:
        print("The key of the vault is not in it: without it, names, texts and photos are lost.")

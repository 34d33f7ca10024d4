"""Passphrases: asked for twice at a terminal, or one line of standard input. Never an option,
which everybody on the machine could read in the list of processes."""

import argparse
import getpass
import sys

from coordinator.archive.personal import LEAST_PASSPHRASE
from coordinator.command_line.failure import CommandFailed


def add_passphrase(parser: argparse.ArgumentParser, purpose: str) -> None:
    """The options about personal data."""
    parser.add_argument("--with-personal-data", action="store_true", help=purpose)
    parser.add_argument(
        "--passphrase-stdin", action="store_true", help="read the passphrase from standard input"
    )


def new_passphrase(options: argparse.Namespace) -> str | None:
    """A passphrase to seal with; None where no personal data are wanted."""
    passphrase = known_passphrase(options)
    if passphrase is None:
        return None
    if len(passphrase) < LEAST_PASSPHRASE:
        raise CommandFailed(f"passphrase: expected at least {LEAST_PASSPHRASE} characters")
    if not options.passphrase_stdin and getpass.getpass("Once more: ") != passphrase:
        raise CommandFailed("the two passphrases differ")
    return passphrase


def known_passphrase(options: argparse.Namespace) -> str | None:
    """The passphrase that somebody has set; None where no personal data are wanted."""
    if not options.with_personal_data:
        if options.passphrase_stdin:
            raise CommandFailed("--passphrase-stdin: expected together with --with-personal-data")
        return None
    if options.passphrase_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandFailed("there is no terminal to ask for the passphrase: "
                            "use --passphrase-stdin")  # fmt: skip
    return getpass.getpass("Passphrase: ")

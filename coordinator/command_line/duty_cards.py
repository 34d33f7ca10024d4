"""`coordinator duty-cards`: the shipped duty cards as a file to edit."""

import argparse
from pathlib import Path

from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.duty_cards.reading import shipped_text
from coordinator.duty_cards.station import FILE_NAME


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    cards = commands.add_parser("duty-cards", help="write the duty cards to a file, to edit them")
    cards.add_argument("--out", metavar="FILE", help=f"default: {FILE_NAME} in the data directory")
    add_settings(cards)
    cards.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Never over a file that somebody has edited."""
    out = settings_of(options).data_dir / FILE_NAME if options.out is None else Path(options.out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with out.open("x", encoding="utf-8") as file:
            file.write(shipped_text())
    except FileExistsError as problem:
        raise CommandFailed(f"{out} is there already") from problem
    except OSError as problem:
        raise CommandFailed(f"cannot write {out}: {problem.strerror}") from problem
    print(f"duty cards written to {out}")

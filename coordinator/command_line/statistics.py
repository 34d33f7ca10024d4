"""`coordinator statistics`: all searches in one table, without personal data."""

import argparse
from pathlib import Path

from coordinator.area_store import AreaStore
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.command_line.progress import progress
from coordinator.database import open_database
from coordinator.searches.application import Searches
from coordinator.statistics import csv_lines, statistics_rows


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    statistics = commands.add_parser("statistics", help="write figures of all searches as CSV")
    statistics.add_argument("--out", required=True, metavar="FILE")
    add_settings(statistics)
    statistics.set_defaults(run=run_statistics)


def run_statistics(options: argparse.Namespace) -> None:
    """A line for each search, in the order they were opened; progress goes to standard error."""
    out = Path(options.out)
    settings = settings_of(options)
    database = open_database(settings)
    searches = Searches.open(settings)
    try:
        ids = searches.ids()
        with (
            progress("searches", len(ids)) as told,
            out.open("w", encoding="utf-8", newline="") as file,
        ):
            for number, line in enumerate(
                csv_lines(statistics_rows(searches, AreaStore(database), ids))
            ):
                file.write(line)
                told(min(number, 1))
    except OSError as problem:
        raise CommandFailed(f"--out: cannot write {out}: {problem.strerror}") from problem
    finally:
        searches.close()
        database.close()
    print(f"{len(ids):,} searches written to {out}")

"""`coordinator area import` and `coordinator area list`."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from coordinator.area_store import AreaStore
from coordinator.areas.area_error import AreaError
from coordinator.areas.import_area import import_area
from coordinator.areas.import_report import ImportReport
from coordinator.clock import Clock
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.database import open_database

MOST_NAME = 100


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    area = commands.add_parser("area", help="import a piece of a city, or list what there is")
    actions = area.add_subparsers(required=True, metavar="import|list")
    importing = actions.add_parser("import", help="import an OpenStreetMap file")
    importing.add_argument("file", metavar="FILE", help="CITY.osm.pbf, .osm or .osm.gz")
    importing.add_argument("--name", required=True, help="the name of the area")
    importing.add_argument("--cameras", metavar="FILE", help="cameras as .csv or .geojson")
    add_settings(importing)
    importing.set_defaults(run=run_import)
    listing = actions.add_parser("list", help="list the imported areas")
    add_settings(listing)
    listing.set_defaults(run=run_list)


def run_import(options: argparse.Namespace) -> None:
    """Import with a progress bar, store, and say what was found."""
    if not 0 < len(options.name) <= MOST_NAME or "/" in options.name:
        raise CommandFailed(f"--name: expected 1 to {MOST_NAME} characters without a slash")
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("reading", total=1.0)
        cameras = None if options.cameras is None else Path(options.cameras)
        try:
            area, report = import_area(
                Path(options.file),
                options.name,
                cameras,
                lambda step, done: progress.update(task, description=step, completed=done),
            )
        except AreaError as problem:
            raise CommandFailed(str(problem)) from problem
    database = open_database(settings_of(options))
    try:
        AreaStore(database).keep(area, Clock().now())
    finally:
        database.close()
    for line in summary(options.name, report):
        print(line)


def summary(name: str, report: ImportReport) -> list[str]:
    """What an import found, a line each."""
    return [
        f"{name}: {report.segments:,} segments, {report.length_m / 1000:,.1f} km",
        (
            f"  largest connected part kept; {report.dropped_segments:,} segments "
            f"({report.dropped_length_share:.1%} of the length) lay outside it"
        ),
        (
            f"  {report.cameras:,} cameras, {report.cameras_indoor:,} of them indoors; "
            f"{len(report.zones_without_street):,} outdoors see no street"
        ),
        f"  {report.beats} beats, {report.buildings:,} buildings",
        *(f"  note: {note}" for note in report.notes),
    ]


def run_list(options: argparse.Namespace) -> None:
    """One line for each area."""
    database = open_database(settings_of(options))
    try:
        for entry in AreaStore(database).entries():
            print(f"{entry.name}\t{entry.segments} segments\t{entry.cameras} cameras")
    finally:
        database.close()

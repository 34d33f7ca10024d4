"""The options of `coordinator exercise`, and the terms they make."""

import argparse
from math import isfinite

from coordinator.command_line.failure import CommandFailed
from coordinator.exercise.terms import Terms
from coordinator.settings import FASTEST_CLOCK

MOST_TEAMS = 20
MOST_OFFICERS = 10
LAST_H = 11.0
"""A hidden subject is followed for twelve hours."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """What a trainer can set."""
    shipped = Terms()
    parser.add_argument("--area", metavar="NAME", help="an imported area, with its cameras")
    parser.add_argument("--file", metavar="FILE", help="an OpenStreetMap extract instead")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="hides the same again (1)")
    parser.add_argument(
        "--speed", type=float, default=shipped.speed, metavar="N",
        help=f"so many seconds of the exercise in one of the room ({shipped.speed:g})",
    )  # fmt: skip
    parser.add_argument(
        "--report-after-min", type=float, default=shipped.report_after_min, metavar="M",
        help=f"from the last known point to the report ({shipped.report_after_min:g})",
    )  # fmt: skip
    parser.add_argument(
        "--hours", type=float, default=shipped.hours, metavar="H",
        help=f"until time is up ({shipped.hours:g})",
    )  # fmt: skip
    parser.add_argument(
        "--teams", type=int, default=shipped.teams, metavar="N", help="street teams"
    )
    parser.add_argument(
        "--officers", type=int, default=shipped.officers, metavar="N", help="video officers"
    )
    parser.add_argument("--cameras", type=int, metavar="N", help="so many of the area's (all)")
    parser.add_argument("--json", action="store_true", help="the score for machines")


def terms_of(options: argparse.Namespace) -> Terms:
    """The terms; CommandFailed for numbers that cannot be."""
    if options.area is not None and options.file is not None:
        raise CommandFailed("--area: expected an imported area, or --file, and not both")
    _within("seed", options.seed, 0, 2**31 - 1)
    _within("speed", options.speed, 0.1, FASTEST_CLOCK)
    _within("report-after-min", options.report_after_min, 5.0, 360.0)
    _within("hours", options.hours, 0.05, 10.0)
    _within("teams", options.teams, 1, MOST_TEAMS)
    _within("officers", options.officers, 1, MOST_OFFICERS)
    if options.cameras is not None and options.cameras < 1:
        raise CommandFailed(f"--cameras: expected 1 or more, got {options.cameras}")
    if options.report_after_min / 60.0 + options.hours > LAST_H:
        raise CommandFailed(f"--hours: expected report and search to end within {LAST_H:g} hours")
    return Terms(
        options.seed, options.speed, options.report_after_min, options.hours, options.teams,
        options.officers, options.cameras,
    )  # fmt: skip


def _within(name: str, value: float, least: float, most: float) -> None:
    if not isfinite(value) or not least <= value <= most:
        raise CommandFailed(f"--{name}: expected {least:.10g} to {most:.10g}, got {value:.10g}")

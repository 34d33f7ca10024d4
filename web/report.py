"""`coordinator report`: the report of a search as one file."""

import argparse
from pathlib import Path

from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import HELP, add_settings, settings_of
from coordinator.command_line.search import checked_id
from domain.refusal import Refusal
from web.language import LANGUAGES
from web.report_page.page import report_page
from web.search_services import opened_services


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    report = commands.add_parser("report", help="write the report of a search to a file")
    report.add_argument("search", metavar="SEARCH")
    report.add_argument("--out", required=True, metavar="FILE")
    report.add_argument("--language", choices=LANGUAGES, default="zh")
    report.add_argument("--time-zone", metavar="NAME", help=HELP["time-zone"])
    add_settings(report)
    report.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """A page for screen and paper, without personal data."""
    search_id, settings = checked_id(options.search), settings_of(options)
    out = Path(options.out)
    with opened_services(settings) as services:
        try:
            page = report_page(services, search_id, options.language, settings.time_zone)
        except Refusal as refusal:
            raise CommandFailed(refusal.detail) from refusal
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as problem:
        raise CommandFailed(f"--out: cannot write {out}: {problem.strerror}") from problem
    print(f"report written to {out}")

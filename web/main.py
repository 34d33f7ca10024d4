"""The command `coordinator`."""

import logging
import sys

from coordinator.command_line import (
    archive,
    area,
    backup,
    duty_cards,
    search,
    simulate,
    statistics,
    user,
)
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import OneLineParser
from coordinator.database import StorageUnavailableError
from coordinator.log_lines import log_to
from coordinator.settings import SettingsError
from web import demo, exercise, report, serve


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it did what it was asked, 2 with one line when it could not."""
    parser = OneLineParser(
        prog="coordinator",
        description="Coordinates the search for a missing person in a city.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=OneLineParser)
    for command in (
        demo, exercise, serve, area, user, duty_cards, report, search, archive, backup, statistics,
        simulate,
    ):  # fmt: skip
        command.add(commands)
    options = parser.parse_args(arguments)
    log_to(sys.stderr, "text", logging.WARNING)
    try:
        options.run(options)
    except (CommandFailed, SettingsError, StorageUnavailableError) as problem:
        sys.stderr.write(f"coordinator: {' '.join(str(problem).split())}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

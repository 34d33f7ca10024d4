"""Reading the command line."""

import argparse
import os
import sys
from typing import NoReturn

from coordinator.settings import Settings, from_environment

SETTINGS = ("database", "data-dir")
SERVICE_SETTINGS = (
    "host", "port", "tls-cert", "tls-key", "clock-start", "clock-speed", "parameters",
    "duty-cards", "time-zone", "log-format",
)  # fmt: skip
METAVARS = {
    "database": "URL", "data-dir": "DIR", "tls-cert": "FILE", "tls-key": "FILE",
    "clock-start": "TIME", "clock-speed": "N", "parameters": "FILE", "duty-cards": "FILE",
    "time-zone": "NAME", "log-format": "FORMAT",
}  # fmt: skip
HELP = {
    "database": "postgresql://... instead of SQLite files",
    "data-dir": "where the files of this installation lie",
    "host": "address to listen on (127.0.0.1)",
    "port": "port to listen on (8000)",
    "tls-cert": "certificate, if this process itself shall speak TLS",
    "tls-key": "its key",
    "clock-start": "exercise clock: the service lives at this time (with offset)",
    "clock-speed": "exercise clock: so many times as fast",
    "parameters": "TOML file of this force's own values of the model's parameters",
    "duty-cards": "TOML file of this station's duty cards (duty-cards.toml in the data directory)",
    "log-format": "json or text (text on a terminal, else json)",
    "time-zone": "of times on paper, such as Asia/Shanghai (this machine's)",
}


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of repeating the whole usage."""

    def error(self, message: str) -> NoReturn:
        """One line on standard error, exit code 2."""
        sys.stderr.write(f"{self.prog}: {message} (see {self.prog} --help)\n")
        sys.exit(2)


def add_settings(parser: argparse.ArgumentParser, *, service: bool = False) -> None:
    """The options that say where an installation's data are, and how it serves."""
    for name in SETTINGS + (SERVICE_SETTINGS if service else ()):
        parser.add_argument(f"--{name}", metavar=METAVARS.get(name), help=HELP[name])


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings of the environment, overruled by the options; SettingsError if wrong."""
    given = vars(options)
    names = SETTINGS + SERVICE_SETTINGS
    return from_environment(os.environ, {n: given.get(n.replace("-", "_")) for n in names})

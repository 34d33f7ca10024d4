"""`coordinator serve`: the service."""

import argparse
from collections.abc import Callable

from coordinator.allocation import return_large_arrays
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.settings import Settings
from web.app import create_app
from web.search_services import opened_services
from web.serving import address_of, server_of


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    serve = commands.add_parser("serve", help="run the service")
    add_settings(serve, service=True)
    serve.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Serve until stopped."""
    settings = settings_of(options)
    with opened_services(settings) as services:
        server = server_of(create_app(services), settings)
        print(f"Search Coordinator at {address_of(settings)}", flush=True)
        run_server(server.run, settings)


def run_server(serve: Callable[[], None], settings: Settings) -> None:
    """Run, and say in one line if the address cannot be had."""
    return_large_arrays()
    try:
        serve()
    except SystemExit as problem:
        if problem.code:
            raise CommandFailed(
                f"cannot listen on {settings.host}:{settings.port}: is the port taken?"
            ) from problem

"""`coordinator serve`: the service."""

import argparse
import sys
import threading

from coordinator.allocation import keep_for_good, return_large_arrays
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.log_lines import log_to
from projections.advice.warm_up import warm_up
from web.app import create_app
from web.search_services import opened_services
from web.serving import address_of, listening, server_of


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    serve = commands.add_parser("serve", help="run the service")
    add_settings(serve, service=True)
    serve.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Serve until stopped."""
    settings = settings_of(options)
    log_to(sys.stderr, settings.log_format)
    return_large_arrays()
    with listening(settings) as listener, opened_services(settings) as services:
        server = server_of(create_app(services), settings)
        # Nobody who opens the first search should wait for machine code to be made.
        threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
        print(f"Search Coordinator at {address_of(settings, listener)}", flush=True)
        server.run(sockets=[listener])


def _warm_up() -> None:
    warm_up()
    keep_for_good()

"""`coordinator demo`: a fictional search that plays itself, to watch and to take part in."""

import argparse
import secrets
import shutil
import sys
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from coordinator.allocation import return_large_arrays
from coordinator.areas.area_error import AreaError
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.demo.cast import Cast
from coordinator.demo.direction import demo_direction
from coordinator.demo.scenery import Scenery, city, fictional_district
from coordinator.demo.stage import BEFORE_VISITORS, Stage
from coordinator.settings import Settings
from web.app import create_app
from web.live.hub import Hub
from web.routes import demo as demo_routes
from web.search_services import opened_services
from web.serving import address_of, listening, server_of

STORY_BEGINS = (8, 45)
"""Local time of day at which the search is opened."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    demo = commands.add_parser("demo", help="watch a fictional search, or take part in it")
    demo.add_argument(
        "--area", metavar="FILE", help="any city as .osm.pbf, .osm or .osm.gz instead"
    )
    demo.add_argument("--seed", type=int, help="the same number gives the same hidden story")
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    add_settings(demo, service=True)
    demo.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Prepare the scenery, serve, and play until stopped."""
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    if not 0 <= seed < 2**31:
        raise CommandFailed("--seed: expected an integer from 0 to 2147483647")
    given = settings_of(options)
    settings = waiting_settings(given, given.data_dir / "demo")
    return_large_arrays()
    with ExitStack() as closing:
        # The port first: whoever plays here already keeps the folder to himself.
        listener = closing.enter_context(listening(settings))
        scenery = scenery_of_file(options.area, settings.data_dir / "scenery", seed)
        _clear(settings.data_dir)
        services = closing.enter_context(opened_services(settings))
        stage = Stage(
            scenery, services.areas, Cast(services.accounts), services.clock, seed,
            demo_direction(scenery),
        )  # fmt: skip
        app = create_app(services, demo_routes.router)
        app.state.stage = stage
        hub: Hub = app.state.hub
        stage.present = hub.connected
        address = address_of(settings, listener)
        closing.callback(stage.stop)
        stage.start(address, _welcome(address, options.no_browser))
        server_of(app, settings).run(sockets=[listener])


def waiting_settings(given: Settings, folder: Path) -> Settings:
    """A data directory of its own, and a clock that waits for visitors."""
    start = given.clock_start
    if start is None:
        today = datetime.now().astimezone()
        hour, minute = STORY_BEGINS
        start = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
    speed = BEFORE_VISITORS if given.clock_speed == 1.0 else given.clock_speed
    return replace(given, data_dir=folder, database_url=None, clock_start=start, clock_speed=speed)


def scenery_of_file(file: str | None, folder: Path, seed: int) -> Scenery:
    """The fictional district, or the city of an OpenStreetMap extract; CommandFailed if it cannot
    be used. Imports are kept in the folder."""
    last = ""

    def tell(step: str, share: float) -> None:
        nonlocal last
        if step != last:
            last = step
            sys.stderr.write(f"  {step} ({share:.0%})\n")

    try:
        if file is None:
            return fictional_district(folder, tell)
        scenery = city(Path(file), folder, seed, tell)
    except AreaError as problem:
        raise CommandFailed(str(problem)) from problem
    if scenery.placed_cameras:
        print(
            f"This area has too few cameras of its own: {scenery.placed_cameras} simulated ones "
            "were placed (their ids begin with SIM-)."
        )
    return scenery


def _clear(folder: Path) -> None:
    """Every demo begins anew; only the imported scenery is kept."""
    for path in folder.iterdir():
        if path.name != "scenery":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _welcome(address: str, quiet: bool) -> Callable[[], None]:
    def welcome() -> None:
        print(f"\n  Search Coordinator, demo: open {address}/demo\n", flush=True)
        if not quiet and sys.stdout.isatty():
            webbrowser.open(f"{address}/demo")

    return welcome

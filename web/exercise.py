"""`coordinator exercise`: trainees search for a hidden simulated subject."""

import argparse
import sys
import threading
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING

import orjson

from coordinator.advising import Advising
from coordinator.allocation import return_large_arrays
from coordinator.area_store import AreaStore
from coordinator.areas.area_error import AreaError
from coordinator.command_line.exercise import add_options, terms_of
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.database import open_database
from coordinator.demo.cast import Cast
from coordinator.demo.scenery import Scenery
from coordinator.demo.stage import Stage
from coordinator.exercise.exercise import Exercise, direction_of
from coordinator.exercise.judge import Judge
from coordinator.exercise.score_words import score_lines
from coordinator.exercise.staging import scenery_of_area, staged
from coordinator.exercise.terms import Terms
from coordinator.settings import Settings
from projections.advice.warm_up import warm_up
from web.app import create_app
from web.demo import scenery_of_file, waiting_settings
from web.routes import exercise as exercise_routes
from web.routes.demo import part_address
from web.search_services import SearchServices, opened_services
from web.serving import address_of, listening, server_of

if TYPE_CHECKING:
    from web.live.hub import Hub


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    exercise = commands.add_parser("exercise", help="trainees search for a hidden subject")
    add_options(exercise)
    add_settings(exercise)
    for name in ("host", "port", "tls-cert", "tls-key"):
        exercise.add_argument(f"--{name}", metavar=name.partition("-")[2].upper() or name.upper())
    exercise.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Prepare, serve, wait for the end, say how it went, and serve the replay until stopped."""
    terms = terms_of(options)
    given = settings_of(options)
    return_large_arrays()
    scenery = _scenery(options, given, terms)
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{terms.seed}"
    settings = waiting_settings(given, given.data_dir / "exercises" / stamp)
    with ExitStack() as closing:
        listener = closing.enter_context(listening(settings))
        # No trainee shall wait for machine code to be made.
        warm_up()
        services = closing.enter_context(opened_services(settings))
        exercise = held(scenery, terms, settings, services)
        app = create_app(services, exercise_routes.router)
        app.state.exercise = exercise
        hub: Hub = app.state.hub
        exercise.stage.present = hub.connected
        address = address_of(settings, listener)
        closing.callback(exercise.stage.stop)
        closing.callback(exercise.stopped.set)
        out = sys.stderr if options.json else sys.stdout
        exercise.stage.start(
            address, lambda: print(_entering(exercise, address), file=out, flush=True)
        )
        server = server_of(app, settings)

        def judge() -> None:
            score = exercise.judged(_tell)
            if score is None:
                return
            if options.json:
                sys.stdout.buffer.write(orjson.dumps(score.record()) + b"\n")
                sys.stdout.flush()
            else:
                print("\n".join(["", *score_lines(score)]))
            watch = part_address(address, exercise.stage.parts[-1], "exercise")
            print(f"\nReplay and score: {watch}\nFiles: {exercise.folder}", file=out, flush=True)

        def listen() -> None:
            for _ in sys.stdin:
                if exercise.score is not None:
                    server.should_exit = True
                    return
                exercise.stage.finish()

        for work in (judge, listen):
            threading.Thread(target=work, name=work.__name__, daemon=True).start()
        server.run(sockets=[listener])


def held(scenery: Scenery, terms: Terms, settings: Settings, services: SearchServices) -> Exercise:
    """The exercise of these terms, not begun."""
    stage = Stage(
        scenery, services.areas, Cast(services.accounts), services.clock, terms.seed,
        direction_of(scenery, terms),
    )  # fmt: skip
    judge = Judge(
        services.commanding, services.searches, services.beliefs,
        Advising(services.commanding, services.beliefs, services.tracks), scenery, terms,
    )  # fmt: skip
    return Exercise(stage, scenery, terms, judge, settings.data_dir)


def _scenery(options: argparse.Namespace, given: Settings, terms: Terms) -> Scenery:
    try:
        if options.area is None:
            folder = given.data_dir / "exercises" / "scenery"
            found = scenery_of_file(options.file, folder, terms.seed)
        else:
            database = open_database(given)
            try:
                area = AreaStore(database).named(options.area)
            finally:
                database.close()
            if area is None:
                raise CommandFailed(
                    f"--area: there is no area {options.area!r} (coordinator area list)"
                )
            found = scenery_of_area(area, terms.seed)
        return staged(found, terms.teams, terms.cameras, terms.seed)
    except AreaError as problem:
        raise CommandFailed(str(problem)) from problem


def _entering(exercise: Exercise, address: str) -> str:
    lines = ["", f"  Search Coordinator, exercise {exercise.terms.seed}. Enter as:"]
    for part in exercise.stage.parts:
        link = part_address(address, part, "exercise")
        lines.append(f"    {part.label['en']} · {part.label['zh']}: {link}")
    lines.append("  The clock starts with the first trainee. Enter ends the exercise.\n")
    return "\n".join(lines)


def _tell(step: str, done: int, total: int) -> None:
    sys.stderr.write(f"  judging: {step} {done + 1} of {total}\n")

"""`coordinator simulate`: many hidden subjects, searched for by several policies."""

import argparse
import sys
from dataclasses import fields, replace
from math import isfinite
from pathlib import Path

import orjson
from rich.console import Console

from coordinator.area_store import AreaStore
from coordinator.areas.area_error import AreaError
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.command_line.progress import progress
from coordinator.database import open_database
from coordinator.simulation.city import City, city_of_area, city_of_file
from coordinator.simulation.outcome import Outcome
from coordinator.simulation.plot import found_over_time
from coordinator.simulation.policies.catalogue import POLICIES
from coordinator.simulation.population import TRAJECTORIES
from coordinator.simulation.scenario import LATE, Scenario
from coordinator.simulation.study import Study, cores, outcomes
from coordinator.simulation.study_record import by_staying, study_record, study_tables

MOST_RUNS = 100_000
MAY_BE_ZERO = {
    "false_alarm", "verify_s", "message_s", "review_s", "report_from_min", "teams_within_m",
    "unmasked", "confirmed",
}  # fmt: skip
SHARES = {"camera_pod", "team_pod", "false_alarm", "unmasked", "confirmed"}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    simulate = commands.add_parser("simulate", help="play many searches and compare policies")
    simulate.add_argument("--area", metavar="NAME", help="an imported area")
    simulate.add_argument("--file", metavar="FILE", help="an OpenStreetMap extract instead")
    simulate.add_argument("--runs", type=int, default=20, metavar="N", help="subjects (20)")
    simulate.add_argument("--seed", type=int, default=1, metavar="S", help="of the first (1)")
    simulate.add_argument("--json", action="store_true", help="the result for machines")
    simulate.add_argument("--late", action="store_true", help="reported after 90 to 180 minutes")
    simulate.add_argument("--policies", metavar="A,B", help=f"some of {','.join(POLICIES)}")
    simulate.add_argument("--plot", metavar="FILE", help="share found over time, as SVG")
    simulate.add_argument(
        "--results", metavar="FILE", help="keep outcomes there, and do not play again what it holds"
    )
    simulate.add_argument("--workers", type=int, metavar="N", help="processes (one for each core)")
    simulate.add_argument(
        "--trajectories", type=float, default=TRAJECTORIES, metavar="N",
        help=f"effective sample size of the belief ({TRAJECTORIES:.0f})",
    )  # fmt: skip
    knobs = simulate.add_argument_group("the scenario (default: the standard one)")
    for knob in fields(Scenario):
        kind = type(knob.default)
        knobs.add_argument(f"--{knob.name.replace('_', '-')}", type=kind, metavar="X",
                           help=f"({knob.default})")  # fmt: skip
    add_settings(simulate)
    simulate.set_defaults(run=run_simulate)


def run_simulate(options: argparse.Namespace) -> None:
    """Play, and say what came of it; progress goes to standard error."""
    if not 1 <= options.runs <= MOST_RUNS:
        raise CommandFailed(f"--runs: expected 1 to {MOST_RUNS:,}, got {options.runs}")
    if options.seed < 0:
        raise CommandFailed(f"--seed: expected 0 or more, got {options.seed}")
    if options.workers is not None and options.workers < 1:
        raise CommandFailed(f"--workers: expected 1 or more, got {options.workers}")
    if not 200 <= options.trajectories <= 1e6:
        raise CommandFailed(
            f"--trajectories: expected 200 to 1,000,000, got {options.trajectories:g}"
        )
    scenario = scenario_of(options)
    policies = _policies(options.policies)
    plot, kept = _writable("plot", options.plot), _writable("results", options.results)
    seeds = tuple(range(options.seed, options.seed + options.runs))
    study = Study(_city(options), scenario, policies, seeds, options.trajectories)
    found: list[Outcome] = []
    with progress("searches", len(policies) * len(seeds)) as advance:
        for outcome in outcomes(study, options.workers or cores(), kept):
            found.append(outcome)
            advance(1)
    found.sort(key=lambda each: (each.seed, policies.index(each.policy)))
    if options.json:
        sys.stdout.buffer.write(orjson.dumps(study_record(study, found)) + b"\n")
    else:
        console = Console(width=120)
        for table in study_tables(study, found):
            console.print(table)
    if plot is not None:
        title = f"{study.city.area.name}: share found, {len(seeds)} subjects"
        stayed, _ = by_staying(found)
        plot.write_text(found_over_time(stayed, policies, scenario.hours * 60.0, title), "utf-8")


def scenario_of(options: argparse.Namespace) -> Scenario:
    """The standard scenario with the knobs that were turned; CommandFailed if it cannot be."""
    given = vars(options)
    turned = {
        knob.name: given[knob.name] for knob in fields(Scenario) if given[knob.name] is not None
    }
    scenario = replace(Scenario(), **{**(LATE if options.late else {}), **turned})
    for knob in fields(Scenario):
        value, name = getattr(scenario, knob.name), knob.name.replace("_", "-")
        if not isfinite(value) or value < 0 or (value == 0 and knob.name not in MAY_BE_ZERO):
            least = "0 or more" if knob.name in MAY_BE_ZERO else "more than 0"
            raise CommandFailed(f"--{name}: expected {least}, got {value:g}")
        if knob.name in SHARES and value > 1:
            raise CommandFailed(f"--{name}: expected a probability up to 1, got {value:g}")
    if scenario.report_until_min < scenario.report_from_min:
        raise CommandFailed("--report-until-min: expected at least --report-from-min")
    if scenario.report_until_min + scenario.hours * 60 > 12 * 60 - 60:
        raise CommandFailed("--hours: expected report and search to end within 11 hours")
    return scenario


def _city(options: argparse.Namespace) -> City:
    if (options.area is None) == (options.file is None):
        raise CommandFailed("--area: expected an imported area, or --file, and not both")
    if options.file is not None:
        try:
            return city_of_file(Path(options.file), Path(options.file).name.partition(".")[0])
        except AreaError as problem:
            raise CommandFailed(str(problem)) from problem
    database = open_database(settings_of(options))
    try:
        area = AreaStore(database).named(options.area)
    finally:
        database.close()
    if area is None:
        raise CommandFailed(f"--area: there is no area {options.area!r} (coordinator area list)")
    return city_of_area(area)


def _policies(text: str | None) -> tuple[str, ...]:
    if text is None:
        return POLICIES
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in POLICIES:
            raise CommandFailed(f"--policies: expected some of {', '.join(POLICIES)}, got {name!r}")
    return names


def _writable(option: str, text: str | None) -> Path | None:
    """A file that can be written, said before hours of work and not after them."""
    if text is None:
        return None
    file = Path(text)
    try:
        with file.open("ab"):
            return file
    except OSError as problem:
        raise CommandFailed(f"--{option}: cannot write {file}: {problem.strerror}") from problem

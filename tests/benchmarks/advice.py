"""How long the advice takes in Munich, and how good it is: the review queue, routes for 20 teams.

Claims (DESIGN.md section 12): 500 cameras x 24 windows ranked in at most 100 ms, redirects for 20
teams in at most 500 ms. Two hours after the last known point, with 60,000 and 140,000
trajectories, before any evidence and after 12 windows were cleared as advised. Times are medians
on the clock and of the processor (they differ where others compute beside us).

The queue is compared with the best that the same greedy choice finds when all windows of all
cameras are weighed by all trajectories; routes with every walk of small cases. The queue is also
timed as `coordinator simulate` asks for it about a hundred times in each search: at most 8 ms.
"""

import csv
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from math import ceil
from pathlib import Path

import numpy as np

from coordinator.areas.import_area import import_area
from domain.area import Area
from domain.evidence import ClearanceEvidence, Evidence
from domain.parameters import default_parameters
from domain.place import Place
from domain.subject import LastKnownPoint, Mobility, MobilityPhase
from projections.advice import review_queue
from projections.advice.ahead import moving
from projections.advice.allocation import best_allocation
from projections.advice.assignments import Assigner, TeamPlace
from projections.advice.cells import Cells
from projections.advice.information import information_bits
from projections.advice.officer_time import SHIPPED
from projections.advice.outcomes import outcomes
from projections.advice.review_queue import (
    AHEAD_STEP_MIN,
    Moment,
    ReviewQueue,
    Watchable,
)
from projections.advice.reviews import Review, best_window, ranked
from projections.advice.stories import Stories
from projections.advice.windows import ZonePasses
from projections.belief.engine import BeliefEngine
from projections.belief.weighted import WeightedTrajectories
from tests.projections.advice import every_walk

CAMERAS, HOURS, TEAMS, RUNS = 500, 2, 20, 9
SIMULATED_CAMERAS = 150
POD, SWEEP_POD = 0.75, 0.6
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CENTRE = Place(11.5755, 48.1372)


def munich() -> Path:
    """The extract of Munich."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "areas"
    return Path(os.environ.get("COORDINATOR_AREAS", beside)) / "munich_centre.osm.pbf"


def with_cameras(count: int) -> Area:
    """Munich with so many simulated cameras of 40 m range, at its junctions."""
    plain, _ = import_area(munich(), "munich")
    network = plain.network
    chosen = np.random.default_rng(1).permutation(network.junctions)[:count]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cameras.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            rows = csv.writer(out)
            names = ("camera_id", "name", "lon", "lat", "direction", "angle", "range_m")
            rows.writerow(names)
            for i, junction in enumerate(chosen.tolist()):
                place = network.junction_place(junction)
                rows.writerow([f"B{i:03d}", "", place.lon, place.lat, "", "", 40])
        area, _ = import_area(munich(), "munich", file)
    return area


def situation(
    engine: BeliefEngine, cells: Cells, area: Area, trajectories: int, cleared: bool
) -> WeightedTrajectories:
    """The trajectories two hours after the last known point, with the 12 best windows cleared or
    nothing known."""
    parameters = default_parameters() | {
        "population_batch": min(20_000.0, trajectories / 2),
        "population_most_batches": max(2.0, trajectories / 20_000),
        "population_ess": float(trajectories),
        "population_error": 0.0,
        "population_error_after": 0.0,
    }
    evidence = Evidence(
        LastKnownPoint(CENTRE, BEGIN), (MobilityPhase(BEGIN, Mobility.MANUAL),), 7, parameters
    )
    until = BEGIN + timedelta(hours=HOURS, minutes=30)
    weighted = engine.weighted(evidence, until)
    if not cleared:
        return weighted
    best = queue(weighted, cells).best(watchables(area), 12)
    windows = frozenset(
        ClearanceEvidence(r.camera_id, r.camera_id, r.window.since, r.window.until, POD)
        for r in best
    )
    return engine.weighted(replace(evidence, clearances=windows), until)


def watchables(area: Area) -> list[Watchable]:
    """Every camera, with nothing reviewed or claimed beyond what the weights know."""
    return [Watchable(camera) for camera in area.cameras]


def queue(weighted: WeightedTrajectories, cells: Cells) -> ReviewQueue:
    """The queue two hours after the last known point."""
    return ReviewQueue(weighted, cells, Moment(BEGIN, HOURS * 3600.0), POD)


def path_gain(area: Area, weighted: WeightedTrajectories) -> list[Review]:
    """The same by what windows tell about the path."""
    found = []
    for camera in area.cameras:
        passes = ZonePasses(*weighted.camera_passes(camera.camera_id))
        review = best_window(
            camera, passes, weighted.weights, BEGIN, HOURS * 3600.0, POD, (), timedelta()
        )
        if review is not None:
            found.append(review)
    return ranked(found, 12)


def worth(chosen: Sequence[Review], weighted: WeightedTrajectories, cells: Cells) -> float:
    """Bits per minute of windows chosen one after the other, weighed by all trajectories."""
    stories = Stories(weighted.weights, cells.count, len(chosen))
    total = 0.0
    for review in chosen:
        span = (
            (review.window.since - BEGIN).total_seconds(),
            (review.window.until - BEGIN).total_seconds(),
        )
        passes = ZonePasses(*weighted.camera_passes(review.camera_id))
        watching = outcomes(passes, span, POD, ())
        step_s = AHEAD_STEP_MIN * 60
        at_s = HOURS * 3600 + step_s * ceil((review.minutes + SHIPPED.travel_min) / AHEAD_STEP_MIN)
        whom = stories.crowd(at_s, cells.of(weighted.positions(at_s)))
        total += information_bits(watching, whom) / review.minutes
        stories.assume(watching)
    return total


@contextmanager
def without_shortcuts() -> Generator[None]:
    """All windows of all cameras weighed by all trajectories."""
    names = ("SAMPLE_SIZE", "FILTER_SIZE", "CAMERAS_KEPT", "WINDOWS_KEPT")
    usual = {name: getattr(review_queue, name) for name in names}
    try:
        for name in names:
            setattr(review_queue, name, 10**9)
        yield
    finally:
        for name, value in usual.items():
            setattr(review_queue, name, value)


def measured(work: Callable[[], object], runs: int = RUNS) -> str:
    """The median times of several runs, after one that does not count."""
    work()
    clock, processor = [], []
    for _ in range(runs):
        begun, used = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return f"{statistics.median(clock):.1f} ms (processor {statistics.median(processor):.1f} ms)"


def measure_queue(area: Area, weighted: WeightedTrajectories, cells: Cells, of: str) -> None:
    """Print the time and the quality of the queue."""
    cameras = watchables(area)
    passes = sum(len(weighted.camera_passes(c.camera_id)[0]) for c in area.cameras)
    taken = measured(lambda: queue(weighted, cells).best(cameras, 12))
    plain = measured(lambda: path_gain(area, weighted), 3)
    with without_shortcuts():
        most = worth(queue(weighted, cells).best(cameras, 12), weighted, cells)
    share = worth(queue(weighted, cells).best(cameras, 12), weighted, cells) / most
    by_path = worth(path_gain(area, weighted), weighted, cells) / most
    print(f"{of}: {len(cameras)} cameras, {weighted.count} trajectories, {passes} passes")
    print(f"  review queue {taken}, target 100; {share:.2f} of what all windows can be worth")
    print(f"  by path gain alone {plain}; {by_path:.2f} of it")


def one_window(
    weighted: WeightedTrajectories, cells: Cells, watched: list[Watchable]
) -> list[Review]:
    """The best window two hours after the last known point."""
    return queue(weighted, cells).best(watched, 1)


def measure_simulated() -> None:
    """Print the time of the queue as a simulated search asks for it: few cameras, a third of them
    reviewed in part, few trajectories, one window wanted."""
    area = with_cameras(SIMULATED_CAMERAS)
    engine, cells = BeliefEngine(area), Cells(area.network)
    watched = [
        replace(each, closed=((900.0 * (i % 5), 900.0 * (i % 5) + 1200.0),)) if i % 3 == 0 else each
        for i, each in enumerate(watchables(area))
    ]
    for trajectories in (8_000, 20_000):
        weighted = situation(engine, cells, area, trajectories, False)
        taken = measured(partial(one_window, weighted, cells, watched), 31)
        print(
            f"{len(watched)} cameras, {weighted.count} trajectories, one window: {taken}, target 8"
        )


def measure_teams(area: Area, weighted: WeightedTrajectories, of: str) -> None:
    """Print the time of routes for 20 teams, and of weighing what they do already."""
    places = np.random.default_rng(2).permutation(area.network.junctions)[:TEAMS]
    modes = ("foot", "foot", "bicycle", "vehicle")
    teams = [
        TeamPlace(f"team {i}", area.network.junction_place(int(j)), modes[i % 4])
        for i, j in enumerate(places)
    ]
    assigner = Assigner(area.network)
    now_s = HOURS * 3600.0
    taken = measured(lambda: assigner.plan(teams, moving(weighted, now_s), SWEEP_POD), 5)
    ahead = moving(weighted, now_s)
    planned = assigner.plan(teams, ahead, SWEEP_POD)
    pos = sum(each.expected_pos for each in planned)
    held = sum(each.hold for each in planned)
    print(f"{of}: routes of {len(planned)} teams {taken}, target 500; POS {pos:.3f}, {held} hold")
    by_id = {team.team_id: team for team in teams}
    again = measured(
        lambda: [
            assigner.remaining(by_id[each.team_id], each.segments, ahead, SWEEP_POD)
            for each in planned
        ],
        3,
    )
    print(f"  what they do already weighed again {again}")


def measure_small_cases() -> None:
    """Print how near routes and allocations come to the best there is."""
    network = every_walk.town()
    for teams, cases in ((1, 20), (2, 10)):
        shares = []
        for seed in range(cases):
            people = every_walk.wandering(network, seed)
            starts = np.random.default_rng(seed).choice(network.junctions, teams, replace=False)
            best = every_walk.best_pos(network, people, starts.tolist())
            shares.append(every_walk.planned_pos(network, people, starts.tolist()) / best)
        mean, least = statistics.mean(shares), min(shares)
        print(
            f"routes of {teams} of {cases} small cases: {mean:.3f} of the best, least {least:.3f}"
        )
    casie = best_allocation(
        np.array([0.30, 0.35, 0.20]), np.array([[0.5, 0.5, 0.7], [0.40, 0.35, 0.55]])
    )
    print(f"published case 4 (CASIE): segments {[p + 1 for p in casie[0]]}, POS {casie[1]:.4f}")


def main() -> None:
    """Print the figures."""
    area = with_cameras(CAMERAS)
    engine, cells = BeliefEngine(area), Cells(area.network)
    for trajectories in (60_000, 140_000):
        for cleared, of in ((False, "before evidence"), (True, "after 12 windows")):
            weighted = situation(engine, cells, area, trajectories, cleared)
            measure_queue(area, weighted, cells, of)
            measure_teams(area, weighted, of)
    measure_simulated()
    measure_small_cases()


if __name__ == "__main__":
    main()

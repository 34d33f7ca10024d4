"""How long a look back takes: state, positions and frame at any moment of a long search.

`python -m tests.benchmarks.replay_seek [FOLDER] [SEEKS]` on Munich of the city extracts: 10,000
events over ten hours with 500 clearances and sweeps, and 100,000 positions of ten teams. Each seek
goes to a random moment. `known` is as it was known then, `was` as it really was. A cold seek is the
first one of a process that has not looked at the search before. A warm one asks for all three of
one moment, as the replay does, after the stories have been told ahead.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson

from coordinator.allocation import keep_for_good, return_large_arrays
from coordinator.searches.looking_back import Standpoint
from coordinator.searches.not_collecting import not_collecting
from coordinator.settings import Settings
from projections.advice.warm_up import warm_up
from projections.belief_frame import dense_frame
from projections.position_record import position_record
from projections.search_record import search_record
from tests.benchmarks._belief_city import extracts
from tests.benchmarks._long_search import SEARCH_ID, LongSearch
from web.search_services import SearchServices, opened_services

SEEKS = 200
COLD = 5
WARM_TARGET_MS, COLD_TARGET_MS = 100.0, 500.0
TOLD_WITHIN_S = 300.0
PARTS = ("state", "positions", "frame")


class Looks:
    """The parts of one seek."""

    def __init__(self, services: SearchServices) -> None:
        self._services = services

    def state_known(self, at: datetime) -> object:
        """The state as the API answers it."""
        past = self._services.looking_back.known_then(SEARCH_ID, None, at)
        with (
            not_collecting(),
            self._services.commanding.reading(SEARCH_ID, past.version) as search,
        ):
            return orjson.dumps(search_record(search))

    def state_was(self, at: datetime) -> object:
        """With hindsight."""
        past = self._services.looking_back.as_it_was(SEARCH_ID, None, at)
        with not_collecting():
            search = self._services.looking_back.state(SEARCH_ID, past)
            return orjson.dumps(search_record(search))

    def positions_known(self, at: datetime) -> object:
        """Where the teams were, as far as it was known."""
        return self._positions(at, known=True)

    def positions_was(self, at: datetime) -> object:
        """Where they really were."""
        return self._positions(at, known=False)

    def frame_known(self, at: datetime) -> object:
        """The map with what was known."""
        return self._frame(self._services.looking_back.known_then(SEARCH_ID, None, at))

    def frame_was(self, at: datetime) -> object:
        """The map with all that was ever learnt."""
        return self._frame(self._services.looking_back.as_it_was(SEARCH_ID, None, at))

    def _positions(self, at: datetime, *, known: bool) -> object:
        looking_back = self._services.looking_back
        find = looking_back.known_then if known else looking_back.as_it_was
        past = find(SEARCH_ID, None, at)
        with self._services.commanding.reading(SEARCH_ID, past.version) as search:
            teams = list(search.teams)
        tracks = self._services.tracks
        return [
            position_record(team, fixes)
            for team in teams
            if (
                fixes := tracks.last(SEARCH_ID, team, 2, None, at)
                if known
                else tracks.last(SEARCH_ID, team, 2, at)
            )
        ]

    def _frame(self, past: Standpoint) -> bytes:
        known = self._services.beliefs.known(SEARCH_ID, past.version)
        return dense_frame(self._services.beliefs.belief(known, past.at), known.version)


class Took(NamedTuple):
    """Milliseconds of waiting, and of processor time on all cores."""

    wall: float
    cpu: float


def timed(work: Callable[[datetime], object], at: datetime) -> Took:
    """What a look takes."""
    begun, worked = time.perf_counter(), time.process_time()
    work(at)
    return Took((time.perf_counter() - begun) * 1e3, (time.process_time() - worked) * 1e3)


def together(parts: Iterable[Took]) -> Took:
    """One after the other."""
    parts = list(parts)
    return Took(sum(each.wall for each in parts), sum(each.cpu for each in parts))


def spread(values: Sequence[Took]) -> str:
    """Median / 95 % / maximum of waiting, and the median of processor time."""
    wall = [each.wall for each in values]
    marks = np.median(wall), np.percentile(wall, 95), max(wall)
    waited = " / ".join(f"{each:.1f}" for each in marks)
    return f"{waited} ms (processor {np.median([each.cpu for each in values]):.1f} ms)"


def measure(folder: Path, seeks: int) -> None:
    """Build the search and print what looks at it take."""
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data))
        with opened_services(settings) as services:
            begun = time.perf_counter()
            built = LongSearch(services, folder / "munich_centre.osm.pbf")
            built.record()
            opened, ended = services.looking_back.known_then(SEARCH_ID, 14, None).at, built.ended
            segments = built.area.network.segments
            print(f"built in {time.perf_counter() - begun:.0f} s, {segments} segments")
        chance = random.Random(1)
        moments = [opened + (ended - opened) * chance.random() for _ in range(seeks)]
        cold(settings, moments)
        warm(settings, moments)


def cold(settings: Settings, moments: list[datetime]) -> None:
    """Print what the first look of a service takes that was just started."""
    rows = []
    for at in moments[:COLD]:
        with opened_services(settings) as services:
            looks = Looks(services)
            rows.append([timed(looks.state_known, at), timed(looks.positions_known, at)])
            rows[-1].append(timed(looks.frame_known, at))
    for name, values in zip(PARTS, zip(*rows, strict=True), strict=True):
        print(f"cold, {name}: {spread(values)}")
    both = [together(row[:2]) for row in rows]
    print(f"cold, state + positions: {spread(both)}, {verdict(both, COLD_TARGET_MS)}")


def warm(settings: Settings, moments: list[datetime]) -> None:
    """Print what seeks to and fro take once the stories have been told ahead, as happens in the
    background after somebody has looked back."""
    with opened_services(settings) as services:
        looks = Looks(services)
        modes = {
            "known": (looks.state_known, looks.positions_known, looks.frame_known),
            "was": (looks.state_was, looks.positions_was, looks.frame_was),
        }
        begun, worked = time.perf_counter(), time.process_time()
        newest = services.looking_back.known_then(SEARCH_ID, None, None).version
        services.telling_ahead.looked_back(SEARCH_ID, newest)
        if not services.telling_ahead.wait(TOLD_WITHIN_S):
            print(f"not all told ahead within {TOLD_WITHIN_S:g} s")
        took, cpu = time.perf_counter() - begun, time.process_time() - worked
        nbytes = services.beliefs.nbytes / 1e6
        print(f"told ahead in {took:.0f} s (processor {cpu:.0f} s), {nbytes:,.0f} MB of arrays")
        for works in modes.values():
            for work in works:
                work(moments[0])
            # The tables of checkpoints that a first way through all events leaves behind.
            works[0](moments[1])
        for mode, works in modes.items():
            seeks = [[timed(work, at) for work in works] for at in moments]
            for name, values in zip(PARTS, zip(*seeks, strict=True), strict=True):
                print(f"warm, {name}, {mode}: {spread(values)}")
            whole = [together(seek) for seek in seeks]
            print(f"warm, all, {mode}: {spread(whole)}, {verdict(whole, WARM_TARGET_MS)}")
            within = sum(each.wall <= WARM_TARGET_MS for each in whole) / len(whole)
            print(f"warm, all, {mode}: {within:.1%} within {WARM_TARGET_MS:g} ms")


def verdict(values: Sequence[Took], most_ms: float) -> str:
    """Whether all stay within a target."""
    held = max(each.wall for each in values) <= most_ms
    return f"at most {most_ms:g} ms: {'held' if held else 'MISSED'}"


def main() -> None:
    """Measure."""
    # As a service does when it starts.
    return_large_arrays()
    warm_up()
    keep_for_good()
    measure(extracts(), int(sys.argv[2]) if len(sys.argv) > 2 else SEEKS)


if __name__ == "__main__":
    main()

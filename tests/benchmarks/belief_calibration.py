"""The calibration of the belief: distances against published figures, and whether what it states
comes true.

`python -m tests.benchmarks.belief_calibration [FOLDER]`: Munich, Heidelberg and Porto. Prints all
figures and writes docs/pictures/belief-distances.svg and docs/pictures/belief-reliability.svg; the
section Calibration of docs/belief.md says what can and cannot be concluded. Equal code on equal
machines writes equal bytes.
"""

import time
from collections.abc import Callable
from math import isfinite
from pathlib import Path

from coordinator.areas.import_area import import_area
from domain.place import Place
from projections.belief import BeliefEngine
from tests.benchmarks._belief_city import extracts
from tests.benchmarks._calibration_distances import (
    HOURS,
    Spread,
    distances_of,
    over_the_edge,
    spreads,
)
from tests.benchmarks._calibration_hidden import shortest_ways, simulated
from tests.benchmarks._calibration_pictures import distances, reliability
from tests.benchmarks._calibration_published import CASES, DAILY, PUBLISHED
from tests.benchmarks._calibration_reliability import (
    Reading,
    Sample,
    World,
    look,
    own_lives,
    searches,
)
from tests.benchmarks._calibration_town import Town

CITIES = {
    "Munich": ("munich_centre.osm.pbf", 24),
    "Heidelberg": ("heidelberg.osm.pbf", 16),
    "Porto": ("porto_metro.osm.pbf", 12),
}
"""The extract of each city, and how many searches begin there."""
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
NAMES = ("belief's own motion (control)", "subjects of coordinator simulate", "shortest ways")
SUBJECTS = (200, 20, 20)
"""Subjects of each of these in every search."""
GLANCES_S = (0.0, 8.0, 8.0)
CAMERAS, CAMERAS_WITHIN_M, VIEW_M = 150, 900.0, 25.0
STRANGERS_IN = "Heidelberg"
"""Where the spread of the hidden subjects is measured: large enough, and quick."""
STRANGERS_HOURS, STRANGERS_EACH = 6.0, 50


def main() -> None:
    """Measure, print and draw."""
    begun = time.monotonic()
    spread: dict[str, list[Spread]] = {}
    strangers: dict[str, tuple[float, ...]] = {}
    together = tuple(World(name) for name in NAMES)
    for name, (file, count) in CITIES.items():
        area, _report = import_area(extracts() / file, name)
        town = Town(area)
        print(f"\n{name}: {area.network.segments} segments, {time.monotonic() - begun:.0f} s")
        spread[name] = []
        for found in spreads(town):
            spread[name].append(found)
            print_spread(found)
        edge = ", ".join(f"{h} h {100 * p:.1f} %" for h, p in over_the_edge(town).items())
        print(f"  left over the edge of the area, vehicles left out, manual: {edge}")
        watched = Town(town.watched(CAMERAS, CAMERAS_WITHIN_M, VIEW_M))
        engine = BeliefEngine(watched.area)
        draws = own_lives(engine), simulated(watched.area), shortest_ways(watched, 5)
        if name == STRANGERS_IN:
            for called, draw in zip(NAMES[1:], draws[1:], strict=True):
                strangers[called] = distances_of(watched, draw, STRANGERS_HOURS, STRANGERS_EACH)
        here = tuple(World(each) for each in NAMES)
        samples = [
            Sample(draw, many, glance_s, (alone, all_cities))
            for draw, many, glance_s, alone, all_cities in zip(
                draws, SUBJECTS, GLANCES_S, here, together, strict=True
            )
        ]
        print(f"  {count} searches: ", end="")
        look(watched, list(searches(watched, count, 100)), samples, engine, dot)
        print(f" {time.monotonic() - begun:.0f} s")
        print_worlds(here, print_sets)
    print("\nAll cities")
    print_worlds(together, print_reading)
    print_published(strangers)
    cases = [kilometres for _, kilometres in case_distances()]
    for picture, svg in (
        ("belief-distances.svg", distances(spread, PUBLISHED, cases, strangers)),
        ("belief-reliability.svg", reliability(together)),
    ):
        (PICTURES / picture).write_text(svg, encoding="utf-8", newline="\n")
        print(f"{PICTURES / picture}: {len(svg) / 1000:.0f} kB")
    print(f"{time.monotonic() - begun:.0f} s")


def dot() -> None:
    """One more search is done."""
    print(".", end="", flush=True)


def case_distances() -> list[tuple[str, float]]:
    """The published cases with coordinates: name and great-circle kilometres, nearest first."""
    found = [
        (name, Place(lon, lat).distance_m(Place(found_lon, found_lat)) / 1000)
        for name, lat, lon, found_lat, found_lon in CASES
    ]
    return sorted(found, key=lambda case: case[1])


def km(values: tuple[float, ...]) -> str:
    """Quantiles as text; a dash where so many had left."""
    return " ".join(f"{v:5.2f}" if isfinite(v) else "    -" for v in values)


def print_spread(found: Spread) -> None:
    """The figures of one mobility: quartiles and 95 % in kilometres, of all and of those inside."""
    known = "with" if found.familiar else "without"
    print(
        f"  {found.mobility}, {known} familiar places; rolled in 24 h: median "
        f"{found.rolled_m:.0f} m",
        flush=True,
    )
    for hour in HOURS:
        print(
            f"    {hour:2} h: all {km(found.kilometres[hour])}; in the area "
            f"{km(found.inside[hour])}; left {100 * found.outside[hour]:.1f} %"
        )


def print_worlds(worlds: tuple[World, ...], reader: Callable[[Reading], None]) -> None:
    """What became of each world, before and after evidence."""
    for world in worlds:
        for state, reading in (("before", world.before), ("after", world.after)):
            noticed = f", {world.detected} were noticed" if state == "after" else ""
            print(f"  {world.name}, {state} evidence{noticed}:")
            reader(reading)


def print_reading(reading: Reading) -> None:
    """Bins of all kinds of places, then the sets."""
    for name, found in reading.by.items():
        print(f"    {name}, {found.subjects} subjects")
        for each in found.bins:
            low, high = each.came_true_interval
            print(
                f"      {each.low:.2f}-{each.high:.2f}: stated {each.stated:.5f}, came true "
                f"{each.came_true:.5f} [{low:.5f}, {high:.5f}], {each.hits} of {each.places} "
                f"places, expected {each.expected:.1f}{'' if each.agrees else ' *'}"
            )
    print_sets(reading)


def print_sets(reading: Reading) -> None:
    """The smallest sets of cells."""
    for each in reading.sets:
        low, high = each.came_true_interval
        print(
            f"    set of {100 * each.share:.0f} %: holds {100 * each.stated:.1f} % in "
            f"{each.places:.1f} cells; in it were {100 * each.came_true:.1f} % "
            f"[{100 * low:.1f}, {100 * high:.1f}] of {each.subjects}"
            f"{'' if each.agrees else ' *'}"
        )


def print_published(strangers: dict[str, tuple[float, ...]]) -> None:
    """The figures compared with."""
    print("\nHidden subjects, manual, after 6 h, km: quartiles and 95 %")
    for name, quantiles in strangers.items():
        print(f"  {name}: {km(quantiles)}")
    print("Published, people on foot, km: 25, 50, 75 % and far")
    for row in PUBLISHED:
        shape = (row.quartile, row.median, row.upper_quartile, row.far)
        print(f"  {row.who}, n={row.n or '?'}: {km(shape)} ({row.source})")
    print("Dementia cases with coordinates (mapscore, Arizona), great-circle km")
    print("  " + ", ".join(f"{name} {away:.2f}" for name, away in case_distances()))
    print("Metres a day")
    for each in DAILY:
        print(f"  {each.kind}, {each.who}, n={each.n}: {each.metres:.0f} ({each.source})")


if __name__ == "__main__":
    main()

"""The two pictures of the calibration for docs/belief.md."""

from collections.abc import Mapping, Sequence
from math import isfinite, isnan

from tests.benchmarks._calibration_distances import Spread
from tests.benchmarks._calibration_published import Distances
from tests.benchmarks._calibration_reliability import CELLS, Reading, World
from tests.benchmarks._calibration_svg import BLUE, GREEN, INK, ORANGE, PALE, Picture, Scale

LOOKS = (("circle", BLUE), ("square", ORANGE), ("triangle", GREEN))
SHOWN_HOURS = (1, 3, 6, 24)
LEFT, RIGHT, ROW = 215, 700, 24
KILOMETRES = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
Quantiles = tuple[float, ...]


def distances(
    cities: Mapping[str, Sequence[Spread]],
    published: Sequence[Distances],
    cases: Sequence[float],
    strangers: Mapping[str, Quantiles],
) -> str:
    """Quartiles of the straight-line distance: the model by mobility, hour and city, hidden
    subjects of other models, and published figures of people on foot."""
    plain = {name: [s for s in found if not s.familiar] for name, found in cities.items()}
    groups = len(next(iter(plain.values())))
    height = 118 + (groups * (len(SHOWN_HOURS) + 1) + len(strangers) + len(published) + 3) * ROW
    picture = Picture(760, height, "Straight-line distance from the last known point")
    scale = Scale(KILOMETRES[0], KILOMETRES[-1], LEFT, RIGHT, logarithmic=True)
    picture.text(12, 20, "Straight-line distance from the last known point", size=14, bold=True)
    legend = (
        "Bar: middle half. Mark: median. Tick: 95 % (United Kingdom 90 %, Virginia the largest). "
        "Arrow: a quarter or more had left the area."
    )
    picture.text(12, 37, legend, size=11)
    for number, name in enumerate(plain):
        picture.mark(20 + 150 * number, 53, *LOOKS[number])
        picture.text(30 + 150 * number, 57, name)
    top, bottom = 66.0, float(height - 44)
    for km in KILOMETRES:
        picture.line(scale(km), top, scale(km), bottom, PALE, 0.6)
        picture.text(scale(km), bottom + 16, f"{km:g}", "middle")
    picture.text((LEFT + RIGHT) / 2, bottom + 34, "kilometres (logarithmic)", "middle")
    y = top
    for group in range(groups):
        y += ROW
        mobility = next(iter(plain.values()))[group].mobility
        picture.text(12, y - 6, f"Model, wheelchair, {mobility}", bold=True)
        for hour in SHOWN_HOURS:
            y += ROW
            picture.text(LEFT - 12, y - 6, f"after {hour} h", "end")
            for number, found in enumerate(plain.values()):
                at = y - 16 + 6 * number
                _bar(picture, scale, at, found[group].kilometres[hour], LOOKS[number], 2.5)
    y += ROW
    picture.text(
        12, y - 6, "Hidden subjects of the reliability check, manual, after 6 h", bold=True
    )
    for name, quantiles in strangers.items():
        y += ROW
        picture.text(LEFT - 12, y - 6, name, "end")
        _bar(picture, scale, y - 10, quantiles, ("circle", "#666666"), 3.5)
    y += ROW
    picture.text(12, y - 6, "Published, people on foot, where found", bold=True)
    for row in published:
        y += ROW
        label = f"{row.who}, n={row.n}" if row.n else row.who
        picture.text(LEFT - 12, y - 6, label, "end", 11)
        shape = (row.quartile, row.median, row.upper_quartile, row.far)
        _bar(picture, scale, y - 10, shape, ("square", INK), 3.5)
    y += ROW
    picture.text(LEFT - 12, y - 6, f"Dementia, Arizona, n={len(cases)}", "end", 11)
    for km in cases:
        picture.mark(scale(km), y - 10, "circle", INK, filled=False, size=3.5)
    return picture.svg


def _bar(
    picture: Picture, scale: Scale, y: float, quantiles: Quantiles, look: tuple[str, str],
    width: float,
) -> None:  # fmt: skip
    """One row: quartiles, median and the far tick, each where it is known (not NaN)."""
    low, median, high, far = quantiles
    if not isnan(low) and not isnan(high):
        picture.line(scale(low), y, scale(high), y, look[1], width)
        if not isfinite(high):
            picture.text(RIGHT + 3, y + 4, "→")
    if not isnan(median):
        picture.mark(scale(median), y, *look, size=3.2)
    if isfinite(far):
        picture.line(scale(far), y - 4, scale(far), y + 4, look[1], 1.5)


PANEL, GAP, TOP = 205, 48, 84
PERCENT = (0.01, 0.03, 0.1, 0.3, 1.0)
"""The axes begin where the second bin does; the first is in the printed figures only."""
APART = 3.0


def reliability(worlds: Sequence[World]) -> str:
    """Stated against come true: cells before and after evidence, and the smallest sets."""
    picture = Picture(790, TOP + PANEL + 56, "Stated probabilities and what came true")
    picture.text(12, 20, "Does what the map states come true?", size=14, bold=True)
    for number, world in enumerate(worlds):
        picture.mark(20 + 250 * number, 40, *LOOKS[number])
        picture.text(30 + 250 * number, 44, world.name)
    lefts = [52 + number * (PANEL + GAP) for number in range(3)]
    for left, title, readings in (
        (lefts[0], "Cells, before evidence", [world.before for world in worlds]),
        (lefts[1], "Cells, after a search in vain", [world.after for world in worlds]),
    ):
        _cells(picture, left, title, readings)
    _sets(picture, lefts[2], worlds)
    picture.text(
        12, TOP + PANEL / 2, "came true, % (bars: 95 % interval)", "middle", 11, turned=True
    )
    return picture.svg


def _axes(
    picture: Picture, left: float, title: str, ticks: Sequence[float], logarithmic: bool, below: str
) -> tuple[Scale, Scale]:
    low, high = ticks[0], ticks[-1]
    across = Scale(low, high, left, left + PANEL, logarithmic=logarithmic)
    up = Scale(low, high, TOP + PANEL, TOP, logarithmic=logarithmic)
    picture.text(left, TOP - 12, title, bold=True)
    for tick in ticks:
        picture.line(across(tick), TOP, across(tick), TOP + PANEL, PALE, 0.6)
        picture.line(left, up(tick), left + PANEL, up(tick), PALE, 0.6)
        picture.text(across(tick), TOP + PANEL + 16, f"{100 * tick:g}", "middle", 11)
        picture.text(left - 5, up(tick) + 4, f"{100 * tick:g}", "end", 11)
    picture.line(across(low), up(low), across(high), up(high), INK, 1, "4 3")
    picture.text(left + PANEL / 2, TOP + PANEL + 36, below, "middle", 11)
    return across, up


def _cells(picture: Picture, left: float, title: str, readings: Sequence[Reading]) -> None:
    across, up = _axes(picture, left, title, PERCENT, True, "stated probability of a cell, %")
    for number, ((shape, colour), reading) in enumerate(zip(LOOKS, readings, strict=False)):
        for each in (found for found in reading.by[CELLS].bins if found.low > 0):
            x, (low, high) = across(each.stated), each.came_true_interval
            x += APART * (number - 1)
            picture.line(x, up(low), x, up(high), colour, 1.4)
            if each.came_true > PERCENT[0]:
                picture.mark(x, up(each.came_true), shape, colour)


def _sets(picture: Picture, left: float, worlds: Sequence[World]) -> None:
    ticks = (0.2, 0.4, 0.6, 0.8, 1.0)
    title = "In the smallest set of cells"
    across, up = _axes(picture, left, title, ticks, False, "share of the belief in the set, %")
    for (shape, colour), world in zip(LOOKS, worlds, strict=False):
        for reading, filled in ((world.before, True), (world.after, False)):
            for each in reading.sets:
                x, (low, high) = across(each.stated), each.came_true_interval
                picture.line(x, up(low), x, up(high), colour, 1.4)
                picture.mark(x, up(each.came_true), shape, colour, filled)
    picture.text(left + PANEL - 4, TOP + PANEL - 8, "hollow: after the search", "end", 11)

"""The walk: what one trajectory does, and that a longer one begins like a shorter one."""

import numpy as np
import pytest

from domain.area import Area
from domain.parameters import default_parameters
from domain.subject import FamiliarPlace, Mobility, MobilityPhase
from projections.belief.batch import NOBODY, simulated
from projections.belief.lineage import Lineage
from projections.belief.motion.model import motion
from projections.belief.sightings import disc, origin_in
from projections.belief.streets import Streets
from projections.belief.visits import INDOORS, OUTSIDE, SEGMENT_MASK, Visits
from tests.projections.belief import quarter as q
from tests.projections.belief import town


def walked(
    area: Area,
    hours: float,
    count: int = 400,
    mobility: Mobility = Mobility.MANUAL,
    places: tuple[FamiliarPlace, ...] = (),
    start: tuple[float, float] = (240, 240),
    **parameters: float,
) -> Visits:
    streets = Streets(area.network)
    values = {**default_parameters(), **parameters}
    tables = motion(streets, (MobilityPhase(town.NOON, mobility),), town.NOON, places, values)
    origin = origin_in(streets, disc(streets, town.place(*start), 40), tables.ease[0])
    alone = Lineage(NOBODY, np.full(count, -1, np.int64), np.zeros(count))
    return simulated(tables, origin, alone, 5, hours * 3600)


@pytest.fixture(scope="module")
def area() -> Area:
    return q.quarter()


def segments_of(visits: Visits) -> np.ndarray:
    return (visits.where >> 2) & SEGMENT_MASK


def test_simulating_longer_only_appends(area: Area) -> None:
    places = (FamiliarPlace(town.place(0, 0)),)
    short, long = walked(area, 2, places=places), walked(area, 5, places=places)
    for i in range(short.trajectories):
        a, b = short.offset[i], short.offset[i + 1]
        first = long.offset[i]
        for name in ("where", "until", "from_part", "to_part"):
            one, other = getattr(short, name), getattr(long, name)
            assert one[a:b].tobytes() == other[first : first + b - a].tobytes()
    assert len(long.where) > len(short.where)


def test_a_trajectory_is_continuous_and_lasts_until_the_horizon(area: Area) -> None:
    visits = walked(area, 3)
    network = area.network
    from_m, to_m = visits.metres(network.length_m)
    for i in range(visits.trajectories):
        span = slice(visits.offset[i], visits.offset[i + 1])
        where, until = visits.where[span], visits.until[span]
        assert (np.diff(until) >= 0).all()
        assert until[-1] >= 3 * 3600
        for v in range(1, len(where)):
            if where[v] == OUTSIDE:
                assert v == len(where) - 1
                continue
            s, t = segments_of(visits)[span][v - 1 : v + 1]
            left, entered = to_m[span][v - 1], from_m[span][v]
            if s == t and left == pytest.approx(entered, abs=2e-2):
                continue
            ends = {0.0: network.start, network.length_m[s]: network.end}
            at = min(ends, key=lambda metres: abs(metres - left))
            begins = {0.0: network.start, network.length_m[t]: network.end}
            to = min(begins, key=lambda metres: abs(metres - entered))
            assert left == pytest.approx(at, abs=2e-2)
            assert ends[at][s] == begins[to][t]


def test_speeds_lie_around_the_published_median(area: Area) -> None:
    visits = walked(area, 1, count=2000)
    begun = np.concatenate(([0.0], visits.until[:-1]))
    begun[visits.offset[:-1]] = 0.0
    from_m, to_m = visits.metres(area.network.length_m)
    moved = np.abs(to_m - from_m)
    rolling = (moved > 10) & (visits.where != OUTSIDE)
    rolling &= ~np.isin(segments_of(visits), q.STAIRS)
    speed = moved[rolling] / (visits.until - begun)[rolling]
    assert 0.5 < np.median(speed) < 0.9


def test_pushed_is_faster_than_manual_on_the_median(area: Area) -> None:
    def metres(visits: Visits) -> float:
        from_m, to_m = visits.metres(area.network.length_m)
        return float(np.abs(to_m - from_m)[visits.until < 600].sum())

    assert metres(walked(area, 1, mobility=Mobility.PUSHED)) > metres(walked(area, 1))


def test_stairs_are_rarely_but_sometimes_taken(area: Area) -> None:
    visits = walked(area, 6, count=3000)
    segments = segments_of(visits)[visits.where != OUTSIDE]
    entries = segments[np.append(True, segments[1:] != segments[:-1])]
    counts = np.bincount(entries, minlength=area.network.segments)
    on_stairs = counts[list(q.STAIRS)].mean()
    elsewhere = np.delete(counts, q.STAIRS).mean()
    assert 0 < on_stairs < 0.1 * elsewhere


def test_many_stay_at_the_end_of_a_dead_end() -> None:
    points = [(0, 0), (100, 0), (200, 0), (300, 0), (150, -80), (150, -300), (-300, 0), (600, 0)]
    streets = town.network(points, [(0, 1), (1, 2), (2, 3), (1, 5), (0, 6), (3, 7), (2, 4)])
    place = town.area(streets, {"C": [(0, 0.0, 10.0)]})
    visits = walked(place, 3, count=2000, start=(150, 0), edge_band=1.0, persistence=0.5)
    dead_end = segments_of(visits) == 6
    from_m, to_m = visits.metres(streets.length_m)
    stays = dead_end & (from_m == to_m) & (to_m > streets.length_m[6] - 0.1)
    assert stays.sum() > 50


def test_a_familiar_place_draws_him(area: Area) -> None:
    home = (FamiliarPlace(town.place(40, 0)),)
    drawn = walked(area, 1, count=1500, places=home, goal_share=0.99)
    loose = walked(area, 1, count=1500)

    def at_home(visits: Visits) -> int:
        return int((segments_of(visits) == 0).sum())

    assert at_home(drawn) > 3 * at_home(loose)


def test_some_go_indoors_and_some_leave(area: Area) -> None:
    visits = walked(area, 4, count=1500)
    assert ((visits.where & INDOORS) & (visits.where >= 0)).sum() > 0
    assert 0 < (visits.where == OUTSIDE).sum() < 1500


def test_over_the_edge_is_out_of_the_area() -> None:
    line = town.network([(0, 0), (200, 0), (400, 0), (400, 300)], [(0, 1), (1, 2), (2, 3)])
    place = town.area(line, {"C": [(0, 0.0, 10.0)]})
    visits = walked(place, 2, count=500, start=(200, 0))
    last = visits.offset[1:] - 1
    assert (visits.where[last] == OUTSIDE).mean() > 0.5

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.network import Network
from projections.streets.street_graph import Leg, StreetGraph
from projections.streets.street_lines import Spot
from tests.projections.belief.town import grid
from tests.projections.streets.drawn import drawn

Way = list[Leg] | None


def metres(way: Way) -> float:
    return float("inf") if way is None else sum(leg.length_m for leg in way)


def junction_at(network: Network, leg_end: tuple[int, float]) -> int | None:
    """The junction at metres along a segment, None in the middle of it."""
    segment, along_m = leg_end
    if along_m == 0:
        return int(network.start[segment])
    return int(network.end[segment]) if along_m == network.length_m[segment] else None


def connected(network: Network, origin: Spot, target: Spot, way: list[Leg]) -> bool:
    """Whether the legs lead without a gap from the origin to the target."""
    if not way:
        return (origin.segment, origin.along_m) == (target.segment, target.along_m) or (
            junction_at(network, (origin.segment, origin.along_m))
            == junction_at(network, (target.segment, target.along_m))
        )
    stops = [(origin.segment, origin.along_m)]
    for leg in way:
        stops += [(leg.segment, leg.from_m), (leg.segment, leg.to_m)]
    stops.append((target.segment, target.along_m))
    gaps = list(zip(stops[::2], stops[1::2], strict=True))
    return all(
        before == after
        or (
            junction_at(network, before) is not None
            and junction_at(network, before) == junction_at(network, after)
        )
        for before, after in gaps
    )


def test_the_way_along_one_street_is_one_leg() -> None:
    graph = StreetGraph(grid(3, 1))
    assert graph.way(Spot(0, 20), Spot(0, 70)) == [Leg(0, 20, 70)]
    assert graph.way(Spot(0, 70), Spot(0, 20)) == [Leg(0, 70, 20)]


def test_the_way_to_where_one_is_has_no_legs() -> None:
    assert StreetGraph(grid(3, 1)).way(Spot(0, 20), Spot(0, 20)) == []


def test_the_way_over_junctions_leaves_and_enters_streets_at_their_ends() -> None:
    graph = StreetGraph(grid(4, 1))
    way = graph.way(Spot(0, 30), Spot(2, 60))
    assert way == [Leg(0, 30, 100), Leg(1, 0, 100), Leg(2, 0, 60)]
    assert metres(graph.way(Spot(2, 60), Spot(0, 30))) == pytest.approx(metres(way))


def test_along_a_winding_street_the_short_cut_past_its_ends_is_taken() -> None:
    network = drawn([(0, 0), (100, 0)], [(0, 1), (0, 1)], lengths={0: 1000.0})
    way = StreetGraph(network).way(Spot(0, 10), Spot(0, 990))
    assert way == [Leg(0, 10, 0), Leg(1, 0, 100), Leg(0, 1000, 990)]


def test_a_loop_is_left_by_its_nearer_end() -> None:
    network = drawn([(0, 0), (100, 0)], [(0, 0), (0, 1)], lengths={0: 400.0})
    graph = StreetGraph(network)
    assert graph.way(Spot(0, 390), Spot(1, 20)) == [Leg(0, 390, 400), Leg(1, 0, 20)]
    assert graph.way(Spot(1, 20), Spot(0, 390)) == [Leg(1, 20, 0), Leg(0, 400, 390)]
    assert graph.distances_m(Spot(0, 390)).tolist() == pytest.approx([10, 110])


def test_across_the_junction_of_a_loop_it_is_shorter_than_around() -> None:
    network = drawn([(0, 0), (100, 0)], [(0, 0), (0, 1)], lengths={0: 400.0})
    way = StreetGraph(network).way(Spot(0, 390), Spot(0, 20))
    assert way == [Leg(0, 390, 400), Leg(0, 0, 20)]


def test_of_parallel_streets_the_shorter_one_serves() -> None:
    network = drawn([(0, 0), (100, 0), (200, 0)], [(0, 1), (0, 1), (1, 2)], lengths={0: 250.0})
    graph = StreetGraph(network)
    assert graph.distances_m(Spot(2, 10)).tolist() == pytest.approx([110, 10, 90])
    way = graph.way(Spot(2, 10), Spot(0, 0))
    assert way == [Leg(2, 10, 0), Leg(1, 100, 0)]


def test_there_is_no_way_to_streets_that_hang_together_with_none_of_ours() -> None:
    network = drawn([(0, 0), (100, 0), (500, 0), (600, 0)], [(0, 1), (2, 3)])
    graph = StreetGraph(network)
    assert graph.way(Spot(0, 50), Spot(1, 50)) is None
    assert np.isinf(graph.distances_m(Spot(0, 50))[2:]).all()


def test_beyond_the_limit_every_distance_is_infinite() -> None:
    graph = StreetGraph(grid(6, 1))
    near = graph.distances_m(Spot(0, 60), limit_m=150)
    assert near.tolist() == [
        pytest.approx(60),
        pytest.approx(40),
        pytest.approx(140),
        *[np.inf] * 3,
    ]


@pytest.fixture
def stair() -> Network:
    """A stair of 20 m from junction 0 up to 1, and a road around of 300 m."""
    streets = [(0, 1), (0, 2), (2, 1), (1, 3)]
    corners = [(0.0, 0.0), (0.0, 20.0), (150.0, 0.0), (0.0, 120.0)]
    return drawn(corners, streets, lengths={2: 150.0}, stairs=[0])


def test_only_those_on_foot_go_up_a_stair(stair: Network) -> None:
    below, above = Spot(1, 0), Spot(3, 0)
    assert metres(StreetGraph(stair, "foot").way(below, above)) == pytest.approx(20)
    for mode in ("bicycle", "vehicle"):
        assert metres(StreetGraph(stair, mode).way(below, above)) == pytest.approx(300)


def test_a_vehicle_at_the_foot_of_a_stair_does_not_start_at_its_top(stair: Network) -> None:
    graph = StreetGraph(stair, "vehicle")
    assert graph.distances_m(Spot(0, 1)).tolist() == pytest.approx([1, 301, 151, 401])
    way = graph.way(Spot(0, 1), Spot(3, 0))
    assert way is not None
    assert way[0] == Leg(0, 1, 0)
    assert metres(way) == pytest.approx(301)


def test_a_stair_that_is_the_target_itself_is_gone_up_on_foot(stair: Network) -> None:
    way = StreetGraph(stair, "vehicle").way(Spot(1, 0), Spot(0, 15))
    assert way == [Leg(0, 0, 15)]


def test_a_car_goes_round_a_footway_and_along_it_only_where_there_is_no_other_way() -> None:
    corners = [(0.0, 0.0), (0.0, 20.0), (150.0, 0.0), (0.0, 120.0)]
    streets = [(0, 1), (0, 2), (2, 1), (1, 3)]
    around = drawn(corners, streets, lengths={2: 150.0}, footways=[0])
    below, above = Spot(1, 0), Spot(3, 0)
    assert metres(StreetGraph(around, "vehicle").way(below, above)) == pytest.approx(300)
    for mode in ("foot", "bicycle"):
        assert metres(StreetGraph(around, mode).way(below, above)) == pytest.approx(20)
    yard = drawn(corners[:3], streets[:2], footways=[0])
    assert StreetGraph(yard, "vehicle").way(Spot(1, 0), Spot(0, 15)) == [Leg(0, 0, 15)]
    assert StreetGraph(yard, "vehicle").way(Spot(0, 15), Spot(1, 50)) == [
        Leg(0, 15, 0),
        Leg(1, 0, 50),
    ]


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to 7 junctions, any streets between them, loops and parallel ones among them."""
    count = draw(st.integers(2, 7))
    junction = st.integers(0, count - 1)
    streets = draw(st.lists(st.tuples(junction, junction), min_size=1, max_size=10))
    lengths = {
        i: float(draw(st.integers(1, 400), label=f"length of street {i}"))
        for i in range(len(streets))
    }
    stairs = [i for i in range(len(streets)) if draw(st.integers(0, 4)) == 0]
    return drawn([(i * 100.0, i * i * 30.0) for i in range(count)], streets, lengths, stairs)


def all_distances(network: Network, mode: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Metres between all junctions, by trying every junction in between."""
    between = np.full((network.junctions, network.junctions), np.inf)
    np.fill_diagonal(between, 0)
    for s in range(network.segments):
        if mode == "foot" or network.step_count[s] == 0:
            a, b = network.start[s], network.end[s]
            between[a, b] = between[b, a] = min(between[a, b], network.length_m[s])
    for via in range(network.junctions):
        between = np.minimum(between, between[:, [via]] + between[[via], :])
    return between


@settings(deadline=None, max_examples=150)
@given(networks(), st.data(), st.sampled_from(["foot", "bicycle"]))
def test_distances_and_ways_are_those_of_the_oracle(
    network: Network, data: st.DataObject, mode: str
) -> None:
    def spot(name: str) -> Spot:
        segment = data.draw(st.integers(0, network.segments - 1), label=f"{name} segment")
        along = data.draw(st.integers(0, int(network.length_m[segment])), label=f"{name} metres")
        return Spot(segment, float(along))

    graph, between = StreetGraph(network, mode), all_distances(network, mode)
    origin, target = spot("origin"), spot("target")

    def ends(here: Spot) -> list[tuple[float, int]]:
        far_m = float(network.length_m[here.segment]) - here.along_m
        return [
            (here.along_m, int(network.start[here.segment])),
            (far_m, int(network.end[here.segment])),
        ]

    exits = ends(origin)
    if mode != "foot" and network.step_count[origin.segment] != 0:
        exits = [min(exits, key=lambda end: end[0])]
    expected = np.min([metres + between[junction] for metres, junction in exits], axis=0)
    assert graph.distances_m(origin) == pytest.approx(expected)
    limit = float(data.draw(st.integers(0, 600), label="limit"))
    within = np.where(expected <= limit, expected, np.inf)
    assert graph.distances_m(origin, limit_m=limit) == pytest.approx(within)

    shortest = min(
        out + float(between[a, b]) + into for out, a in exits for into, b in ends(target)
    )
    if origin.segment == target.segment:
        shortest = min(shortest, abs(origin.along_m - target.along_m))
    way = graph.way(origin, target)
    assert metres(way) == pytest.approx(shortest)
    if way is not None:
        assert connected(network, origin, target, way)
        assert all(leg.length_m > 0 for leg in way)
        closed = {leg.segment for leg in way} - set(np.flatnonzero(graph.open_to).tolist())
        assert closed <= {origin.segment, target.segment}


def test_legs_of_a_way_follow_each_other_on_a_grid() -> None:
    network = grid(5, 4)
    way = StreetGraph(network).way(Spot(0, 12.5), Spot(network.segments - 1, 80.0))
    assert way is not None
    for before, after in pairwise(way):
        assert junction_at(network, (before.segment, before.to_m)) == junction_at(
            network, (after.segment, after.from_m)
        )

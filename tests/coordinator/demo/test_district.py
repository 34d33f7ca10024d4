"""The promises of the fictional district, checked on the file that it writes."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from shapely import LineString, Polygon, union_all
from shapely import Point as Spot

from coordinator.areas.import_area import import_area
from coordinator.demo.district import DISTRICT_NAME, write_district
from coordinator.demo.district.height import height
from coordinator.demo.district.place import HEIGHT, WIDTH, Point, distance, to_point
from coordinator.demo.district.quiet_corner import DEAD_END_ROAD, ESTATE_NAME
from coordinator.demo.district.story import district_story
from domain.place import Place

Tags = dict[str, str]
NAMED_KINDS = {
    "primary", "secondary", "tertiary", "residential", "living_street", "pedestrian",
}  # fmt: skip
EXITS_M = 1.0


@dataclass(frozen=True)
class Way:
    nodes: list[int]
    tags: Tags


@dataclass(frozen=True)
class File:
    """A district as anybody can read it from the file."""

    points: dict[int, Point]
    node_tags: dict[int, Tags]
    ways: list[Way]

    @cached_property
    def streets(self) -> list[Way]:
        return [way for way in self.ways if "highway" in way.tags]

    @cached_property
    def cameras(self) -> list[tuple[Point, Tags]]:
        return [
            (self.points[node], tags)
            for node, tags in self.node_tags.items()
            if tags.get("man_made") == "surveillance"
        ]

    @cached_property
    def arms(self) -> Counter[int]:
        """How many edges of streets meet at each node."""
        edges = [edge for way in self.streets for edge in pairwise(way.nodes)]
        return Counter(node for edge in edges for node in edge)

    def line(self, way: Way) -> list[Point]:
        return [self.points[node] for node in way.nodes]

    def metres(self, way: Way) -> float:
        return sum(distance(a, b) for a, b in pairwise(self.line(way)))

    def segments(self) -> int:
        """Pieces between true junctions: where a way merely goes on as another, none is cut."""
        ends = [node for node, arms in self.arms.items() if arms != 2]
        return sum(self.arms[node] for node in ends) // 2

    def having(self, **tags: str) -> list[Way]:
        return [way for way in self.ways if tags.items() <= way.tags.items()]


def read(path: Path) -> File:
    points: dict[int, Point] = {}
    node_tags: dict[int, Tags] = {}
    ways: list[Way] = []
    for element in ElementTree.parse(path).getroot():
        tags = {tag.attrib["k"]: tag.attrib["v"] for tag in element.iter("tag")}
        if element.tag == "node":
            number = int(element.attrib["id"])
            points[number] = to_point(float(element.attrib["lon"]), float(element.attrib["lat"]))
            if tags:
                node_tags[number] = tags
        elif element.tag == "way":
            ways.append(Way([int(nd.attrib["ref"]) for nd in element.iter("nd")], tags))
    return File(points, node_tags, ways)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("district") / "district.osm"
    write_district(written)
    return written


@pytest.fixture(scope="module")
def file(path: Path) -> File:
    return read(path)


@pytest.mark.parametrize("suffix", [".osm", ".osm.gz"])
def test_given_the_same_seed_when_written_twice_then_the_bytes_are_the_same(
    tmp_path: Path, suffix: str
) -> None:
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    write_district(first, seed=3)
    write_district(second, seed=3)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("seed", [2, 5])
def test_given_another_seed_then_another_town_keeps_the_same_promises(
    tmp_path: Path, path: Path, seed: int
) -> None:
    other = tmp_path / "other.osm"
    write_district(other, seed)
    assert other.read_bytes() != path.read_bytes()
    drawn = read(other)
    assert 1500 <= drawn.segments() <= 2600
    assert len(drawn.cameras) >= 120
    assert wheelchair_metres(drawn, district_story().last_known_point) < math.inf


def test_given_the_importer_when_it_reads_the_file_then_nothing_is_lost(path: Path) -> None:
    area, report = import_area(path, DISTRICT_NAME)
    assert report.dropped_segments == 0
    assert report.cameras_skipped == 0
    assert report.notes == ()
    assert 5 <= len(area.beats) <= 8
    assert (area.network.beat >= 0).all()
    assert len(report.zones_without_street) <= 0.05 * len(area.cameras)


def test_then_the_file_says_that_it_is_fictional(path: Path, file: File) -> None:
    head = path.read_text(encoding="utf-8")[:1000]
    assert "fictional" in head
    assert "<!--" in head
    suburbs = [tags for tags in file.node_tags.values() if tags.get("place") == "suburb"]
    assert [suburb["name"] for suburb in suburbs] == ["云岭（虚构）"]
    assert "虚构" in suburbs[0]["description"]
    assert "虚构" in DISTRICT_NAME


def test_then_every_node_lies_in_the_box(file: File) -> None:
    outside = [
        point
        for point in file.points.values()
        if not (-0.1 <= point[0] <= WIDTH + 0.1 and -0.1 <= point[1] <= HEIGHT + 0.1)
    ]
    assert outside == []


def test_then_it_has_as_many_streets_as_a_real_quarter(file: File) -> None:
    assert 1800 <= file.segments() <= 2600
    kinds = Counter(way.tags["highway"] for way in file.streets)
    assert kinds["steps"] > 100
    assert len(NAMED_KINDS - kinds.keys()) == 0


def test_then_everything_that_can_be_walked_is_connected(file: File) -> None:
    beside: dict[int, list[int]] = defaultdict(list)
    for way in file.streets:
        for a, b in pairwise(way.nodes):
            beside[a].append(b)
            beside[b].append(a)
    reached: set[int] = set()
    waiting = [file.streets[0].nodes[0]]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += beside[node]
    assert len(reached) >= 0.97 * len(beside)


def test_then_streets_of_a_named_kind_have_names(file: File) -> None:
    streets = [way for way in file.streets if way.tags["highway"] in NAMED_KINDS]
    named = sum("name" in way.tags for way in streets)
    assert named > 0.8 * len(streets)


def test_then_no_two_streets_share_a_stretch(file: File) -> None:
    edges = Counter(frozenset(edge) for way in file.streets for edge in pairwise(way.nodes))
    assert [edge for edge, count in edges.items() if count > 1] == []


def test_then_inclines_agree_with_the_lie_of_the_land(file: File) -> None:
    for way in file.streets:
        incline = way.tags["incline"]
        rise = height(file.points[way.nodes[-1]]) - height(file.points[way.nodes[0]])
        if way.tags["highway"] == "steps":
            assert incline == ("up" if rise > 0 else "down")
        elif "bridge" not in way.tags:
            assert incline.endswith("%")
            assert float(incline[:-1]) == pytest.approx(100 * rise / file.metres(way), abs=0.1)


def test_then_steps_climb_and_count_their_treads(file: File) -> None:
    for way in file.having(highway="steps"):
        rise = abs(height(file.points[way.nodes[-1]]) - height(file.points[way.nodes[0]]))
        assert rise > 0.09 * file.metres(way)
        assert int(way.tags["step_count"]) == pytest.approx(rise / 0.16, abs=2.6)


def test_then_main_roads_are_no_steeper_than_buses_can_climb(file: File) -> None:
    for way in file.having(highway="primary") + file.having(highway="secondary"):
        assert abs(float(way.tags["incline"].rstrip("%"))) <= 9


def test_then_kerbs_and_gates_stand_on_streets(file: File) -> None:
    kerbs = Counter(tags["kerb"] for tags in file.node_tags.values() if "kerb" in tags)
    assert min(kerbs[kind] for kind in ("raised", "lowered", "flush")) > 20
    barriers = Counter(tags["barrier"] for tags in file.node_tags.values() if "barrier" in tags)
    assert barriers["gate"] > 100
    assert barriers["bollard"] > 10
    for node, tags in file.node_tags.items():
        if "kerb" in tags or "barrier" in tags:
            assert file.arms[node] == 2


def test_then_the_cameras_are_many_and_most_know_where_they_look(file: File) -> None:
    tags = [camera for _, camera in file.cameras]
    assert len(tags) >= 120
    assert len({camera["ref"] for camera in tags}) == len(tags)
    assert all(camera["name"] for camera in tags)
    directed = [camera for camera in tags if "camera:direction" in camera]
    assert 0.8 < len(directed) / len(tags) < 1
    assert all(0 <= float(camera["camera:direction"]) <= 360 for camera in directed)
    assert sum("camera:angle" in camera for camera in directed) > 0.2 * len(directed)
    assert any(camera["camera:type"] == "dome" for camera in tags if camera not in directed)


def test_then_the_quiet_road_ends_unseen_beside_the_estate(file: File) -> None:
    end = spot(district_story().end)
    assert min(distance(end, camera) for camera, _ in file.cameras) > 150
    road = file.having(name=DEAD_END_ROAD)
    assert sum(file.metres(way) for way in road) > 250
    last = min(file.arms, key=lambda node: distance(file.points[node], end))
    assert distance(file.points[last], end) < 1
    assert file.arms[last] == 1
    estate = Polygon(file.line(file.having(name=ESTATE_NAME)[0]))
    assert estate.distance(Spot(end)) < 60


def test_then_the_beats_tile_the_district(file: File) -> None:
    rings = file.having(boundary="police")
    assert 5 <= len(rings) <= 8
    assert all(ring.nodes[0] == ring.nodes[-1] for ring in rings)
    beats = [Polygon(file.line(ring)) for ring in rings]
    assert len({ring.tags["name"] for ring in rings}) == len(rings)
    assert sum(beat.area for beat in beats) == pytest.approx(WIDTH * HEIGHT, rel=1e-4)
    assert union_all(beats).area == pytest.approx(WIDTH * HEIGHT, rel=1e-4)


def test_then_the_places_of_a_town_are_there(file: File) -> None:
    assert file.having(natural="water")
    assert file.having(bridge="viaduct")
    assert file.having(amenity="hospital")
    assert len(file.having(leisure="park")) >= 3
    assert len(file.having(landuse="residential")) >= 40
    nodes = file.node_tags.values()
    assert sum(tags.get("highway") == "bus_stop" for tags in nodes) >= 10
    assert sum(tags.get("railway") == "subway_entrance" for tags in nodes) >= 2
    dead_ends = [node for node, arms in file.arms.items() if arms == 1 and not leaves(file, node)]
    assert len(dead_ends) > 50
    assert sum(leaves(file, node) for node, arms in file.arms.items() if arms == 1) > 20


def test_then_the_story_begins_on_streets_and_names_nobody_real(file: File) -> None:
    story = district_story()
    places = [story.last_known_point, *(team.place for team in story.teams)]
    places += [familiar.place for familiar in story.familiar_places]
    lines = [LineString(file.line(way)) for way in file.streets]
    for place in places:
        assert min(line.distance(Spot(spot(place))) for line in lines) < 15
    assert sum(familiar.weight for familiar in story.familiar_places) == pytest.approx(1)
    assert len({team.name for team in story.teams}) == 4
    assert "虚构" in story.description["name"]


def test_given_a_wheelchair_then_the_end_of_the_story_is_in_reach(file: File) -> None:
    metres = wheelchair_metres(file, district_story().last_known_point)
    assert 1000 < metres < 2500


def wheelchair_metres(file: File, start: Place) -> float:
    """The shortest way to the story's end without steps, raised kerbs and slopes over 7 %."""
    beside: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for way in file.streets:
        steep = way.tags["highway"] == "steps" or abs(float(way.tags["incline"].rstrip("%"))) > 7
        raised = any(file.node_tags.get(node, {}).get("kerb") == "raised" for node in way.nodes)
        if not steep and not raised:
            for a, b in pairwise(way.nodes):
                metres = distance(file.points[a], file.points[b])
                beside[a].append((b, metres))
                beside[b].append((a, metres))

    def nearest(place: Place | None) -> int:
        return min(beside, key=lambda node: distance(file.points[node], spot(place)))

    best = {nearest(start): 0.0}
    waiting = set(best)
    while waiting:
        node = min(waiting, key=lambda one: best[one])
        waiting.remove(node)
        for other, metres in beside[node]:
            if best[node] + metres < best.get(other, math.inf):
                best[other] = best[node] + metres
                waiting.add(other)
    return best.get(nearest(district_story().end), math.inf)


def leaves(file: File, node: int) -> bool:
    """Whether a street leaves the district at a node."""
    x, y = file.points[node]
    return min(x, y, WIDTH - x, HEIGHT - y) < EXITS_M


def spot(place: Place | None) -> Point:
    assert place is not None
    return to_point(place.lon, place.lat)

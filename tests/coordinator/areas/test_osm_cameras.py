import pytest

from coordinator.areas.osm_cameras import osm_cameras
from coordinator.areas.osm_file import OsmNode
from domain.camera import Camera


def camera(**tags: str) -> Camera:
    found, _ = osm_cameras([node(7, **tags)])
    return found[0]


def node(node_id: int, **tags: str) -> OsmNode:
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    return OsmNode(node_id, 115_700_000, 481_300_000, {"man_made": "surveillance"} | named)


def test_a_bare_camera_sees_all_round_and_nothing_is_invented() -> None:
    found = camera()
    assert (found.camera_id, found.name, found.kind) == ("osm-7", "", "")
    assert found.direction is found.angle is found.range_m is found.height_m is None
    assert not found.indoor
    assert (found.place.lon, found.place.lat) == (11.57, 48.13)


@pytest.mark.parametrize("key", ["camera__direction", "direction", "surveillance__direction"])
def test_the_direction_may_stand_under_three_keys(key: str) -> None:
    assert camera(**{key: "NNE"}).direction == 22.5


def test_camera_direction_goes_before_direction() -> None:
    assert camera(direction="10", camera__direction="90").direction == 90


def test_a_range_gives_middle_and_width() -> None:
    found = camera(camera__direction="90-270")
    assert (found.direction, found.angle) == (180, 180)


def test_several_directions_are_one_view_that_holds_them_all() -> None:
    found = camera(camera__direction="90;180", camera__type="fixed", camera__angle="60")
    assert (found.direction, found.angle) == (135, 150)


@pytest.mark.parametrize(("text", "angle"), [("45", 45), ("60°", 60), ("wide", None), ("0", None)])
def test_the_angle_is_a_width_in_degrees(text: str, angle: float | None) -> None:
    assert camera(camera__angle=text).angle == angle


@pytest.mark.parametrize(("text", "height"), [("3", 3), ("5 m", 5), ("11m", 11), ("high", None)])
def test_the_height_is_in_metres(text: str, height: float | None) -> None:
    assert camera(height=text).height_m == height


@pytest.mark.parametrize(
    "tags",
    [{"surveillance": "indoor"}, {"location": "indoor"}, {"indoor": "yes"}, {"level": "-1"},
     {"location": "underground"}],
)  # fmt: skip
def test_an_indoor_camera_is_known_as_such(tags: dict[str, str]) -> None:
    assert camera(**tags).indoor


def test_a_ceiling_alone_is_not_indoors() -> None:
    assert not camera(camera__mount="ceiling", surveillance="public").indoor


def test_guards_and_number_plate_readers_are_no_cameras_here() -> None:
    kinds = ("guard", "ALPR", "camera", "camera;ALPR", "")
    nodes = [node(i, surveillance__type=kind) for i, kind in enumerate(kinds, 1)]
    found, skipped = osm_cameras(nodes)
    assert [one.camera_id for one in found] == ["osm-3", "osm-4", "osm-5"]
    assert skipped == 2


def test_a_reference_is_the_id_where_no_other_camera_has_it() -> None:
    found, _ = osm_cameras([node(1, ref="A"), node(2, ref="B"), node(3, ref="B"), node(4)])
    assert [one.camera_id for one in found] == ["A", "osm-2", "osm-3", "osm-4"]


def test_a_description_names_a_camera_without_a_name() -> None:
    assert camera(description="over the gate").name == "over the gate"

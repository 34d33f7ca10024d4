"""A city to search in: its streets, and the buildings that stand in a camera's way."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from coordinator.areas.area_error import AreaError
from coordinator.areas.codec import decode_area, encode_area
from coordinator.areas.occlusion import Buildings, outline_area
from coordinator.areas.osm_file import read_osm
from coordinator.areas.street_network import street_network
from coordinator.areas.stretches import Streets
from coordinator.areas.zone import camera_zone
from domain.area import Area
from domain.camera import Camera, CameraZone
from domain.place import Place


@dataclass(frozen=True, eq=False)
class City:
    """An area without cameras, and what makes the zones of those placed in it."""

    area: Area
    streets: Streets
    buildings: Buildings
    _zones: dict[tuple[Place, float | None], CameraZone] = field(default_factory=dict)

    def zone(self, camera: Camera) -> CameraZone:
        """The zone of a camera that sees all round, as an import makes it."""
        known = self._zones.get((camera.place, camera.range_m))
        if known is None:
            known = camera_zone(camera, self.buildings, self.streets)
            self._zones[camera.place, camera.range_m] = known
        return replace(known, camera_id=camera.camera_id)


def city_of_file(file: Path, name: str) -> City:
    """A city from an OpenStreetMap extract; AreaError in one line when it cannot be read."""
    content = read_osm(file, lambda _share: None)
    found = street_network(content)
    if not found.network.segments:
        raise AreaError(f"{file.name}: no street in it; expected ways with the tag highway")
    area = decode_area(name, encode_area(Area(name, "", found.network, (), ())))
    outlines = [outline_area(content, outline) for outline in content.buildings]
    streets = Streets(area.network, found.out_of_sight)
    return City(area, streets, Buildings(outlines))


def city_of_area(area: Area) -> City:
    """A city from an imported area. Areas do not keep buildings, so cameras see across them."""
    network = replace(area.network, beat=np.full(area.network.segments, -1, np.int32))
    bare = replace(area, network=network, cameras=(), zones=(), beats=())
    return City(bare, Streets(network, np.zeros(network.segments, bool)), Buildings([]))

"""An area: an imported piece of a city with its streets, cameras and beats."""

from dataclasses import dataclass
from functools import cached_property

from shapely import Polygon

from domain.camera import Camera, CameraZone
from domain.network import Network


@dataclass(frozen=True, slots=True)
class Beat:
    """The part of an area that one community officer knows."""

    name: str
    outline: Polygon


@dataclass(frozen=True, eq=False)
class Area:
    """Streets, cameras and beats under one name; equal content has an equal hash."""

    name: str
    content_hash: str
    """Hex SHA-256 of the encoded content, the name left out."""
    network: Network
    cameras: tuple[Camera, ...]
    zones: tuple[CameraZone, ...]
    """One for each camera, in the same order."""
    beats: tuple[Beat, ...] = ()

    @cached_property
    def camera_index(self) -> dict[str, int]:
        """The position of each camera by its id."""
        return {camera.camera_id: i for i, camera in enumerate(self.cameras)}

    def camera(self, camera_id: str) -> Camera | None:
        """The camera of this id, or None."""
        index = self.camera_index.get(camera_id)
        return None if index is None else self.cameras[index]

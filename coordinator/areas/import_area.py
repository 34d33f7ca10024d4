"""From a file of OpenStreetMap to an area."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from coordinator.areas.area_error import AreaError
from coordinator.areas.beats import beat_of_segments, beats_of
from coordinator.areas.camera_file import read_cameras
from coordinator.areas.codec import decode_area, encode_area
from coordinator.areas.connected import largest_part
from coordinator.areas.import_report import EASY_FACTOR, ImportReport
from coordinator.areas.occlusion import Buildings, outline_area
from coordinator.areas.osm_cameras import osm_cameras
from coordinator.areas.osm_file import OsmContent, read_osm
from coordinator.areas.street_network import street_network
from coordinator.areas.stretches import Streets
from coordinator.areas.zone import camera_zone
from domain.area import Area
from domain.camera import Camera, CameraZone
from domain.network import Network

Progress = Callable[[str, float], None]


def import_area(
    file: Path, name: str, cameras: Path | None = None, progress: Progress | None = None
) -> tuple[Area, ImportReport]:
    """Read an area from a `.osm.pbf`, `.osm` or `.osm.gz` file, with the file's own cameras or
    those of a `.csv` or `.geojson` file.

    `progress` is told the step (reading, streets, cameras, zones, packing) and the share of the
    whole work done, rising from 0 to 1. The same files give the same content hash everywhere.
    AreaError says in one line what is wrong with a file.
    """
    tell = progress or (lambda _step, _share: None)
    content = read_osm(file, lambda share: tell("reading", 0.5 * share))
    tell("streets", 0.5)
    found = street_network(content)
    if not found.network.segments:
        raise AreaError(
            f"{file.name}: no street in it; expected ways with the tag highway and their nodes"
        )
    tell("cameras", 0.8)
    beats, grounds, notes = beats_of(content)
    network = replace(found.network, beat=beat_of_segments(found.network, grounds))
    if cameras is None:
        known, skipped = osm_cameras(content.cameras)
    else:
        known, skipped, remarks = read_cameras(cameras, network.bounds)
        notes += remarks
    streets = Streets(network, found.out_of_sight)
    known = [
        one if one.name else replace(one, name=streets.nearest_name(one.place)) for one in known
    ]
    buildings = _buildings(content) if known else Buildings([])
    zones = _zones(known, buildings, streets, tell)
    tell("packing", 0.95)
    draft = Area(name, "", network, tuple(known), tuple(zones), tuple(beats))
    area = decode_area(name, encode_area(draft))
    report = ImportReport(
        segments=network.segments,
        junctions=network.junctions,
        length_m=float(network.length_m.sum()),
        dropped_segments=found.dropped_segments,
        dropped_length_share=found.dropped_length_share,
        easy_length_share=_easy_share(network),
        cameras=len(known),
        cameras_indoor=sum(camera.indoor for camera in known),
        cameras_skipped=skipped,
        zones_without_street=tuple(
            zone.camera_id
            for camera, zone in zip(known, zones, strict=True)
            if not camera.indoor and not zone.stretches
        ),
        beats=len(beats),
        buildings=len(content.buildings),
        notes=tuple(notes),
    )
    tell("packing", 1.0)
    return area, report


def _buildings(content: OsmContent) -> Buildings:
    return Buildings([outline_area(content, outline) for outline in content.buildings])


def _zones(
    cameras: list[Camera], buildings: Buildings, streets: Streets, tell: Progress
) -> list[CameraZone]:
    zones = []
    for i, camera in enumerate(cameras):
        if i % 50 == 0:
            tell("zones", 0.85 + 0.1 * i / len(cameras))
        zones.append(camera_zone(camera, buildings, streets))
    return zones


def _easy_share(network: Network) -> float:
    easy = np.maximum(network.factor_along, network.factor_against) >= EASY_FACTOR
    length = network.length_m[easy]
    if not len(length):
        return 0.0
    part = largest_part(network.start[easy], network.end[easy], length)
    return float(length[part].sum() / network.length_m.sum())

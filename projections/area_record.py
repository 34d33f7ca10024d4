"""An area as GeoJSON: its streets and its cameras with what they see."""

from typing import Any

import numpy as np
import orjson
import shapely

from domain.area import Area
from domain.camera import Camera, CameraZone
from domain.network import KINDS, Network
from projections.map_record import DECIMALS, shape_json

Feature = dict[str, Any]


def network_geojson(area: Area) -> bytes:
    """All segments as lines with segment_id, name, kind, wheelchair factor and its reason."""
    network = area.network
    ways = np.bincount(np.concatenate([network.start, network.end]), minlength=network.junctions)
    dead_end = (ways[network.start] == 1) | (ways[network.end] == 1)
    features = [
        _feature(
            {"type": "LineString", "coordinates": shape_json(network, segment)},
            _segment(area, network, segment, dead_end=bool(dead_end[segment])),
        )
        for segment in range(network.segments)
    ]
    return _collection(features)


def cameras_geojson(area: Area) -> bytes:
    """All cameras as points, with their field of view and the segments in it."""
    features = [
        _feature(
            {"type": "Point", "coordinates": _rounded(camera.place.lon, camera.place.lat)},
            _camera(camera, zone),
        )
        for camera, zone in zip(area.cameras, area.zones, strict=True)
    ]
    return _collection(features)


def _segment(area: Area, network: Network, segment: int, *, dead_end: bool) -> dict[str, Any]:
    beat = int(network.beat[segment])
    return {
        "segment_id": segment,
        "name": network.name_of(segment),
        "kind": KINDS[int(network.kind[segment])],
        "factor": float(min(network.factor_along[segment], network.factor_against[segment])),
        "reason": network.texts[int(network.reason[segment])],
        "steps": int(network.step_count[segment]) != 0,
        "dead_end": dead_end,
        "length_m": round(float(network.length_m[segment]), 1),
        "beat": area.beats[beat].name if 0 <= beat < len(area.beats) else -1,
    }


def _camera(camera: Camera, zone: CameraZone) -> dict[str, Any]:
    view = shapely.set_precision(zone.field_of_view, 10.0**-DECIMALS, mode="pointwise")
    return {
        "camera_id": camera.camera_id,
        "name": camera.name,
        "direction": camera.direction,
        "angle": camera.angle,
        "range_m": camera.range_m,
        "kind": camera.kind,
        "indoor": camera.indoor,
        "clock_offset_s": camera.clock_offset_s,
        "retrieval_min": camera.retrieval_min,
        "overwritten_after_h": camera.overwritten_after_h,
        "pixels": camera.pixels,
        "video_link": camera.video_link,
        "field_of_view": orjson.Fragment(shapely.to_geojson(view)),
        "segments": sorted({stretch.segment for stretch in zone.stretches}),
    }


def _rounded(lon: float, lat: float) -> list[float]:
    return [round(lon, DECIMALS), round(lat, DECIMALS)]


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: list[Feature]) -> bytes:
    return orjson.dumps({"type": "FeatureCollection", "features": features})

/** The area's streets and cameras, fetched once per content hash by the browser's cache. */
import type { CameraProperties, CamerasGeo, NetworkGeo, SegmentProperties } from '../contract/area';
import { at, get } from '../net/api';

export interface Area {
  name: string;
  network: NetworkGeo;
  cameras: CamerasGeo;
  segments: SegmentProperties[];
  cameraOf: ReadonlyMap<string, CameraProperties & { lon: number; lat: number }>;
  bounds: [number, number, number, number];
}

function boundsOf(network: NetworkGeo): Area['bounds'] {
  const bounds: Area['bounds'] = [180, 90, -180, -90];
  for (const feature of network.features) {
    for (const [lon = 0, lat = 0] of feature.geometry.coordinates) {
      bounds[0] = Math.min(bounds[0], lon);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lon);
      bounds[3] = Math.max(bounds[3], lat);
    }
  }
  return bounds;
}

export function areaOf(name: string, network: NetworkGeo, cameras: CamerasGeo): Area {
  const segments: SegmentProperties[] = [];
  for (const feature of network.features) segments[feature.properties.segment_id] = feature.properties;
  const cameraOf = new Map<string, CameraProperties & { lon: number; lat: number }>();
  for (const { properties, geometry } of cameras.features) {
    const [lon = 0, lat = 0] = geometry.coordinates;
    cameraOf.set(properties.camera_id, { ...properties, lon, lat });
  }
  return { name, network, cameras, segments, cameraOf, bounds: boundsOf(network) };
}

const NO_CAMERAS: CamerasGeo = { type: 'FeatureCollection', features: [] };

/** `hash` makes the address change with the content, so that the browser may keep it. */
export async function loadArea(name: string, hash: string, withCameras = true): Promise<Area> {
  const [network, cameras] = await Promise.all([
    get<NetworkGeo>(at`/areas/${name}/network?hash=${hash}`),
    withCameras ? get<CamerasGeo>(at`/areas/${name}/cameras?hash=${hash}`) : NO_CAMERAS,
  ]);
  return areaOf(name, network, cameras);
}

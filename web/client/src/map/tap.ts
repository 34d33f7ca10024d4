/** What somebody tapped on the map. */
import type { Map as GlMap, MapMouseEvent } from 'maplibre-gl';
import { CAMERA_LAYERS } from './layers/cameras';
import { TEAM_LAYER } from './layers/teams';
import { streetAt, under } from './under';

export interface Tap {
  lon: number;
  lat: number;
  cameraId: string | null;
  teamId: string | null;
  segment: number | null;
  /** By the keyboard, in the middle of the map. */
  byKeys?: boolean;
}

/** How far from the middle a street may lie that Enter means, in pixels. */
const MIDDLE = 60;

export function tapAt(map: GlMap, { point, lngLat }: MapMouseEvent): Tap {
  const camera = under(map, point, [CAMERA_LAYERS[0]!], 6) ?? under(map, point, [CAMERA_LAYERS[1]!], 1);
  const team = under(map, point, [TEAM_LAYER], 4);
  return {
    lon: lngLat.lng,
    lat: lngLat.lat,
    cameraId: (camera?.properties['camera_id'] as string | undefined) ?? null,
    teamId: (team?.properties['teamId'] as string | undefined) ?? null,
    segment: streetAt(map, point, 12),
  };
}

/** The street in the middle of the map, as if it were tapped; null where there is none. */
export function tapInMiddle(map: GlMap): Tap | null {
  const { lng, lat } = map.getCenter();
  const segment = streetAt(map, map.project([lng, lat]), MIDDLE);
  return segment === null ? null : { lon: lng, lat, cameraId: null, teamId: null, segment, byKeys: true };
}

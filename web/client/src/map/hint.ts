/** What the pointer is on, in words. */
import type { Map as GlMap, MapMouseEvent } from 'maplibre-gl';
import type { SegmentProperties } from '../contract/area';
import type { Messages } from '../i18n/messages';
import type { Area } from '../search/area';
import type { CameraState } from '../search/cameraState';
import { cameraName, reasonWords, streetName } from '../search/names';
import { CAMERA_LAYERS } from './layers/cameras';
import { TEAM_LAYER } from './layers/teams';
import { STREETS, under } from './under';

/** A street that is slower than this for a wheelchair says why. */
const EASY = 0.95;

export interface Pointed {
  /** Empty over nothing. */
  text: string;
  teamId: string | null;
}

export function pointedAt(map: GlMap, { point }: MapMouseEvent, area: Area, t: Messages): Pointed {
  const team = under(map, point, [TEAM_LAYER], 2)?.properties;
  const teamId = (team?.['teamId'] as string | undefined) ?? null;
  return { teamId, text: (team?.['name'] as string | undefined) || cameraOrStreet(map, point, area, t) };
}

function cameraOrStreet(map: GlMap, point: MapMouseEvent['point'], area: Area, t: Messages): string {
  const camera = under(map, point, [CAMERA_LAYERS[0]!], 4)?.properties;
  if (camera) return `${cameraName(area, camera['camera_id'])} · ${t.cameraState[camera['state'] as CameraState]}`;
  const street = under(map, point, STREETS, 4)?.properties as SegmentProperties | undefined;
  if (!street) return '';
  const parts = [streetName(area, street.segment_id, t)];
  if (street.factor < EASY && street.reason) parts.push(reasonWords(street.reason, t));
  if (street.dead_end) parts.push(t.legend.deadEnd);
  return parts.join(' · ');
}

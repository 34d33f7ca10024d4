/** Places by the name of the street they are at. */
import type { Point } from '../contract/state';
import type { Messages } from '../i18n/messages';
import type { Area } from './area';
import { segmentsNear } from './geometry';
import { streetName } from './names';

/** A place is told by the name of the street this near. */
const NEAR_M = 80;

/** Lists name the same places again and again, and each looks at all streets of a city. */
const known = new WeakMap<Area, Map<string, number | undefined>>();

/** The street at a place, one with a name first; empty where there is none near. */
export function placeName(area: Area, place: Point, t: Messages): string {
  const segment = segmentAt(area, place);
  return segment === undefined ? '' : streetName(area, segment, t);
}

function segmentAt(area: Area, place: Point): number | undefined {
  const places = known.get(area) ?? new Map<string, number | undefined>();
  known.set(area, places);
  const key = `${place.lon} ${place.lat}`;
  if (!places.has(key)) {
    const near = segmentsNear(area, place, NEAR_M);
    places.set(key, near.find((segment) => area.segments[segment]?.name) ?? near[0]);
  }
  return places.get(key);
}

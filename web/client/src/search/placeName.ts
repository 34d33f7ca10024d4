/** Places by the name of the street they are at. */
import type { Point } from '../contract/state';
import type { Messages } from '../i18n/messages';
import type { Area } from './area';
import { segmentsNear } from './geometry';
import { streetName } from './names';

/** A place is told by the name of the street this near. */
const NEAR_M = 80;

/** The street at a place, one with a name first; empty where there is none near. */
export function placeName(area: Area, place: Point, t: Messages): string {
  const near = segmentsNear(area, place, NEAR_M);
  const named = near.find((segment) => area.segments[segment]?.name) ?? near[0];
  return named === undefined ? '' : streetName(area, named, t);
}

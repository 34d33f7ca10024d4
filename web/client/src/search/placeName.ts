/** Places by the name of the street they are at. */
import type { Point } from '../contract/state';
import type { Messages } from '../i18n/messages';
import type { Area } from './area';
import { segmentsNear } from './geometry';
import { streetName } from './names';

/** A place is told by the name of the street this near. */
const NEAR_M = 80;
/** This near to a street a place is on it; with two of them it is their corner. */
const ON_M = 12;

/** Lists name the same places again and again, and each looks at all streets of a city. */
const known = new WeakMap<Area, Map<string, readonly number[]>>();

/** The street at a place, one with a name first; empty where there is none near. */
export function placeName(area: Area, place: Point, t: Messages): string {
  const near = within(area, place, NEAR_M);
  const segment = near.find((one) => area.segments[one]?.name) ?? near[0];
  return segment === undefined ? '' : streetName(area, segment, t);
}

/** Where exactly somebody has to go or was: on a street, at the corner of two, or near one. */
export function exactPlace(area: Area, place: Point, t: Messages): string {
  const on = within(area, place, ON_M);
  const [first, second] = namesOf(area, on);
  if (first) return second ? t.street.corner(first, second) : first;
  const [near] = namesOf(area, within(area, place, NEAR_M));
  if (near) return t.street.near(near);
  return on[0] === undefined ? t.street.off : streetName(area, on[0], t);
}

/** The names of streets, each once. */
export function namesOf(area: Area | null, segments: readonly number[]): string[] {
  return [...new Set(segments.map((segment) => area?.segments[segment]?.name ?? '').filter(Boolean))];
}

function within(area: Area, place: Point, metres: number): readonly number[] {
  const places = known.get(area) ?? new Map<string, readonly number[]>();
  known.set(area, places);
  const key = `${place.lon} ${place.lat} ${metres}`;
  const found = places.get(key) ?? segmentsNear(area, place, metres);
  places.set(key, found);
  return found;
}

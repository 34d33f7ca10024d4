/** Which streets a team may use in its mode of travel. */
import type { SegmentProperties } from '../contract/area';
import type { Mode } from '../contract/state';

/** Too narrow for a car, or closed to it. */
const NOT_FOR_CARS = new Set(['footway', 'path', 'cycleway', 'crossing', 'corridor', 'pedestrian']);

/** Stairs are for those on foot; a bicycle can be pushed along a footway, a car stays on the roads. */
export function isOpenTo(mode: Mode, { kind, steps }: Pick<SegmentProperties, 'kind' | 'steps'>): boolean {
  if (mode === 'foot') return true;
  return !steps && kind !== 'steps' && (mode === 'bicycle' || !NOT_FOR_CARS.has(kind));
}

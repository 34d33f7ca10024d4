/** Which streets a team may use in its mode of travel. */
import type { SegmentProperties } from '../contract/area';
import { CLOSED_KINDS } from '../contract/server';
import type { Mode } from '../contract/state';

/** The service plans teams by the same table. Stairs are for those on foot. */
export function isOpenTo(mode: Mode, { kind, steps }: Pick<SegmentProperties, 'kind' | 'steps'>): boolean {
  const closed = CLOSED_KINDS[mode] ?? [];
  return !closed.length || (!steps && !closed.includes(kind));
}

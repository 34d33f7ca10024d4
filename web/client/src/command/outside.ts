/** Asking outside the area: whom, and how sure that answer is. Pure. */
import type { OutsideCheck } from '../contract/state';

export const OUTSIDE_KINDS = ['hospital', 'bus', 'taxi', 'station', 'police', 'other'] as const;
export type OutsideKind = (typeof OUTSIDE_KINDS)[number];

/** Were he outside the area, would they have noticed? The probability of each answer in words. */
export const NOTICED = { likely: 0.75, even: 0.5, perhaps: 0.25, hardly: 0.1 } as const;
export type Noticed = keyof typeof NOTICED;

/** The words nearest to a probability. */
export function noticedOf(pod: number): Noticed {
  const all = Object.keys(NOTICED) as Noticed[];
  return all.reduce((best, one) => (Math.abs(NOTICED[one] - pod) < Math.abs(NOTICED[best] - pod) ? one : best));
}

/** Checks in force, the newest first. */
export const inForce = (checks: readonly OutsideCheck[]) => checks.filter((check) => !check.withdrawn).toReversed();

/** Kinds that nobody has asked yet; "other" is never owed. */
export function notAsked(checks: readonly OutsideCheck[]): OutsideKind[] {
  const asked = new Set(inForce(checks).map((check) => check.kind));
  return OUTSIDE_KINDS.filter((kind) => kind !== 'other' && !asked.has(kind));
}

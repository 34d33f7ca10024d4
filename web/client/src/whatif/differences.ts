/** How much earlier or later the known facts pointed at the place. */
import type { PlacePoint, WhatIf } from '../contract/whatIf';

export interface Difference {
  best: number;
  recorded: string | null;
  altered: string | null;
  /** Milliseconds that the altered search was earlier; null where one of them never was. */
  earlier: number | null;
}

/** The probability of the place at a moment: that of the last point before it, if there is one. */
export function probabilityAt(points: readonly PlacePoint[], moment: number): number | null {
  return points.findLast(({ at }) => Date.parse(at) <= moment)?.probability ?? points[0]?.probability ?? null;
}

export function differences({ recorded, altered }: Pick<WhatIf, 'recorded' | 'altered'>): Difference[] {
  return recorded.pointed.map(({ best, first }, i) => {
    const other = altered.pointed[i]?.first ?? null;
    return {
      best,
      recorded: first?.at ?? null,
      altered: other?.at ?? null,
      earlier: first && other ? Date.parse(first.at) - Date.parse(other.at) : null,
    };
  });
}

/** How much earlier or later the known facts pointed at the place. */
import type { WhatIf } from '../contract/whatIf';

export interface Difference {
  best: number;
  recorded: string | null;
  altered: string | null;
  /** Milliseconds that the altered search was earlier; null where one of them never was. */
  earlier: number | null;
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

/** Which line of a list the arrow keys have reached. */

/** The line after a key; -1 is none, and the ends meet. Null for a key that moves nothing. */
export function moved(key: string, active: number, count: number): number | null {
  if (!count) return null;
  if (key === 'ArrowDown') return active + 1 >= count ? 0 : active + 1;
  if (key === 'ArrowUp') return active <= 0 ? count - 1 : active - 1;
  if (key === 'Escape') return -1;
  return null;
}

/** What Enter takes: the line reached, else the best one. */
export const taken = <T>(list: readonly T[], active: number): T | undefined => list[Math.max(0, active)];

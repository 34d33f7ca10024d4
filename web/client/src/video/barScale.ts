/** Which stretch of time the bar of a camera shows, and where a moment lies on it. Unix milliseconds. */
const MINUTE = 60_000;
/** More than this at once and a window is too thin to see: then only the hours around it. */
const LONGEST = 150 * MINUTE;
const SHORTEST = 30 * MINUTE;

export interface BarScale {
  start: number;
  end: number;
  ticks: number[];
}

export function barScale(known: number | null, chosen: { from: number; until: number } | null, now: number): BarScale {
  const first = Math.min(known ?? Infinity, chosen?.from ?? Infinity) - 5 * MINUTE;
  // By half minutes: the bar must not tremble under a moving clock.
  const last = Math.max(Math.ceil(now / (MINUTE / 2)) * (MINUTE / 2), first + SHORTEST);
  let start = first;
  if (chosen && last - first > LONGEST) {
    start = Math.max(first, Math.min((chosen.from + chosen.until) / 2 - LONGEST / 2, last - LONGEST));
  }
  const end = Math.min(last, start + LONGEST);
  const step = end - start > 80 * MINUTE ? 30 * MINUTE : end - start > 40 * MINUTE ? 15 * MINUTE : 10 * MINUTE;
  const ticks = [];
  for (let at = Math.ceil(start / step) * step; at <= end; at += step) ticks.push(at);
  return { start, end, ticks };
}

/** What a press on the bar begins: an end of the window to move, or another window. */
export type Grip = 'from' | 'until' | 'new';

/** `near` is how far from an end a finger or mouse still means it. */
export function gripAt(moment: number, chosen: { from: number; until: number } | null, near: number): Grip {
  if (!chosen) return 'new';
  const [toFrom, toUntil] = [Math.abs(moment - chosen.from), Math.abs(moment - chosen.until)];
  if (Math.min(toFrom, toUntil) > near) return 'new';
  return toFrom < toUntil ? 'from' : 'until';
}

/** The window after a drag from one moment to another, by whole minutes. */
export function draggedTo(
  grip: Grip,
  begun: number,
  moment: number,
  chosen: { from: number; until: number },
): { from: number; until: number } {
  const [a, b] = [begun, moment].map((at) => Math.round(at / MINUTE) * MINUTE) as [number, number];
  if (grip === 'from') return { from: Math.min(b, chosen.until - MINUTE), until: chosen.until };
  if (grip === 'until') return { from: chosen.from, until: Math.max(b, chosen.from + MINUTE) };
  return { from: Math.min(a, b), until: Math.max(a, b) };
}

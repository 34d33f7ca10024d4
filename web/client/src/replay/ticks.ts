/** Ticks of the time line: a shape and a row for each kind of event, so that none needs its colour. */
import type { EventKind } from '../search/story';

export const KINDS: readonly EventKind[] = [
  'sighting',
  'camera',
  'team',
  'outside',
  'note',
  'duty',
  'incident',
  'find',
];
export const ROW_H = 11;
/** Rare kinds share the top row. */
const ROWS: Record<EventKind, number> = {
  find: 0,
  sighting: 0,
  incident: 1,
  outside: 1,
  note: 1,
  duty: 1,
  camera: 2,
  team: 3,
};
export const ROWS_H = 4 * ROW_H + 2;

/** The shape of a kind around a point, as a path: diamond, square, triangle, bar, circle, dash, flag. */
export function shape(kind: EventKind, x: number, y: number): string {
  const at = (dx: number, dy: number) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  switch (kind) {
    case 'sighting':
      return `M${at(0, -5)}L${at(5, 0)}L${at(0, 5)}L${at(-5, 0)}Z`;
    case 'camera':
      return `M${at(-3, -3)}h6v6h-6Z`;
    case 'team':
      return `M${at(0, -3.5)}L${at(3.5, 3)}L${at(-3.5, 3)}Z`;
    case 'incident':
      return `M${at(-1, -4.5)}h2v9h-2Z`;
    case 'outside':
      return `M${at(-3.5, 0)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z`;
    case 'note':
      return `M${at(-4, -1)}h8v2h-8Z`;
    case 'duty':
      return `M${at(-3.5, -3)}h7L${at(0, 3.5)}Z`;
    case 'find':
      return `M${at(-1, 6)}v-12l10 4l-8 4v4Z`;
  }
}

export const rowOf = (kind: EventKind) => ROWS[kind] * ROW_H + ROW_H / 2 + 1;

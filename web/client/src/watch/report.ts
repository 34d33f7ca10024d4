/** What a watcher reports, and how a later report corrects it. Pure. */
import type { Point } from '../contract/state';
import type { Messages } from '../i18n/messages';

export interface Report {
  place: Point;
  /** When he was seen. */
  at: string;
  /** The watcher's own words. */
  note: string;
  photo: Blob | null;
}

/** The service takes no longer notes. */
const MOST_LETTERS = 2000;

/** The body of `POST .../watcher-reports`; `correcting` names the earlier report of the same watcher. */
export function bodyOf({ place, at, note }: Report, correcting = ''): Record<string, unknown> {
  const text = [correcting, note.trim()].filter(Boolean).join(' ').slice(0, MOST_LETTERS);
  return { lon: place.lon, lat: place.lat, at, ...(text ? { note: text } : {}) };
}

/** Names a report for the officers who read the next one. */
export const corrects = (where: string, time: string, t: Messages): string => t.watch.corrects([time, where].filter(Boolean).join(', '));

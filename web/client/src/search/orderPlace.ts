/** Where an order sends a team and what it shall search there, in the same words on every screen. */
import type { Point } from '../contract/state';
import type { Messages } from '../i18n/messages';
import type { Area } from './area';
import { mainStreet } from './names';
import { exactPlace, namesOf } from './placeName';

/** An order, or advice to give one. */
interface Sent {
  target: Point | null;
  segments: readonly number[];
}

const MOST_NAMES = 3;

/** Where the flag stands; without one, the street that most of the order lies on. */
export function orderPlace(area: Area | null, { target, segments }: Sent, t: Messages): string {
  return target && area ? exactPlace(area, target, t) : mainStreet(area, segments, t);
}

/** The streets to search, in the order in which they are met; empty where the place says it all. */
export function orderStreets(area: Area | null, sent: Sent, t: Messages): string {
  const names = namesOf(area, sent.segments);
  return names.length === 1 && names[0] === orderPlace(area, sent, t) ? '' : streetList(area, sent.segments, t);
}

/** The first names of streets, and how many more there are; empty where none has a name. */
export function streetList(area: Area | null, segments: readonly number[], t: Messages): string {
  const names = namesOf(area, segments);
  if (!names.length) return '';
  const more = names.length - MOST_NAMES;
  return more > 0 ? t.street.andMore(t.listed(names.slice(0, MOST_NAMES)), more) : t.listed(names);
}

/** A link to a moment of a replay: what the address says of it. */
import type { Mode } from './frames';

export type View = Mode | 'both';
export type Followed = { kind: 'team' | 'camera' | 'street'; id: string } | null;

export interface Place {
  /** Milliseconds; null: the end. */
  at: number | null;
  /** Of several events at one moment the one that is meant. */
  version: number | null;
  view: View;
  speed: number;
  followed: Followed;
}

export const SPEEDS = [1, 10, 30, 60, 120, 300, 600];
export const USUAL_SPEED = 60;
const VIEWS: readonly View[] = ['known', 'was', 'both'];
const KINDS = ['team', 'camera', 'street'] as const;

/** What is wrong or missing in an address is as usual. */
export function placeOf(search: string): Place {
  const given = new URLSearchParams(search);
  const at = Date.parse(given.get('at') ?? '');
  const version = Number(given.get('version') ?? NaN);
  const view = VIEWS.find((each) => each === given.get('view')) ?? 'known';
  const speed = SPEEDS.find((each) => each === Number(given.get('speed'))) ?? USUAL_SPEED;
  const [kind, ...rest] = (given.get('follow') ?? '').split(':');
  const known = KINDS.find((each) => each === kind);
  const id = rest.join(':');
  return {
    at: Number.isNaN(at) ? null : at,
    version: Number.isInteger(version) && version > 0 ? version : null,
    view,
    speed,
    followed: known && id ? { kind: known, id } : null,
  };
}

export function linkOf(place: Place): string {
  const told = new URLSearchParams();
  if (place.at !== null) told.set('at', new Date(place.at).toISOString());
  if (place.version !== null) told.set('version', String(place.version));
  if (place.view !== 'known') told.set('view', place.view);
  if (place.speed !== USUAL_SPEED) told.set('speed', String(place.speed));
  if (place.followed) told.set('follow', `${place.followed.kind}:${place.followed.id}`);
  const text = told.toString();
  return text ? `?${text}` : '';
}

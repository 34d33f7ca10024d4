/** What of the time line is wanted. Pure. */
import { kindOf, type Entry, type EventKind } from './story';

export const FILTERS = ['all', 'camera', 'sighting', 'team', 'note', 'outside', 'duty'] as const;
export type Filter = (typeof FILTERS)[number];

const KINDS: Record<Exclude<Filter, 'all'>, readonly EventKind[]> = {
  camera: ['camera'],
  sighting: ['sighting', 'find'],
  team: ['team'],
  note: ['note'],
  outside: ['outside'],
  duty: ['duty'],
};

/** Entries of the kind wanted; evidence that sent a team somewhere is of the teams too. */
export function filtered(entries: readonly Entry[], filter: Filter): readonly Entry[] {
  if (filter === 'all') return entries;
  const kinds = KINDS[filter];
  return entries.filter(
    ({ event, chains }) => kinds.includes(kindOf(event)) || (filter === 'team' && chains.length > 0),
  );
}

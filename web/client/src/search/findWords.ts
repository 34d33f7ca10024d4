/** A find in words: when, where, how he is, and who found him. Empty texts where it is not known. */
import type { SearchState } from '../contract/state';
import type { Messages } from '../i18n/messages';
import type { Area } from './area';
import { actorWords, teamName, type Seen } from './names';
import { placeName } from './placeName';

export interface FindWords {
  at: string;
  place: string;
  condition: string;
  by: string;
}

export function findWords(seen: Seen, area: Area | null, t: Messages): FindWords | null {
  const find = seen.state?.find;
  if (!find) return null;
  const told = seen.events.findLast((event) => event.topic === 'subject.found');
  return {
    at: find.at,
    // Watchers are not told where.
    place: area && typeof find.lon === 'number' ? placeName(area, find, t) : '',
    condition: (t.team.conditions as Partial<Record<string, string>>)[find.condition ?? ''] ?? '',
    by: teamName(seen.state, find.team_id) || (told?.actor_name ? actorWords(told.actor, seen, t) : ''),
  };
}

/** How a closed search ended, empty while it is not. */
export function outcomeWords(state: SearchState | null, t: Messages): string {
  const outcome = state?.outcome ?? '';
  return (t.command.outcomes as Partial<Record<string, string>>)[outcome] ?? outcome;
}

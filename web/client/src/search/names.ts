/** Names people read instead of ids. */
import type { SearchEvent } from '../contract/events';
import type { Messages } from '../i18n/messages';
import type { SearchState } from '../contract/state';
import type { Area } from './area';

export function teamName(state: SearchState | null, teamId: string | null | undefined): string {
  const index = state?.teams.findIndex((team) => team.team_id === teamId) ?? -1;
  return state?.teams[index]?.name || (index >= 0 ? `#${index + 1}` : '');
}

/** A team's number on the map: its place in the order of deployment, from 1. */
export function teamNumber(state: SearchState, teamId: string): number {
  return state.teams.findIndex((team) => team.team_id === teamId) + 1;
}

export function cameraName(area: Area | null, cameraId: string | null | undefined): string {
  if (!cameraId) return '';
  const name = area?.cameraOf.get(cameraId)?.name;
  return name && name !== cameraId ? `${cameraId} ${name}` : cameraId;
}

export function streetName(area: Area | null, segment: number | undefined, t: Messages): string {
  const properties = segment === undefined ? undefined : area?.segments[segment];
  return properties?.name || (properties?.steps ? t.street.stairs : t.street.unnamed);
}

export function reasonWords(reason: string, t: Messages): string {
  return (t.reason as Record<string, string>)[reason] ?? t.reason.unknown;
}

/** The street named most among the segments. */
export function mainStreet(area: Area | null, segments: readonly number[], t: Messages): string {
  const counts = new Map<string, number>();
  for (const segment of segments) {
    const name = area?.segments[segment]?.name;
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  return best?.[0] ?? streetName(area, segments[0], t);
}

/** What a page has seen of who did what. */
export interface Seen {
  state: SearchState | null;
  events: readonly SearchEvent[];
  accountId: string;
}

/** Who did something: oneself, a street team by its name, others by theirs, else an officer. */
export function actorWords(actor: string, { state, events, accountId }: Seen, t: Messages): string {
  if (actor === accountId) return t.you;
  const told = events.findLast((event) => event.actor === actor && (event.actor_name || event.actor_team));
  return teamName(state, told?.actor_team) || told?.actor_name || t.officer;
}

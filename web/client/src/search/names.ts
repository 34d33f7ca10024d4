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

/** Who did something: oneself, by name where the events tell it, else an officer. */
export function actorWords(actor: string, events: readonly SearchEvent[], own: string, t: Messages): string {
  if (actor === own) return t.you;
  return events.findLast((event) => event.actor === actor && event.actor_name)?.actor_name ?? t.officer;
}

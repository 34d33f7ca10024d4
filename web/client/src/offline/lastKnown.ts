/**
 * What the street page knew last, kept on the phone so that it opens without a net. Personal data
 * and free text stay out: a lost phone must not tell whom the search is for.
 */
import type { SearchState } from '../contract/state';
import type { ClockReading } from '../time/clock';

const PREFIX = 'last-known:';

export interface LastKnown {
  state: SearchState;
  teamId: string | null;
  /** Without it an exercise would go on by the device's own time. */
  clock: ClockReading;
}

/** The state without anything a person typed about a person. */
export function withoutPersonal(state: SearchState): SearchState {
  return {
    ...state,
    subject: state.subject && { ...state.subject, description: null, photo_id: null },
    familiar_places: [],
    notes: [],
    sightings: state.sightings.map((sighting) => ({ ...sighting, note: null, photo_id: null })),
    redirects: state.redirects.map((redirect) => ({
      ...redirect,
      // Words of the service come per language; a string was typed.
      reason: typeof redirect.reason === 'string' ? null : redirect.reason,
      replies: redirect.replies.map((reply) => ({ ...reply, reason: null })),
    })),
  };
}

export function keepLastKnown(searchId: string, known: LastKnown): void {
  const text = JSON.stringify({ ...known, state: withoutPersonal(known.state) });
  try {
    localStorage.setItem(PREFIX + searchId, text);
  } catch {
    // A full or forbidden store only means that the page needs a net to open.
  }
}

export function lastKnown(searchId: string): LastKnown | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + searchId) ?? 'null') as LastKnown | null;
  } catch {
    return null;
  }
}

/** The searches that this phone can show without a net. */
export function keptSearches(): string[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length));
}

export function forgetLastKnown(searchId: string): void {
  localStorage.removeItem(PREFIX + searchId);
}

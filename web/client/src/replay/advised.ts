/** What was advised at a moment, and what was then done about it. */
import type { Advice, RedirectAdvice, Review } from '../contract/messages';
import type { EventOf, SearchEvent } from '../contract/events';

export interface Deed {
  what: 'cleared' | 'sighting' | 'watched';
  at: string;
}

/** Long enough for an officer to come to it. */
const WITHIN_MS = 45 * 60_000;

/** Whether what was advised may still be done: a search that runs has not come so far. */
export function mayYet(advisedAt: number, end: number, running: boolean): boolean {
  return running && end - advisedAt < WITHIN_MS;
}

/** What was made of an advised window afterwards; a result counts more than having begun. */
export function reviewDone(review: Review, advisedAt: number, events: readonly SearchEvent[]): Deed | null {
  let begun: Deed | null = null;
  for (const event of events) {
    const late = Date.parse(event.recorded_at) - advisedAt;
    if (late <= 0) continue;
    if (late > WITHIN_MS) break;
    if (event.topic === 'sighting.reported' && event.data.camera_id === review.camera_id) {
      return { what: 'sighting', at: event.recorded_at };
    }
    if (event.topic !== 'camera_zone.cleared' && event.topic !== 'camera_zone.claimed') continue;
    const { camera_id, from, until } = event.data;
    if (camera_id !== review.camera_id) continue;
    if (Date.parse(from) >= Date.parse(review.until) || Date.parse(until) <= Date.parse(review.from)) continue;
    if (event.topic === 'camera_zone.cleared') return { what: 'cleared', at: event.recorded_at };
    begun ??= { what: 'watched', at: event.recorded_at };
  }
  return begun;
}

export interface Sent {
  event: EventOf<'street_team.redirected'>;
  /** Whether it was sent to some of the advised streets. */
  followed: boolean;
}

/** Where a team was really sent next; null when it kept what it was doing. */
export function redirectDone(advice: RedirectAdvice, advisedAt: number, events: readonly SearchEvent[]): Sent | null {
  const advised = new Set(advice.segments);
  for (const event of events) {
    const late = Date.parse(event.recorded_at) - advisedAt;
    if (late <= 0) continue;
    if (late > WITHIN_MS) return null;
    if (event.topic !== 'street_team.redirected' || event.data.team_id !== advice.team_id) continue;
    return { event, followed: event.data.segments.some((segment) => advised.has(segment)) };
  }
  return null;
}

export type AdviceThen = Pick<Advice, 'version' | 'at' | 'reviews' | 'redirects'>;

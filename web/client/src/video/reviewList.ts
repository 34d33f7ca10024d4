/**
 * What to review next, as one officer sees it: what is done meanwhile goes at once, and the marked
 * window stays the marked one, so that Enter never does what he has not read. Pure.
 */
import type { SearchEvent } from '../contract/events';
import type { Advice, Review } from '../contract/messages';

export interface Marked {
  review: Review;
  /** Its line. */
  index: number;
}

export interface Listed {
  reviews: readonly Review[];
  /** The line of the marked window. */
  index: number;
  /** The marked window is not advised any more; it stays until somebody acts or moves on. */
  kept: boolean;
}

interface Span {
  cameraId: string;
  from: number;
  until: number;
}

const MINUTE = 60_000;

/** What the advice wants that has not been done since it was worked out. */
export function stillOpen(advice: Advice | null, events: readonly SearchEvent[]): Review[] {
  if (!advice) return [];
  const done = doneSince(advice.version, events);
  return advice.reviews.flatMap((review) => without(review, done));
}

/** The list with the marked window in it, whatever is advised. */
export function withMarked(advised: readonly Review[], marked: Marked | null): Listed {
  const index = marked ? lineOf(advised, marked.review) : 0;
  if (!marked || index >= 0) return { reviews: advised, index, kept: false };
  const line = Math.min(marked.index, advised.length);
  return { reviews: advised.toSpliced(line, 0, marked.review), index: line, kept: true };
}

/** The line of a window, also where its ends have moved; -1 where it is not in the list. */
export function lineOf(reviews: readonly Review[], wanted: Review): number {
  const same = reviews.findIndex((one) => one.camera_id === wanted.camera_id && one.from === wanted.from);
  return same >= 0 ? same : reviews.findIndex((one) => overlap(spanOf(one), spanOf(wanted)));
}

const spanOf = (of: { camera_id: string; from: string; until: string | null }): Span => ({
  cameraId: of.camera_id,
  from: Date.parse(of.from),
  until: of.until === null ? Infinity : Date.parse(of.until),
});

const overlap = (a: Span, b: Span) => a.cameraId === b.cameraId && a.from < b.until && b.from < a.until;

function doneSince(version: number, events: readonly SearchEvent[]): Span[] {
  const done = new Map<string, Span>();
  for (const event of events) {
    if (event.version <= version) continue;
    if (event.topic === 'camera_zone.cleared') done.set(event.data.clearance_id, spanOf(event.data));
    else if (event.topic === 'camera_zone.out_of_service') done.set(event.data.outage_id, spanOf(event.data));
    else if (event.topic === 'camera_zone.clearance_withdrawn') done.delete(event.data.clearance_id);
    else if (event.topic === 'camera_zone.outage_withdrawn') done.delete(event.data.outage_id);
  }
  return [...done.values()].sort((a, b) => a.from - b.from);
}

/** What is left of a window: cut at its ends, or nothing where less than a minute is. */
function without(review: Review, done: readonly Span[]): Review[] {
  const { cameraId, from, until } = spanOf(review);
  const left = { from, until };
  for (const span of done) {
    if (!overlap({ cameraId, ...left }, span)) continue;
    if (span.from <= left.from) left.from = Math.min(span.until, left.until);
    else if (span.until >= left.until) left.until = span.from;
  }
  if (left.from === from && left.until === until) return [review];
  if (left.until - left.from < MINUTE) return [];
  return [{ ...review, from: new Date(left.from).toISOString(), until: new Date(left.until).toISOString() }];
}

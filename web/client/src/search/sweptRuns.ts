/** A track is recorded street by street; told, it is one search of streets. */
import type { SearchEvent } from '../contract/events';

/** The events, with sweeps of one team that were recorded one right after the other as one. */
export function sweepsJoined(events: readonly SearchEvent[]): SearchEvent[] {
  const joined: SearchEvent[] = [];
  for (const event of events) {
    const before = joined.at(-1);
    if (
      event.topic === 'streets.swept' &&
      before?.topic === 'streets.swept' &&
      before.version + 1 === event.version &&
      before.data.team_id === event.data.team_id &&
      before.actor === event.actor
    ) {
      const segments = [...new Set([...before.data.segments, ...event.data.segments])];
      joined[joined.length - 1] = { ...event, data: { ...event.data, from: before.data.from, segments } };
    } else joined.push(event);
  }
  return joined;
}

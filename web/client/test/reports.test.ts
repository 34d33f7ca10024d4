import { describe, expect, it } from 'vitest';
import type { WatcherReport } from '../src/contract/watcherReport';
import { withReports } from '../src/search/reports';

const report = (number: number, state: WatcherReport['state'] = 'waiting'): WatcherReport => ({
  report_id: `r${number}`,
  number,
  lon: 8.7,
  lat: 49.4,
  at: '2026-03-01T01:00:00Z',
  received_at: '2026-03-01T01:01:00Z',
  late: false,
  actor: 'a',
  actor_name: 'south gate',
  note: null,
  photo_id: null,
  state,
  sighting_id: null,
});

describe('reports of a desk', () => {
  it('are listed newest first, also when older ones are read later', () => {
    const told = withReports([report(5), report(4)], [report(6)]);
    expect(withReports(told, [report(2), report(3)]).map(({ number }) => number)).toEqual([6, 5, 4, 3, 2]);
  });

  it('are replaced by what is told of them later', () => {
    const known = [report(2), report(1)];
    const told = withReports(known, [report(1, 'set_aside')]);
    expect(told.map(({ state }) => state)).toEqual(['waiting', 'set_aside']);
    expect(known.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });
});

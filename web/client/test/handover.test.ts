import { describe, expect, it } from 'vitest';
import type { NetworkGeo } from '../src/contract/area';
import { likeliestPlaces } from '../src/handover/likeliest';
import { coveredBy } from '../src/handover/standing';
import { codeOfPoa } from '../src/net/frame';
import { areaOf } from '../src/search/area';
import { recordingsOf } from '../src/search/askedRecordings';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { clearance, event } from './events';

/** Streets of 50 m: three close together, one a kilometre away. */
const STREETS: [name: string, metresEast: number][] = [
  ['Mill Lane', 0],
  ['Mill Lane', 60],
  ['', 120],
  ['Far Road', 1000],
];
const east = (metres: number) => 8.7 + metres / 111_195;
const network: NetworkGeo = {
  type: 'FeatureCollection',
  features: STREETS.map(([name, metres], segment_id) => ({
    type: 'Feature' as const,
    geometry: { type: 'LineString' as const, coordinates: [[east(metres), 0], [east(metres + 50), 0]] },
    properties: { segment_id, name, kind: '', factor: 1, reason: '', steps: false, dead_end: false, length_m: 50, beat: segment_id < 3 ? 'Old town' : '' },
  })),
};
const area = areaOf('town', network, { type: 'FeatureCollection', features: [] });
const codes = Uint8Array.from([0.2, 0.1, 0.1, 0.05].map(codeOfPoa));
const swept = (version: number, id: string, segments: number[]) =>
  event(version, 'streets.swept', {
    sweep_id: id,
    team_id: 't',
    segments,
    from: '',
    until: '',
    pod: 0.5,
    derived_from: 'taps',
  });

describe('where he can be', () => {
  it('adds up streets of one patch, names it by its streets, and says how much of it was searched', () => {
    const { sweeps } = reduceAll(emptyState('s'), [
      swept(1, 'a', [1]),
      swept(2, 'b', [0]),
      event(3, 'streets.sweep_withdrawn', { sweep_id: 'b' }),
    ]);
    const [first, second, ...rest] = likeliestPlaces(area, codes, sweeps, 5);
    expect(rest).toEqual([]);
    expect(first?.poa).toBeCloseTo(0.4, 2);
    expect([first?.streets, first?.beat]).toEqual([['Mill Lane'], 'Old town']);
    expect(first?.searched).toBeCloseTo(0.25, 2);
    expect([second?.streets, second?.searched]).toEqual([['Far Road'], 0]);
  });

  it('lists no more than wanted, and no place that is out of the question', () => {
    expect(likeliestPlaces(area, codes, [], 1)).toHaveLength(1);
    expect(likeliestPlaces(area, new Uint8Array(4), [], 5)).toEqual([]);
  });
});

describe('what was checked', () => {
  it('counts what is in force, streets once', () => {
    const state = reduceAll(emptyState('s'), [
      event(1, 'camera_zone.cleared', clearance('a', 'C1')),
      event(2, 'camera_zone.cleared', clearance('b', 'C2')),
      event(3, 'camera_zone.clearance_withdrawn', { clearance_id: 'b', camera_id: 'C2' }),
      swept(4, 'x', [0, 1]),
      swept(5, 'y', [1]),
    ]);
    expect(coveredBy(state, area)).toEqual({ camerasReviewed: 1, cameras: 0, sweptMetres: 100, metres: 200 });
  });

  it('puts the recording that is not here and soonest overwritten first', () => {
    const asked = (version: number, id: string, end: string | null) =>
      event(version, 'camera_zone.recording_requested', { request_id: id, camera_id: id, minutes: 5, overwritten_at: end });
    const state = reduceAll(emptyState('s'), [
      asked(1, 'never', null),
      asked(2, 'here', '2026-03-01T02:00:00Z'),
      asked(3, 'late', '2026-03-02T00:00:00Z'),
      asked(4, 'soon', '2026-03-01T05:00:00Z'),
      event(5, 'camera_zone.recording_available', { request_id: 'here', camera_id: 'here' }),
    ]);
    expect(recordingsOf(state).map(({ cameraId }) => cameraId)).toEqual(['soon', 'late', 'never', 'here']);
  });
});

import { describe, expect, it } from 'vitest';
import { cameraStates, coverage } from '../src/search/cameraState';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { clearance, event } from './events';

const now = new Date('2026-03-01T02:00:00Z');
const review = (from: string, until: string) => ({
  camera_id: 'C17',
  from,
  until,
  gain_bits: 1,
  minutes: 1,
  reason: '',
});

describe('camera state', () => {
  const state = reduceAll(emptyState('s'), [event(1, 'camera_zone.cleared', clearance('a'))]);

  it('reviewed and not wanted again is done', () => {
    expect(cameraStates(state, [], now, 'me').get('C17')).toBe('cleared');
  });

  it('reviewed while another window is wanted is half', () => {
    const wanted = [review('2026-03-01T01:30:00Z', '2026-03-01T01:50:00Z')];
    expect(cameraStates(state, wanted, now, 'me').get('C17')).toBe('part');
  });

  it('a colleague`s lease shows until it runs out, my own does not', () => {
    const claimed = reduceAll(state, [
      event(2, 'camera_zone.claimed', {
        claim_id: 'k',
        camera_id: 'C17',
        from: '2026-03-01T01:10:00Z',
        until: '2026-03-01T01:35:00Z',
        expires_at: '2026-03-01T02:05:00Z',
      }),
    ]);
    expect(cameraStates(claimed, [], now, 'me').get('C17')).toBe('claimed');
    expect(cameraStates(claimed, [], now, 'officer').get('C17')).toBe('cleared');
    expect(cameraStates(claimed, [], new Date('2026-03-01T02:06:00Z'), 'me').get('C17')).toBe('cleared');
  });

  it('counts overlapping windows once', () => {
    const wanted = { from: 0, until: 100 };
    expect(coverage([{ from: 0, until: 60 }, { from: 40, until: 80 }], wanted)).toBeCloseTo(0.8);
    expect(coverage([], wanted)).toBe(0);
  });
});

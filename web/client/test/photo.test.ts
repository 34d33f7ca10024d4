import { describe, expect, it } from 'vitest';
import { fitted, MOST_BYTES, shrunk } from '../src/photo/shrink';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { withoutPersonal } from '../src/offline/lastKnown';
import { event } from './events';

describe('a photo', () => {
  it.each([
    [4000, 3000, 1600, 1200],
    [3000, 4000, 1200, 1600],
    [640, 480, 640, 480],
    [10_000, 1, 1600, 1],
  ])('of %i x %i goes out as %i x %i', (width, height, toWidth, toHeight) => {
    expect(fitted(width, height)).toEqual({ width: toWidth, height: toHeight });
  });

  it('that this device cannot read goes out as it is, unless the service would not take it', async () => {
    const unread = new Blob(['not for this device']);
    expect(await shrunk(unread)).toBe(unread);
    expect(await shrunk(new Blob([new Uint8Array(MOST_BYTES + 1)]))).toBeNull();
  });
});

describe('photos of a search', () => {
  const described = event(1, 'subject.described', { mobility: 'manual', since: null, factors: {} });
  const added = (version: number, photo_id: string) => event(version, 'subject.photo_added', { photo_id });

  it('show the newest one of the subject, and the one before when it is taken away', () => {
    const state = reduceAll(emptyState('s'), [described, added(2, 'a'), added(3, 'b')]);
    expect(state.subject?.photo_id).toBe('b');
    const back = reduceAll(state, [event(4, 'subject.photo_withdrawn', { photo_id: 'b', instead: 'a' })]);
    expect(back.subject?.photo_id).toBe('a');
    const again = event(5, 'subject.described', { mobility: 'pushed', since: null, factors: {} });
    expect(reduceAll(back, [again]).subject?.photo_id).toBe('a');
  });

  it('belong to their sighting', () => {
    const sighting = {
      sighting_id: 'x', lon: 8.7, lat: 49.4, at: '2026-03-01T01:00:00Z', radius_m: 30, minutes_doubt: 2,
      heading: null, source: 'watcher', camera_id: null, credibility: 0.3,
    };
    const state = reduceAll(emptyState('s'), [
      event(1, 'sighting.reported', sighting),
      event(2, 'sighting.reported', { ...sighting, sighting_id: 'y' }),
      event(3, 'sighting.photo_added', { sighting_id: 'y', photo_id: 'p' }),
    ]);
    expect(state.sightings.map((one) => one.photo_id)).toEqual([null, 'p']);
  });

  it('are not kept on the phone', () => {
    const state = reduceAll(emptyState('s'), [described, added(2, 'a')]);
    expect(withoutPersonal(state).subject?.photo_id).toBeNull();
  });
});

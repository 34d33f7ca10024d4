import { describe, expect, it } from 'vitest';
import type { SearchEvent } from '../src/contract/events';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { lastDeed } from '../src/video/lastDeed';
import { clearance, event } from './events';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 1, minute)).toISOString();
const opened = event(1, 'search.opened', { area: 'a', area_hash: 'h', model_version: '1', seed: 1 });
const live = (version: number, minute: number) =>
  event(version, 'camera_zone.cleared', {
    ...clearance(`c${version}`),
    playback_speed: 1,
    from: at(minute),
    until: at(minute + 1),
  });
const clock = (version: number, offset: number, actor = 'officer') =>
  event(version, 'camera_zone.clock_corrected', { camera_id: 'C17', offset_s: offset }, actor);
const out = (version: number) =>
  event(version, 'camera_zone.out_of_service', { outage_id: `o${version}`, camera_id: 'C17', from: at(0), until: at(9) });
const seen = (version: number) =>
  event(version, 'sighting.reported', {
    sighting_id: `s${version}`, lon: 8, lat: 49, at: at(3), radius_m: 20, minutes_doubt: 1, heading: 90,
    source: 'camera', camera_id: 'C17', credibility: 0.7,
  });

function last(...events: SearchEvent[]) {
  return lastDeed(reduceAll(emptyState('s'), events), events, 'officer', () => 12);
}

describe('what an officer did last', () => {
  it('is nothing before he did something, or when only colleagues did', () => {
    expect(last(opened)).toBeNull();
    expect(last(opened, event(2, 'camera_zone.cleared', clearance('a'), 'colleague'))).toBeNull();
  });

  it('is the newest of all kinds that still stands', () => {
    const cleared = event(2, 'camera_zone.cleared', clearance('a'));
    expect(last(opened, cleared)).toMatchObject({ kind: 'clearance', ids: ['a'] });
    expect(last(opened, cleared, out(3))).toMatchObject({ kind: 'outage', id: 'o3' });
    expect(last(opened, cleared, out(3), seen(4))).toMatchObject({ kind: 'sighting', id: 's4' });
    const back = event(5, 'sighting.assessed', { sighting_id: 's4', verdict: 'ruled_out' });
    const served = event(6, 'camera_zone.outage_withdrawn', { outage_id: 'o3', camera_id: 'C17' });
    expect(last(opened, cleared, out(3), seen(4), back)).toMatchObject({ kind: 'outage' });
    expect(last(opened, cleared, out(3), seen(4), back, served)).toMatchObject({ kind: 'clearance' });
  });

  it('watched live is all minutes without a gap, as it is told', () => {
    expect(last(opened, live(2, 0), live(3, 5), live(4, 6), live(5, 7))).toMatchObject({
      kind: 'clearance',
      ids: ['c3', 'c4', 'c5'],
      from: at(5),
      until: at(8),
    });
  });

  it('puts a clock back to where it was, first to the correction before, then to the area`s', () => {
    const corrected = [opened, clock(2, 90), clock(3, 95)];
    expect(last(...corrected)).toMatchObject({ kind: 'clock', before: 90 });
    expect(last(...corrected, clock(4, 90))).toMatchObject({ kind: 'clock', before: 12 });
    expect(last(...corrected, clock(4, 90), clock(5, 12))).toBeNull();
  });

  it('does not touch a clock that a colleague corrected since, or whose past is not known', () => {
    expect(last(opened, clock(2, 90), clock(3, 95, 'colleague'))).toBeNull();
    expect(last(clock(250, 90))).toBeNull();
  });
});

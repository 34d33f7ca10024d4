import { describe, expect, it } from 'vitest';
import type { SearchEvent } from '../src/contract/events';
import { entriesOf } from '../src/search/story';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { watchedOn } from '../src/search/watchedOn';
import { clearance, event, redirect } from './events';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 1, minute)).toISOString();
const minute = (version: number, from: number, changed: object = {}, actor = 'officer'): SearchEvent =>
  event(version, 'camera_zone.cleared', {
    ...clearance(`c${version}`),
    playback_speed: 1,
    from: at(from),
    until: at(from + 1),
    ...changed,
  }, actor);
const spans = (events: SearchEvent[]) =>
  entriesOf(events).map(({ event: { version, data } }) => [version, (data as { from: string }).from, (data as { until: string }).until]);

describe('minutes watched on and on', () => {
  it('are one line, as new as the newest of them', () => {
    expect(spans([minute(1, 0), minute(2, 1), minute(3, 2)])).toEqual([[3, at(0), at(3)]]);
  });

  it('are not mixed up between officers, cameras, gaps and recordings played fast', () => {
    const events = [
      minute(1, 0),
      minute(2, 1, {}, 'colleague'),
      minute(3, 1, { camera_id: 'C18' }),
      minute(4, 2),
      minute(5, 3, { playback_speed: 8 }),
    ];
    expect(spans(events)).toHaveLength(5);
  });

  it('keep the orders that they caused', () => {
    const entries = entriesOf([
      minute(1, 0),
      event(2, 'street_team.redirected', redirect('r', 't1', [1])),
      minute(3, 1),
    ]);
    expect(entries).toHaveLength(1);
    expect(entries[0]!.chains.map(({ redirectId }) => redirectId)).toEqual(['r']);
  });

  it('are one in the list of a camera, under the first', () => {
    const { clearances } = reduceAll(emptyState('s'), [minute(1, 0), minute(2, 1), minute(4, 5)]);
    expect(watchedOn(clearances).map(({ clearance_id, from, until }) => [clearance_id, from, until])).toEqual([
      ['c1', at(0), at(2)],
      ['c4', at(5), at(6)],
    ]);
  });
});

describe('the own claim', () => {
  it('ends with a clearance that overlaps it, as the service has it', () => {
    const claim = (version: number, id: string, from: number, until: number) =>
      event(version, 'camera_zone.claimed', {
        claim_id: id, camera_id: 'C17', from: at(from), until: at(until), expires_at: at(60),
      });
    const state = reduceAll(emptyState('s'), [claim(1, 'over', 0, 10), claim(2, 'after', 1, 10), minute(3, 0)]);
    expect(state.claims.map(({ claim_id }) => claim_id)).toEqual(['after']);
  });
});

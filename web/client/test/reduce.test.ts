import { describe, expect, it } from 'vitest';
import type { SearchEvent } from '../src/contract/events';
import { emptyState } from '../src/search/empty';
import { reduce, reduceAll } from '../src/search/reduce';
import { clearance, event, redirect, team } from './events';

const opened = event(1, 'search.opened', { area: 'district', area_hash: 'h', model_version: '1', seed: 1 });
const lkp = event(2, 'last_known_point.set', { lon: 8.7, lat: 49.4, at: '2026-03-01T01:00:00Z', radius_m: 30 });
const start = reduceAll(emptyState('s'), [opened, lkp]);

describe('reduce', () => {
  it('given an opened search, names its area and the last known point', () => {
    expect(start).toMatchObject({ version: 2, status: 'open', area: 'district', area_hash: 'h' });
    expect(start.last_known_point).toEqual({ lon: 8.7, lat: 49.4, at: '2026-03-01T01:00:00Z', radius_m: 30 });
  });

  it('given an event it already contains, changes nothing', () => {
    const cleared = reduce(start, event(3, 'camera_zone.cleared', clearance('a')));
    expect(reduce(cleared, event(3, 'camera_zone.cleared', clearance('a')))).toBe(cleared);
  });

  it('given a topic it does not know, only counts the version', () => {
    const unknown = { ...opened, version: 9, topic: 'weather.changed' } as unknown as SearchEvent;
    expect(reduce(start, unknown)).toEqual({ ...start, version: 9 });
  });

  it('never changes the state it was given', () => {
    const before = structuredClone(start);
    reduceAll(start, [
      event(3, 'camera_zone.cleared', clearance('a')),
      event(4, 'camera_zone.clearance_withdrawn', { clearance_id: 'a', camera_id: 'C17' }),
      event(5, 'street_team.deployed', team('t1')),
    ]);
    expect(start).toEqual(before);
  });

  it('given a withdrawal, keeps the clearance and marks it', () => {
    const state = reduceAll(start, [
      event(3, 'camera_zone.cleared', clearance('a')),
      event(4, 'camera_zone.cleared', clearance('b')),
      event(5, 'camera_zone.clearance_withdrawn', { clearance_id: 'a', camera_id: 'C17' }),
    ]);
    expect(state.clearances.map((c) => [c.clearance_id, c.withdrawn, c.version])).toEqual([
      ['a', true, 3],
      ['b', false, 4],
    ]);
  });

  it('given a claim and its release, is free again', () => {
    const claimed = reduce(
      start,
      event(3, 'camera_zone.claimed', {
        claim_id: 'k',
        camera_id: 'C17',
        from: '2026-03-01T01:10:00Z',
        until: '2026-03-01T01:35:00Z',
        expires_at: '2026-03-01T02:00:00Z',
      }),
    );
    expect(claimed.claims).toHaveLength(1);
    expect(reduce(claimed, event(4, 'camera_zone.released', { claim_id: 'k', camera_id: 'C17' })).claims).toEqual([]);
  });

  it('given a redirect and replies, follows its status and the team`s assignment', () => {
    const reply = (version: number, kind: 'wilco' | 'executing' | 'completed') =>
      event(version, 'redirect.replied', { redirect_id: 'r', team_id: 't1', reply: kind, on_behalf: false });
    const sent = reduceAll(start, [
      event(3, 'street_team.deployed', team('t1')),
      event(4, 'street_team.redirected', redirect('r')),
    ]);
    expect(sent.redirects[0]?.status).toBe('sent');
    expect(sent.teams[0]?.assignment).toBe('r');
    const going = reduceAll(sent, [reply(5, 'wilco'), reply(6, 'executing')]);
    expect(going.redirects[0]?.status).toBe('executing');
    expect(going.redirects[0]?.replies.map((r) => r.reply)).toEqual(['wilco', 'executing']);
    expect(reduce(going, reply(7, 'completed')).teams[0]?.assignment).toBeNull();
  });

  it('given a proposal that is released, turns it into an order, once', () => {
    const state = reduceAll(start, [
      event(3, 'street_team.deployed', team('t1')),
      event(4, 'redirect.proposed', redirect('r')),
      event(5, 'street_team.redirected', redirect('r')),
    ]);
    expect(state.redirects.map((r) => r.status)).toEqual(['sent']);
  });

  it('given a superseded order, leaves the newer assignment alone', () => {
    const state = reduceAll(start, [
      event(3, 'street_team.deployed', team('t1')),
      event(4, 'street_team.redirected', redirect('old')),
      event(5, 'street_team.redirected', { ...redirect('new'), replaces: 'old' }),
      event(6, 'redirect.superseded', { redirect_id: 'old', team_id: 't1', by: 'new' }),
    ]);
    expect(state.teams[0]?.assignment).toBe('new');
    expect(state.redirects.map((r) => r.status)).toEqual(['superseded', 'sent']);
  });

  it('given a find that is withdrawn, is open again', () => {
    const found = reduce(
      start,
      event(3, 'subject.found', { find_id: 'f', lon: 8.7, lat: 49.4, at: '2026-03-01T02:00:00Z', condition: 'well' }),
    );
    expect([found.status, found.find?.find_id]).toEqual(['found', 'f']);
    const not = reduce(found, event(4, 'subject.find_withdrawn', { find_id: 'f' }));
    expect([not.status, not.find]).toEqual(['open', null]);
  });

  it('given a find after closure, stays closed and keeps the find', () => {
    const closed = reduce(start, event(3, 'search.closed', { outcome: 'other' }));
    const late = reduce(
      closed,
      event(4, 'subject.found', { find_id: 'f', lon: 8.7, lat: 49.4, at: '2026-03-01T02:00:00Z', condition: null }),
    );
    expect([late.status, late.find?.find_id]).toEqual(['closed', 'f']);
  });
});

import { describe, expect, it } from 'vitest';
import type { SearchEvent } from '../src/contract/events';
import { en } from '../src/i18n/en';
import { emptyState } from '../src/search/empty';
import { findWords, outcomeWords } from '../src/search/findWords';
import { leftToDo } from '../src/search/leftToDo';
import { reduceAll } from '../src/search/reduce';
import { event, team } from './events';

const seen = (events: SearchEvent[]) => ({ state: reduceAll(emptyState('s'), events), events, accountId: 'me' });
const AT = '2026-03-01T01:30:00Z';
const found = (version: number, team_id: string | null): SearchEvent => ({
  ...event(version, 'subject.found', { find_id: 'f', lon: 8.7, lat: 49.4, at: AT, condition: 'well', team_id }, 'desk'),
  actor_name: 'Lin',
});
const asked = (version: number, id: string) =>
  event(version, 'camera_zone.recording_requested', { request_id: id, camera_id: id, minutes: 20, overwritten_at: null });

describe('after the find', () => {
  it('teams that are out are to be called back, and recordings that are not here called off', () => {
    const { state } = seen([
      event(1, 'street_team.deployed', team('a')),
      event(2, 'street_team.deployed', team('b')),
      event(3, 'street_team.stood_down', { team_id: 'a' }),
      asked(4, 'C1'),
      asked(5, 'C2'),
      event(6, 'camera_zone.recording_available', { request_id: 'C1', camera_id: 'C1' }),
    ]);
    const { out, recordings, sightings } = leftToDo(state);
    expect(out.map((one) => one.team_id)).toEqual(['b']);
    expect(recordings.map((one) => one.cameraId)).toEqual(['C2']);
    expect(sightings).toEqual([]);
  });

  it('is told when, how he is and who found him: a team by its name, else who said it', () => {
    const sent = event(1, 'street_team.deployed', team('二组'));
    expect(findWords(seen([sent, found(2, '二组')]), null, en)).toEqual({ at: AT, place: '', condition: 'Well', by: '二组' });
    expect(findWords(seen([found(2, null)]), null, en)?.by).toBe('Lin');
    expect(findWords(seen([sent]), null, en)).toBeNull();
  });

  it('says how a search was closed, in words where there are any', () => {
    const closed = (outcome: string) => seen([event(1, 'search.closed', { outcome })]).state;
    expect([closed('found_well'), closed('as told'), emptyState('s')].map((state) => outcomeWords(state, en))).toEqual([
      'found well',
      'as told',
      '',
    ]);
  });
});

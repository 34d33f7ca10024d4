import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import type { SearchEvent } from '../src/contract/events';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { sourceWords, sureWords, tellerWords } from '../src/search/sightingWords';
import { event, team } from './events';

describe('a sighting in words', () => {
  it('says how sure somebody was, and how much that counts', () => {
    const said = (credibility: number | null) => ({ credibility, verdict: null });
    expect(sureWords(said(0.95), en)).toBe('sure it is him (95 %)');
    expect(sureWords(said(0.7), zh)).toMatch(/^很像他 \(70/);
    expect(sureWords(said(0.5), en)).toMatch(/^perhaps him \(50/);
    expect(sureWords(said(0.3), en)).toMatch(/^not sure \(30/);
    expect(sureWords(said(null), en)).toBe('');
  });

  it('says what was found out about it instead, once that is known', () => {
    expect(sureWords({ credibility: 0.6, verdict: 'confirmed' }, en)).toBe('it was him');
    expect(sureWords({ credibility: 0.6, verdict: 'ruled_out' }, zh)).toBe('不是他');
    expect(sureWords({ credibility: 0.6, verdict: 'unconfirmed' }, en)).toMatch(/^probably him/);
  });

  it('names the street team that reported it, and of others who they are and who wrote it down', () => {
    const seen = {
      sighting_id: 's', lon: 8.7, lat: 49.4, at: '2026-03-01T01:10:00Z', radius_m: 20, minutes_doubt: 1,
      heading: null, source: 'officer', camera_id: null, credibility: 0.6,
    };
    const reported = event(2, 'sighting.reported', seen, 'phone');
    const named = { ...reported, actor_name: 'visitor-team1' };
    const state = reduceAll(emptyState('s'), [event(1, 'street_team.deployed', team('二组')), reported]);
    const words = (events: SearchEvent[]) => tellerWords(state.sightings[0]!, { state, events, accountId: 'me' }, en);
    expect(words([{ ...named, actor_team: '二组' }])).toBe('二组');
    expect(words([named])).toBe('officer, visitor-team1');
    expect(words([{ ...named, actor: 'me' }])).toBe('officer, you');
    expect(words([])).toBe('officer');
  });

  it('names every source that the service takes, and takes others for others', () => {
    for (const source of ['camera', 'officer', 'witness', 'watcher', 'family', 'analytic', 'other']) {
      expect(sourceWords(source, zh)).not.toBe('');
      if (source !== 'other') expect(sourceWords(source, en)).not.toBe(en.source.other);
    }
    expect(sourceWords('drone', en)).toBe(en.source.other);
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { EvidenceEffects } from '../src/contract/explanation';
import { Effects } from '../src/explain/effects.svelte';
import { owedOf } from '../src/explain/owed';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { isWithdrawn } from '../src/search/withdrawn';
import { clearance, event } from './events';

const cleared = (version: number) => event(version, 'camera_zone.cleared', clearance(`c${version}`));
const told = (version: number, moved: Record<string, number>): EvidenceEffects => ({
  version,
  effects: Object.entries(moved).map(([id, share]) => ({
    kind: 'clearance', id, ids: [id], camera_id: 'C17', from: '', until: '', moved: share,
  })),
});

describe('what evidence moved', () => {
  it('is owed for the newest first, and for none that was answered', () => {
    const events = [cleared(1), event(2, 'note.added', { note_id: 'n' }), cleared(3)];
    expect(owedOf(events, new Set()).map(({ id, version }) => [id, version])).toEqual([['c3', 3], ['c1', 1]]);
    expect(owedOf(events, new Set(['c3'])).map(({ id }) => id)).toEqual(['c1']);
  });

  it('is asked for as of the version with which it became known, and never changes', async () => {
    vi.useFakeTimers();
    const asked: number[] = [];
    const answers: Record<number, EvidenceEffects> = { 1: told(1, { c1: 0.3 }), 3: told(3, { c1: 0.1, c3: 0.2 }) };
    const effects = new Effects('s', (version) => {
      asked.push(version);
      return version in answers ? Promise.resolve(answers[version]!) : Promise.reject(new Error('no'));
    });
    effects.notice(2, [cleared(1)]);
    effects.notice(2, [cleared(1), cleared(3)]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked, 'there is no belief of version 3 yet').toEqual([1]);
    expect(effects.owed.map(({ id }) => id)).toEqual(['c3']);
    effects.notice(4, [cleared(1), cleared(3), cleared(4)]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual([1, 4, 3]);
    expect([...effects.moved]).toEqual([['c1', 0.3], ['c3', 0.2]]);
    expect(effects.owed, 'also what cannot be told is not asked for again').toEqual([]);
    effects.stop();
    vi.useRealTimers();
  });
});

describe('what was taken back', () => {
  it('is known of clearances, outages and finds', () => {
    const found = event(4, 'subject.found', { find_id: 'f', lon: 8, lat: 49, at: '', condition: null });
    const out = event(5, 'camera_zone.out_of_service', { outage_id: 'o', camera_id: 'C1', from: '', until: null });
    const said = [cleared(1), cleared(2), found, out];
    const back = [
      event(6, 'camera_zone.clearance_withdrawn', { clearance_id: 'c1', camera_id: 'C17' }),
      event(7, 'subject.find_withdrawn', { find_id: 'f' }),
      event(8, 'camera_zone.outage_withdrawn', { outage_id: 'o', camera_id: 'C1' }),
    ];
    const all = [...said, ...back];
    const withdrawn = (events: typeof all) => said.map((one) => isWithdrawn(one, reduceAll(emptyState('s'), events), events));
    expect(withdrawn(said)).toEqual([false, false, false, false]);
    expect(withdrawn(all)).toEqual([true, false, true, true]);
  });
});

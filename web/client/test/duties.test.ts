import { describe, expect, it } from 'vitest';
import type { DutyCard } from '../src/contract/dutyCards';
import { openDuties, partsOf, progressOf, withWaiting } from '../src/duties/progress';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { event } from './events';

const words = (en: string) => ({ zh: `${en} 中`, en });
const duty = (item: string, part: string | null) => ({ item, part: part ? words(part) : null, says: words(item) });
const card: DutyCard = {
  role: 'video',
  name: words('Video'),
  duties: [duty('gate', 'Begin'), duty('clocks', 'Begin'), duty('shops', 'Later')],
};
const done = (version: number, item: string, team: string | null = null, role = 'video') =>
  event(version, 'checklist.item_done', { role, item, team_id: team }, 'lin');
const undone = (version: number, item: string, team: string | null = null) =>
  event(version, 'checklist.item_undone', { role: 'video', item, team_id: team });

describe('a duty card', () => {
  it('is shown in its parts, each duty with who did it and when', () => {
    const { checklist } = reduceAll(emptyState('s'), [done(1, 'clocks')]);
    const parts = partsOf(card, checklist, null);
    expect(parts.map(({ title, duties }) => [title?.en, duties.map((one) => [one.duty.item, one.done?.actor])])).toEqual([
      ['Begin', [['gate', undefined], ['clocks', 'lin']]],
      ['Later', [['shops', undefined]]],
    ]);
    expect(progressOf(card, checklist, null)).toEqual([1, 3]);
  });

  it('has open what nobody did, and once he is found only what is to be done then', () => {
    const { checklist } = reduceAll(emptyState('s'), [done(1, 'clocks')]);
    expect(openDuties(card, checklist, false).map(({ item }) => item)).toEqual(['gate', 'shops']);
    expect(openDuties(card, checklist, true).map(({ item }) => item)).toEqual(['shops']);
  });

  it('counts a tick once, and gives it up when it is taken off', () => {
    const twice = reduceAll(emptyState('s'), [done(1, 'gate'), done(2, 'gate')]);
    expect(twice.checklist).toHaveLength(1);
    expect(twice.checklist[0]?.at).toBe('2026-03-01T01:01:00.000Z');
    expect(reduceAll(twice, [undone(3, 'gate')]).checklist).toEqual([]);
    expect(reduceAll(twice, [undone(3, 'gate'), done(4, 'gate')]).checklist[0]?.at).toBe('2026-03-01T01:04:00.000Z');
  });

  it('of one team is not that of another, nor that of a desk', () => {
    const { checklist } = reduceAll(emptyState('s'), [done(1, 'gate', 't1'), done(2, 'gate', null, 'commander')]);
    expect(progressOf(card, checklist, 't1')).toEqual([1, 3]);
    expect(progressOf(card, checklist, 't2')).toEqual([0, 3]);
    expect(progressOf(card, checklist, null)).toEqual([0, 3]);
  });

  it('shows what waits on the phone as it will be, and nothing that waits for another search', () => {
    const body = (item: string) => ({ role: 'street', item, occurred_at: '2026-03-01T02:00:00Z' });
    const waiting = (searchId: string, path: string, item: string) => ({
      key: item,
      kind: '',
      searchId,
      path: `/searches/${searchId}${path}`,
      body: body(item),
    });
    const known = [{ role: 'street', item: 'old', team_id: 't1', at: '', actor: 'lin' }];
    const list = withWaiting(
      known,
      [
        waiting('s', '/checklist', 'new'),
        waiting('s', '/checklist/withdrawal', 'old'),
        waiting('other', '/checklist', 'foreign'),
        waiting('s', '/notes', 'note'),
      ],
      's',
      't1',
    );
    expect(list.map(({ item, team_id }) => [item, team_id])).toEqual([['new', 't1']]);
    expect(known).toHaveLength(1);
  });
});

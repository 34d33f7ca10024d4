import { describe, expect, it } from 'vitest';
import { chainWords, entriesOf, type Chain } from '../src/search/story';
import type { Reply } from '../src/contract/state';
import { en } from '../src/i18n/en';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { clearance, event, redirect, team } from './events';

const versions = (chain: Chain) => chain.steps.map((step) => step.version);

describe('what happened', () => {
  it('hangs a redirect and its replies, as one chain, under the clearance that caused it', () => {
    const entries = entriesOf([
      event(1, 'camera_zone.cleared', clearance('a')),
      event(2, 'note.added', { note_id: 'n', text: 'x' }),
      event(3, 'street_team.redirected', redirect('r', 't1', [1])),
      event(4, 'redirect.replied', { redirect_id: 'r', team_id: 't1', reply: 'received', on_behalf: false }),
      event(5, 'redirect.replied', { redirect_id: 'r', team_id: 't1', reply: 'wilco', on_behalf: false }),
    ]);
    expect(entries.map(({ event: { version }, chains }) => [version, chains.map(versions)])).toEqual([
      [2, []],
      [1, [[3, 4, 5]]],
    ]);
  });

  it('lets an order without a known cause stand for itself', () => {
    const entries = entriesOf([event(5, 'street_team.redirected', redirect('r', 't1', [2]))]);
    expect(entries.map((entry) => entry.event.version)).toEqual([5]);
  });

  it('tells an order and its newest answers in one line', () => {
    const replied = (version: number, reply: Reply) =>
      event(version, 'redirect.replied', { redirect_id: 'r', team_id: 't1', reply, on_behalf: false });
    const [entry] = entriesOf([
      event(1, 'street_team.redirected', redirect('r', 't1')),
      replied(2, 'received'),
      replied(3, 'wilco'),
      replied(4, 'executing'),
    ]);
    const state = reduceAll(emptyState('s'), [event(1, 'street_team.deployed', team('t1'))]);
    const teller = { t: en, language: 'en' as const, now: new Date(), state, area: null };
    expect(chainWords(entry!.chains[0]!, teller)).toBe('t1 redirected → on the way → searching there');
  });
});

import { describe, expect, it } from 'vitest';
import { entriesOf } from '../src/search/story';
import { clearance, event, redirect } from './events';

describe('what happened', () => {
  it('hangs a redirect and its newest reply under the clearance that caused it', () => {
    const entries = entriesOf([
      event(1, 'camera_zone.cleared', clearance('a')),
      event(2, 'note.added', { note_id: 'n', text: 'x' }),
      event(3, 'street_team.redirected', redirect('r', 't1', [1])),
      event(4, 'redirect.replied', { redirect_id: 'r', team_id: 't1', reply: 'received', on_behalf: false }),
      event(5, 'redirect.replied', { redirect_id: 'r', team_id: 't1', reply: 'wilco', on_behalf: false }),
    ]);
    expect(entries.map((entry) => [entry.event.version, entry.effects.map((effect) => effect.version)])).toEqual([
      [2, []],
      [1, [3, 5]],
    ]);
  });

  it('lets an order without a known cause stand for itself', () => {
    const entries = entriesOf([event(5, 'street_team.redirected', redirect('r', 't1', [2]))]);
    expect(entries.map((entry) => entry.event.version)).toEqual([5]);
  });
});

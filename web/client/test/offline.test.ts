import { describe, expect, it } from 'vitest';
import { answerOf, tooMany } from '../src/offline/caching';
import { withoutPersonal } from '../src/offline/lastKnown';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { event, redirect, team } from './events';

const HERE = 'https://station.example';
const asked = (path: string, method = 'GET', navigation = false) =>
  answerOf(new URL(path, HERE), HERE, method, navigation);

describe('the service worker', () => {
  it('opens the street page without a net, whatever the search', () => {
    expect(asked('/street/7e70', 'GET', true)).toBe('shell');
    expect(asked('/watch/7e70', 'GET', true)).toBe('shell');
  });

  it('opens where an installed phone starts', () => {
    expect(asked('/', 'GET', true)).toBe('shell');
  });

  it('leaves the desks and everything that changes to the net', () => {
    expect(asked('/video/7e70', 'GET', true)).toBe('net');
    expect(asked('/api/v1/searches/7e70')).toBe('net');
    expect(asked('/api/v1/areas/town/network')).toBe('net');
    expect(asked('/api/v1/areas/town/network?hash=ab', 'POST')).toBe('net');
    expect(asked('https://elsewhere.example/assets/a.js')).toBe('net');
  });

  it('keeps what its address says will never change', () => {
    expect(asked('/assets/index-BQsHbLev.js')).toBe('kept');
    expect(asked('/api/v1/areas/town/network?hash=ab')).toBe('kept');
  });

  it('forgets the oldest areas, not the parts of the page', () => {
    const areas = [1, 2, 3, 4, 5].map((n) => `${HERE}/api/v1/areas/town/network?hash=${n}`);
    expect(tooMany([areas[0]!, `${HERE}/assets/a.js`, ...areas.slice(1), `${HERE}/index.html`])).toEqual([areas[0]]);
  });
});

describe('what a phone keeps', () => {
  it('has the order but nothing typed about a person', () => {
    const known = reduceAll(emptyState('s'), [
      event(1, 'subject.described', { mobility: 'manual', since: null, factors: {}, description: { name: 'NN' } }),
      event(2, 'street_team.deployed', team('t1')),
      event(3, 'street_team.redirected', { ...redirect('r', 't1'), reason: 'his sister lives there' }),
      event(4, 'note.added', { note_id: 'n', text: 'needs insulin' }),
    ]);
    const kept = withoutPersonal(known);
    expect(kept.teams[0]?.assignment).toBe('r');
    expect(kept.redirects[0]?.segments).toEqual([3, 4]);
    expect(JSON.stringify(kept)).not.toMatch(/NN|sister|insulin/);
  });

  it('still tells why, where the service said it', () => {
    const reason = { zh: '无踪迹', en: 'no trace' };
    const known = reduceAll(emptyState('s'), [event(1, 'street_team.redirected', { ...redirect('r'), reason })]);
    expect(withoutPersonal(known).redirects[0]?.reason).toEqual(reason);
  });
});

import { describe, expect, it } from 'vitest';
import { inForce, notAsked, NOTICED, noticedOf } from '../src/command/outside';
import { waitingOrders } from '../src/command/waiting';
import type { Reply } from '../src/contract/state';
import { emptyState } from '../src/search/empty';
import { filtered } from '../src/search/filters';
import { markOf, markPicture } from '../src/search/mark';
import { describedBy, filledFrom, linesOf } from '../src/search/person';
import { reduceAll } from '../src/search/reduce';
import { entriesOf } from '../src/search/story';
import { clearance, event, redirect, team } from './events';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 1, minute));
const sent = (version: number, id: string, whose: string) => event(version, 'street_team.redirected', redirect(id, whose));
const replied = (version: number, id: string, whose: string, reply: Reply) =>
  event(version, 'redirect.replied', { redirect_id: id, team_id: whose, reply, on_behalf: true });
const teams = [event(1, 'street_team.deployed', team('t1')), event(2, 'street_team.deployed', team('t2'))];
const NOBODY = new Map<string, string>();

describe('who has to be called', () => {
  it('tells what no phone has from what nobody answered', () => {
    const state = reduceAll(emptyState('s'), [...teams, sent(3, 'a', 't1'), sent(4, 'b', 't2')]);
    const found = waitingOrders(state, new Map([['b', '2026-03-01T01:04:10Z']]), at(4));
    expect(found.map(({ team: { team_id }, receivedAt, call }) => [team_id, receivedAt, call])).toEqual([
      ['t1', null, false],
      ['t2', '2026-03-01T01:04:10Z', false],
    ]);
  });

  it('asks for a call after two minutes, or as soon as the service says so, and puts it first', () => {
    const state = reduceAll(emptyState('s'), [
      ...teams,
      sent(3, 'a', 't1'),
      sent(4, 'b', 't2'),
      event(5, 'redirect.escalated', { redirect_id: 'b', team_id: 't2' }),
    ]);
    expect(waitingOrders(state, NOBODY, at(4)).map(({ team: { team_id }, call }) => [team_id, call])).toEqual([
      ['t2', true],
      ['t1', false],
    ]);
    expect(waitingOrders(state, NOBODY, at(6)).every(({ call }) => call)).toBe(true);
  });

  it('still waits for a team that only said it has the order', () => {
    const state = reduceAll(emptyState('s'), [...teams, sent(3, 'a', 't1'), replied(4, 'a', 't1', 'received')]);
    const [one] = waitingOrders(state, NOBODY, at(4));
    expect(one?.receivedAt).toBe('2026-03-01T01:04:00.000Z');
  });

  it.each<Reply>(['wilco', 'declined', 'executing', 'completed'])('waits no longer after %s', (reply) => {
    const state = reduceAll(emptyState('s'), [...teams, sent(3, 'a', 't1'), replied(4, 'a', 't1', reply)]);
    expect(waitingOrders(state, NOBODY, at(30))).toEqual([]);
  });

  it('tells of an order that ran out without an answer, until the team has another', () => {
    const ranOut = [...teams, sent(3, 'a', 't1'), event(4, 'redirect.expired', { redirect_id: 'a', team_id: 't1' })];
    const state = reduceAll(emptyState('s'), ranOut);
    expect(waitingOrders(state, NOBODY, at(5)).map(({ over, call }) => [over, call])).toEqual([[true, true]]);
    const next = reduceAll(state, [sent(6, 'b', 't1'), replied(7, 'b', 't1', 'wilco')]);
    expect(waitingOrders(next, NOBODY, at(8))).toEqual([]);
  });

  it('calls nobody who has gone home', () => {
    const state = reduceAll(emptyState('s'), [...teams, sent(3, 'a', 't1'), event(4, 'street_team.stood_down', { team_id: 't1' })]);
    expect(waitingOrders(state, NOBODY, at(30))).toEqual([]);
  });
});

describe('replies', () => {
  it('heard late by radio do not take back what the team has said since', () => {
    const state = reduceAll(emptyState('s'), [
      ...teams,
      sent(3, 'a', 't1'),
      replied(4, 'a', 't1', 'executing'),
      replied(5, 'a', 't1', 'received'),
    ]);
    expect(state.redirects[0]?.status).toBe('executing');
    expect(state.redirects[0]?.replies).toHaveLength(2);
  });

  it('to an order that is over are kept and change nothing', () => {
    const state = reduceAll(emptyState('s'), [
      ...teams,
      sent(3, 'a', 't1'),
      event(4, 'redirect.expired', { redirect_id: 'a', team_id: 't1' }),
      replied(5, 'a', 't1', 'wilco'),
    ]);
    expect(state.redirects[0]?.status).toBe('expired');
  });
});

const asked = (version: number, id: string, kind: string) =>
  event(version, 'rest_of_world.checked', {
    check_id: id,
    kind,
    from: '2026-03-01T00:00:00Z',
    until: '2026-03-01T01:00:00Z',
    pod: 0.25,
    whom: 'Li',
  });

describe('asking outside', () => {
  it('keeps a check that is taken back on record, out of force', () => {
    const state = reduceAll(emptyState('s'), [
      asked(1, 'a', 'hospital'),
      asked(2, 'b', 'taxi'),
      event(3, 'rest_of_world.check_withdrawn', { check_id: 'a' }),
    ]);
    expect(state.outside_checks.map(({ withdrawn, whom }) => [withdrawn, whom])).toEqual([
      [true, 'Li'],
      [false, 'Li'],
    ]);
    expect(inForce(state.outside_checks).map(({ check_id }) => check_id)).toEqual(['b']);
    expect(notAsked(state.outside_checks)).toEqual(['hospital', 'bus', 'station', 'police']);
  });

  it('says every probability in the words that it was given in', () => {
    for (const [words, pod] of Object.entries(NOTICED)) expect(noticedOf(pod)).toBe(words);
    expect(noticedOf(0.9)).toBe('likely');
    expect(noticedOf(0)).toBe('hardly');
  });
});

describe('the time line of one kind', () => {
  const entries = entriesOf([
    event(1, 'camera_zone.cleared', clearance('a')),
    event(2, 'note.added', { note_id: 'n', text: 'x' }),
    sent(3, 'own', 't1'),
    event(4, 'street_team.redirected', redirect('caused', 't1', [1])),
    asked(5, 'c', 'bus'),
    event(6, 'checklist.item_done', { role: 'video', item: 'gate', team_id: null }),
    event(7, 'subject.found', { find_id: 'f', lon: 8, lat: 49, at: '', condition: null }),
  ]);
  const versions = (filter: Parameters<typeof filtered>[1]) => filtered(entries, filter).map((entry) => entry.event.version);

  it.each([
    ['all', [7, 6, 5, 3, 2, 1]],
    ['camera', [1]],
    ['note', [2]],
    ['team', [3, 1]],
    ['outside', [5]],
    ['duty', [6]],
    ['sighting', [7]],
  ] as const)('%s', (filter, expected) => {
    expect(versions(filter)).toEqual(expected);
  });
});

describe('the mark of a search', () => {
  it('differs in letter, shape and colour from the next, and repeats only after 168 searches', () => {
    const [a, b] = [markOf(1), markOf(2)];
    expect([a.letter, b.letter]).toEqual(['A', 'B']);
    expect(a.path).not.toBe(b.path);
    expect(a.colour).not.toBe(b.colour);
    const all = Array.from({ length: 168 }, (_, i) => markOf(i + 1));
    expect(new Set(all.map(({ letter, path }) => letter + path)).size).toBe(168);
    expect(markOf(169)).toEqual(markOf(1));
  });

  it('is a picture for the tab of the browser', () => {
    expect(decodeURIComponent(markPicture(markOf(3)))).toContain('>C</text>');
  });
});

describe('the description of the person', () => {
  const subject = {
    mobility: 'manual' as const,
    since: null,
    factors: {},
    description: { name: 'Li', age: 82, clothing: 'green coat', photo_of: 'kept' } as never,
  };

  it('is filled in from what is known, and keeps what the form does not show', () => {
    const filled = { ...filledFrom(subject, 'en'), clothing: ' ', hints: 'likes boats ', age: '83' };
    expect(describedBy(filled, subject, 'en')).toEqual({ name: 'Li', age: 83, hints: 'likes boats', photo_of: 'kept' });
  });

  it('of words alone becomes a hint', () => {
    expect(filledFrom({ ...subject, description: 'an old man' }, 'en').hints).toBe('an old man');
    expect(linesOf({ ...subject, description: 'an old man' }, 'en')).toEqual(['an old man']);
  });

  it('of nothing says nothing', () => {
    expect(describedBy(filledFrom(null, 'en'), null, 'en')).toEqual({});
    expect(linesOf(null, 'en')).toEqual([]);
  });

  it('in both languages is told in the reader’s, and stays in both unless it is changed', () => {
    const coat = { zh: '绿外套', en: 'green coat' };
    const hat = { zh: '灰帽', en: 'grey hat' };
    const both = { ...subject, description: { age: 82, clothing: coat, appearance: hat } as never };
    expect(linesOf(both, 'zh')).toEqual(['灰帽', '绿外套']);
    const filled = { ...filledFrom(both, 'en'), appearance: 'black hat' };
    expect(filled.clothing).toBe('green coat');
    expect(describedBy(filled, both, 'en')).toEqual({ age: 82, clothing: coat, appearance: 'black hat' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Redirect } from '../src/contract/state';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import { SteadyUp } from '../src/team/steadyUp';
import { whyWords } from '../src/team/task';
import { whereShown } from '../src/team/whereShown';

const NOW = new Date('2026-03-01T10:00:00Z');
const METRE = 1 / 111_195;

/** A walk from the origin, in steps of [metres east, metres north, seconds]. */
function ups(steps: [number, number, number][], map = new SteadyUp()): number[] {
  let [x, y, s] = [0, 0, 0];
  const seen = [map.at({ lon: 0, lat: 0, at: 0 })];
  for (const [east, north, seconds] of steps) {
    [x, y, s] = [x + east, y + north, s + seconds];
    seen.push(map.at({ lon: x * METRE, lat: y * METRE, at: s * 1000 }));
  }
  return seen;
}

describe('what is up on the map', () => {
  it('is the way once the team has kept to it', () => {
    expect(ups([[15, 0, 10], [15, 0, 10], [15, 0, 10]])).toEqual([0, 0, 90, 90]);
  });

  it('stays while the team stands and its position trembles, or looks round slowly', () => {
    expect(ups([[15, 0, 10], [15, 0, 10], [-5, 4, 10], [3, -6, 10], [2, 2, 10]]).slice(2)).toEqual([90, 90, 90, 90]);
    expect(ups([[-15, 0, 60], [-15, 0, 60], [0, 15, 60], [15, 0, 60]])).toEqual([0, 0, 0, 0, 0]);
  });

  it('does not turn at a place that jumps there and back', () => {
    expect(ups([[15, 0, 10], [15, 0, 10], [0, 40, 10], [0, -40, 10], [15, 0, 10], [15, 0, 10]])).toEqual([
      0, 0, 90, 90, 90, 90, 90,
    ]);
  });

  it('follows a corner when the team goes on behind it, and no bend too small to see', () => {
    expect(ups([[15, 0, 10], [15, 0, 10], [0, -15, 10], [0, -15, 10], [1, -15, 10]])).toEqual([0, 0, 90, 90, 180, 180]);
  });
});

describe('the reason of an order', () => {
  const order = (reason: string, issued_by: 'officer' | 'policy' = 'officer') =>
    ({ reason, issued_by, grounds: [], expected_pos: null }) as unknown as Redirect;

  it('says in words that command sent it where nobody gave one, in the language of the phone', () => {
    for (const { command } of [en, zh]) {
      expect(whyWords(order(command.title), null, en, 'en', NOW)).toBe('sent by command');
      expect(whyWords(order(command.title), null, zh, 'zh', NOW)).toBe('由指挥下达');
    }
  });

  it('is what somebody typed', () => {
    expect(whyWords(order('He was seen there'), null, en, 'en', NOW)).toBe('He was seen there');
  });
});

describe('what the phone says of its location', () => {
  const nothing = { sharing: false, denied: false, looking: false, told: false };

  it('is true also where another one moves the team', () => {
    expect(whereShown({ ...nothing, sharing: true, told: true })).toBe('shared');
    expect(whereShown({ ...nothing, told: true })).toBe('elsewhere');
    expect(whereShown({ ...nothing, told: true, denied: true })).toBe('elsewhere');
  });

  it('says why command sees nothing', () => {
    expect(whereShown({ ...nothing, looking: true, denied: true })).toBe('denied');
    expect(whereShown({ ...nothing, looking: true })).toBe('looking');
    expect(whereShown(nothing)).toBe('off');
  });
});

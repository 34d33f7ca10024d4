import { describe, expect, it } from 'vitest';
import { Clock } from '../src/time/clock';
import { ageSeconds, spanWords, timeWords } from '../src/time/words';

const now = new Date(2026, 10, 23, 9, 54);

describe('clock', () => {
  it('given an exercise clock, runs at its time and speed', () => {
    let local = 1_000_000;
    const clock = new Clock(() => local);
    clock.sync('2026-11-23T01:54:00Z', 10);
    local += 6_000;
    expect(clock.now().toISOString()).toBe('2026-11-23T01:55:00.000Z');
  });

  it('goes on in exercise time after the page was closed and opened without a net', () => {
    let local = 1_000_000;
    const before = new Clock(() => local);
    before.sync('2026-11-23T01:54:00Z', 10);
    const after = new Clock(() => local);
    after.resume(before.reading);
    local += 6_000;
    expect(after.now()).toEqual(before.now());
  });

  it('given a time it cannot read, keeps its own', () => {
    const clock = new Clock(() => 5_000);
    clock.sync('soon', 10);
    expect([clock.now().getTime(), clock.speed]).toEqual([5_000, 1]);
  });
});

describe('time in words', () => {
  it('today is only the time', () => {
    expect(timeWords(new Date(2026, 10, 23, 9, 5), now, 'en')).toBe('09:05');
    expect(timeWords(new Date(2026, 10, 23, 9, 5, 7), now, 'zh', true)).toBe('09:05:07');
  });

  it('another day is named', () => {
    const yesterday = new Date(2026, 10, 22, 23, 50);
    expect(timeWords(yesterday, now, 'zh')).toBe('11月22日 23:50');
    expect(timeWords(yesterday, now, 'en')).toBe('22 Nov 23:50');
  });

  it('a span over midnight names both days, a span of one day only once', () => {
    expect(spanWords(new Date(2026, 10, 23, 9, 10), new Date(2026, 10, 23, 9, 35), now, 'en')).toBe('09:10–09:35');
    expect(spanWords(new Date(2026, 10, 22, 9, 10), new Date(2026, 10, 22, 9, 35), now, 'en')).toBe('22 Nov 09:10–09:35');
    expect(spanWords(new Date(2026, 10, 22, 23, 50), new Date(2026, 10, 23, 0, 10), now, 'en')).toBe(
      '22 Nov 23:50–00:10',
    );
  });

  it('no time is no words', () => {
    expect([timeWords(null, now, 'en'), timeWords('nonsense', now, 'en')]).toEqual(['', '']);
  });

  it('an age is never negative', () => {
    expect(ageSeconds(new Date(now.getTime() + 5_000), now)).toBe(0);
    expect(ageSeconds(new Date(now.getTime() - 45_000), now)).toBe(45);
  });
});

import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { preferredLanguage } from '../src/i18n/language';
import { zh } from '../src/i18n/zh';

function paths(value: unknown, prefix = ''): [string, unknown][] {
  if (value === null || typeof value !== 'object') return [[prefix, value]];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner, `${prefix}.${key}`));
}

/** Same in every language: names of people's products, keys, and the switch to the other language. */
const SHARED = new Set([
  '.attribution',
  '.language',
  ...paths(en.video.helpLines, '.video.helpLines').map(([path]) => path),
  ...paths(en.replay.helpLines, '.replay.helpLines').map(([path]) => path),
  ...en.command.helpLines.map((_, line) => `.command.helpLines.${line}.0`),
]);

describe('languages', () => {
  it('have the same keys', () => {
    expect(paths(zh).map(([path]) => path)).toEqual(paths(en).map(([path]) => path));
  });

  it('leave no text empty', () => {
    for (const [path, text] of [...paths(en), ...paths(zh)]) {
      if (typeof text === 'string') expect(text.trim(), path).not.toBe('');
    }
  });

  it('Chinese is Chinese, except where both agree', () => {
    for (const [path, text] of paths(zh)) {
      if (typeof text === 'string' && !SHARED.has(path)) expect(text, path).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('one of a thing is told as one', () => {
    const said = [en.event.swept('二组', 1), en.team.sweptCount(1), en.team.searchedSent(1), en.exercise.found(1)];
    expect(said).toEqual(['二组 searched 1 stretch', '1 stretch', 'Searched: 1 stretch', 'Found after 1 minute']);
    expect([0, 2, 11, 21].map(en.team.sweptCount)).toEqual(['0 stretches', '2 stretches', '11 stretches', '21 stretches']);
    expect([1, 2].map(en.inbox.waiting)).toEqual(['1 report waits', '2 reports wait']);
    expect([1, 2].map(en.list.teams)).toEqual(['1 team out', '2 teams out']);
    expect(en.demo.placed(1)).toMatch(/: 1 simulated one was added\.$/);
  });

  it('no English count is told with a noun that is always plural', () => {
    const nouns = /\b1 (?!of )(\w+ )?(stretches|streets|minutes|hours|reports|orders|teams|places|cameras|windows|years)\b/;
    // Lists, and lengths of streets.
    const others = ['.listed', '.outside.notAsked', '.handover.streets'];
    for (const [path, text] of paths(en)) {
      if (typeof text === 'function' && !others.includes(path)) expect(String((text as (...args: unknown[]) => unknown)(1, 1, 1)), path).not.toMatch(nouns);
    }
  });

  it('the browser`s first language that is spoken here wins', () => {
    expect(preferredLanguage(['de-DE', 'zh-TW', 'en'])).toBe('zh');
    expect(preferredLanguage(['en-GB', 'zh'])).toBe('en');
    expect(preferredLanguage(['fr'])).toBe('en');
  });
});

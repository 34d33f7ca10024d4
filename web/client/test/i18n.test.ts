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
  '.legend.less',
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

  it('the browser`s first language that is spoken here wins', () => {
    expect(preferredLanguage(['de-DE', 'zh-TW', 'en'])).toBe('zh');
    expect(preferredLanguage(['en-GB', 'zh'])).toBe('en');
    expect(preferredLanguage(['fr'])).toBe('en');
  });
});

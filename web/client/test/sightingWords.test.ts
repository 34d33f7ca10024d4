import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';
import { sourceWords, sureWords } from '../src/search/sightingWords';

describe('a sighting in words', () => {
  it('says how sure somebody was, and how much that counts', () => {
    expect(sureWords(0.95, en)).toBe('sure it is him (95 %)');
    expect(sureWords(0.7, zh)).toMatch(/^很像他 \(70/);
    expect(sureWords(0.3, en)).toMatch(/^not sure \(30/);
    expect(sureWords(null, en)).toBe('');
  });

  it('names every source that the service takes, and takes others for others', () => {
    for (const source of ['camera', 'officer', 'witness', 'watcher', 'family', 'analytic', 'other']) {
      expect(sourceWords(source, zh)).not.toBe('');
      if (source !== 'other') expect(sourceWords(source, en)).not.toBe(en.source.other);
    }
    expect(sourceWords('drone', en)).toBe(en.source.other);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldErrors, fieldWords } from '../src/i18n/fieldErrors';

const of = (code: string, expected?: Record<string, unknown>) => ({ field: 'subject.age', message: 'in English', code, ...(expected ? { expected } : {}) });

describe('field errors', () => {
  it('are told in the language of the reader, with what was expected', () => {
    expect(fieldWords(of('out_of_range', { at_most: 120 }), 'en')).toBe('Age: must be at most 120');
    expect(fieldWords(of('out_of_range', { at_least: 0, below: 1 }), 'zh')).toBe('年龄：应不小于 0、小于 1');
    expect(fieldWords(of('not_one_of', { one_of: ['good', 'poor'] }), 'zh')).toBe('年龄：应为其中之一：good、poor');
    expect(fieldWords(of('missing'), 'zh')).toBe('年龄：没有填写');
  });

  it('keep the service`s words for a code that is not known, or none', () => {
    expect(fieldWords(of('brand_new'), 'zh')).toBe('年龄：in English');
    expect(fieldWords(of('toString'), 'en')).toBe('Age: in English');
    expect(fieldWords({ field: 'odd.0', message: 'no' }, 'en')).toBe('odd.0: no');
  });

  it('have Chinese and English words for every code, also without values', () => {
    for (const code of Object.keys(fieldErrors)) {
      expect(fieldWords(of(code), 'zh'), code).toMatch(/：.*[\u4e00-\u9fff]/);
      expect(fieldWords(of(code), 'en'), code).not.toMatch(/[\u4e00-\u9fff]|undefined|in English/);
    }
  });

  it('know every code that the service has for a field', () => {
    const service = readFileSync(new URL('../../field_errors.py', import.meta.url), 'utf8');
    const codes = [...service.matchAll(/^ {4}"\w+": "(\w+)",$/gm)].map(([, code]) => code!);
    const values = new Set(['at_least', 'above', 'at_most', 'below', 'fix']);
    const told = codes.filter((code) => !values.has(code));
    expect(told.length).toBeGreaterThan(20);
    for (const code of told) expect(Object.keys(fieldErrors)).toContain(code);
  });
});

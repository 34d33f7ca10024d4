import { describe, expect, it } from 'vitest';
import { refusalWords, refusals } from '../src/i18n/refusals';
import { taken } from '../src/search/taken';

const review = {
  camera_id: 'C1',
  from: '2026-03-01T09:10:00Z',
  until: '2026-03-01T09:20:00Z',
  gain_bits: 0.1,
  minutes: 2,
  reason: '',
};
const claim = {
  claim_id: 'a',
  camera_id: 'C1',
  from: '2026-03-01T09:15:00Z',
  until: '2026-03-01T09:30:00Z',
  actor: 'colleague',
  expires_at: '2026-03-01T10:00:00Z',
};
const now = new Date('2026-03-01T09:40:00Z');

describe('a window that a colleague is reviewing', () => {
  it('is taken while the claim holds', () => {
    expect(taken(review, [claim], now)).toBe(true);
  });
  it('is free again when the claim has run out', () => {
    expect(taken(review, [claim], new Date('2026-03-01T10:00:01Z'))).toBe(false);
  });
  it('is not taken by a claim on another camera or another time', () => {
    expect(taken(review, [{ ...claim, camera_id: 'C2' }], now)).toBe(false);
    expect(taken(review, [{ ...claim, from: '2026-03-01T09:20:00Z' }], now)).toBe(false);
  });
});

describe('refusals', () => {
  it('have words in both languages for every known code, and none for others', () => {
    for (const code of Object.keys(refusals)) {
      expect(refusalWords(code, 'zh')).toMatch(/[\u4e00-\u9fff]/);
      expect(refusalWords(code, 'en')).toMatch(/^[A-Z].*\.$/);
    }
    expect(refusalWords('something_else', 'zh')).toBeNull();
    expect(refusalWords(undefined, 'en')).toBeNull();
  });
});

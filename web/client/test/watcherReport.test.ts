import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { bodyOf, corrects } from '../src/watch/report';

const REPORT = { place: { lon: 8.7, lat: 49.4 }, at: '2026-03-01T10:00:00Z', note: ' in a red shirt ', photo: null };

describe('a watcher’s report', () => {
  it('is a place, a time and the words that were said', () => {
    expect(bodyOf(REPORT)).toEqual({ lon: 8.7, lat: 49.4, at: REPORT.at, note: 'in a red shirt' });
    expect(bodyOf({ ...REPORT, note: ' ' })).not.toHaveProperty('note');
  });

  it('names the earlier one that it corrects', () => {
    const earlier = corrects('Mill Lane', '11:00', en);
    expect(bodyOf(REPORT, earlier)['note']).toBe('Correction of my report (11:00, Mill Lane): in a red shirt');
    expect(corrects('', '11:00', en)).toBe('Correction of my report (11:00):');
  });

  it('is not longer than the service takes', () => {
    expect(bodyOf({ ...REPORT, note: 'x'.repeat(2000) }, corrects('', '11:00', en))['note']).toHaveLength(2000);
  });
});

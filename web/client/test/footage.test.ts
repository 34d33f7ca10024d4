import { describe, expect, it } from 'vitest';
import type { CameraProperties } from '../src/contract/area';
import { footageOf, goingUntil, goneUntil, isSoon, overwrittenAt } from '../src/search/footage';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 2, 1, 12);
const camera = (more: Partial<CameraProperties> = {}) =>
  ({ camera_id: 'C', clock_offset_s: 0, retrieval_min: 20, overwritten_after_h: 4, ...more }) as CameraProperties;
const asked = { request_id: 'r', minutes: 45, overwritten_at: null, available: false };

describe('footage', () => {
  it('is kept so long as the area says, from its own moment on', () => {
    const footage = footageOf(camera(), undefined);
    expect(overwrittenAt(footage, NOON - HOUR)).toBe(NOON + 3 * HOUR);
    expect(goneUntil(footage, NOON)).toBe(NOON - 4 * HOUR);
    expect(goingUntil(footage, NOON)).toBe(NOON - 3 * HOUR);
  });

  it('of a clock that is ahead was recorded earlier than it says', () => {
    const footage = footageOf(camera(), { clock_offset_s: 3600 });
    expect(overwrittenAt(footage, NOON)).toBe(NOON + 3 * HOUR);
    expect(goneUntil(footage, NOON)).toBe(NOON - 3 * HOUR);
  });

  it('that was asked for takes as long as they said, and goes when they said', () => {
    const end = NOON + HOUR / 2;
    const footage = footageOf(camera(), { recordings: [{ ...asked, overwritten_at: new Date(end).toISOString() }] });
    expect(footage).toMatchObject({ minutes: 45, asked: true, arrived: false });
    expect(overwrittenAt(footage, NOON)).toBe(end);
    expect(isSoon(overwrittenAt(footage, NOON), NOON)).toBe(true);
    expect(goneUntil(footage, end + 1)).toBe(end + 1);
  });

  it('that has arrived is at hand and is not overwritten', () => {
    const footage = footageOf(camera(), { recordings: [{ ...asked, available: true }] });
    expect(footage).toMatchObject({ minutes: 0, asked: false, arrived: true });
    expect(overwrittenAt(footage, NOON)).toBeNull();
  });

  it('of which nobody said how long it is kept is never called gone', () => {
    const footage = footageOf(camera({ overwritten_after_h: null }), undefined);
    expect([overwrittenAt(footage, NOON), goneUntil(footage, NOON), goingUntil(footage, NOON)]).toEqual([null, null, null]);
    expect(isSoon(null, NOON)).toBe(false);
  });
});

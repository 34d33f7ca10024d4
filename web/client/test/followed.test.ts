import { describe, expect, it } from 'vitest';
import type { Review } from '../src/contract/messages';
import { followedBy } from '../src/video/followed';

const review = (camera_id: string, from: string, until: string): Review => ({
  camera_id,
  from,
  until,
  gain_bits: 0.2,
  minutes: 6,
  reason: '',
});
const reviews = [
  review('C1', '2026-03-01T09:00:00Z', '2026-03-01T09:20:00Z'),
  review('C2', '2026-03-01T09:10:00Z', '2026-03-01T09:35:00Z'),
];
const at = (text: string) => Date.parse(`2026-03-01T${text}Z`);

describe('a claim', () => {
  it('of an advised window says what the advice promised', () => {
    const window = { cameraId: 'C2', from: at('09:10:00'), until: at('09:35:00') };
    expect(followedBy(reviews, window)).toEqual({ followed: { gain_bits: 0.2, minutes: 6, rank: 2 } });
  });

  it('of any other window follows nothing', () => {
    expect(followedBy(reviews, { cameraId: 'C2', from: at('09:00:00'), until: at('09:35:00') })).toEqual({});
    expect(followedBy([], { cameraId: 'C1', from: at('09:00:00'), until: at('09:20:00') })).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import type { Advice, Review } from '../src/contract/messages';
import { lineOf, stillOpen, withMarked } from '../src/video/reviewList';
import { clearance, event } from './events';

const review = (camera: string, from = '01:10', until = '01:35'): Review => ({
  camera_id: camera,
  from: `2026-03-01T${from}:00Z`,
  until: `2026-03-01T${until}:00Z`,
  gain_bits: 0.1,
  minutes: 3,
  reason: '',
});
const advice = (version: number, ...reviews: Review[]): Advice => ({ version, at: '', reviews, redirects: [] });
const cleared = (version: number, camera: string, from = '01:10', until = '01:35') =>
  event(version, 'camera_zone.cleared', {
    ...clearance(`c${version}`, camera),
    from: `2026-03-01T${from}:00Z`,
    until: `2026-03-01T${until}:00Z`,
  });
const cameras = (reviews: readonly Review[]) => reviews.map((one) => one.camera_id);

describe('what is done', () => {
  it('goes from the list before new advice comes, and comes back when it is taken back', () => {
    const told = advice(5, review('A'), review('B'));
    const done = cleared(6, 'A');
    expect(cameras(stillOpen(told, [done]))).toEqual(['B']);
    const back = event(7, 'camera_zone.clearance_withdrawn', { clearance_id: 'c6', camera_id: 'A' });
    expect(cameras(stillOpen(told, [done, back]))).toEqual(['A', 'B']);
  });

  it('is left to advice that knows of it', () => {
    expect(cameras(stillOpen(advice(6, review('A')), [cleared(6, 'A')]))).toEqual(['A']);
    expect(stillOpen(null, [])).toEqual([]);
  });

  it('up to the playhead leaves the rest of the window', () => {
    const [left] = stillOpen(advice(5, review('A')), [cleared(6, 'A', '01:10', '01:20')]);
    expect([left!.from, left!.until].map(Date.parse)).toEqual(
      ['2026-03-01T01:20:00Z', '2026-03-01T01:35:00Z'].map(Date.parse),
    );
  });

  it('minute by minute leaves nothing in the end', () => {
    const minutes = [cleared(6, 'A', '01:10', '01:30'), cleared(7, 'A', '01:30', '01:34'), cleared(8, 'B')];
    expect(stillOpen(advice(5, review('A')), minutes.slice(0, 1))).toHaveLength(1);
    expect(stillOpen(advice(5, review('A', '01:10', '01:34')), minutes)).toEqual([]);
  });

  it('where the camera has no recording', () => {
    const out = event(6, 'camera_zone.out_of_service', {
      outage_id: 'o', camera_id: 'A', from: '2026-03-01T01:00:00Z', until: null,
    });
    expect(cameras(stillOpen(advice(5, review('A'), review('B')), [out]))).toEqual(['B']);
  });
});

describe('the marked window', () => {
  const [a, b, c] = [review('A'), review('B'), review('C')];

  it('stays the marked one wherever new advice puts it, also with other ends', () => {
    const later = review('B', '01:15', '01:40');
    expect(withMarked([c, a, later], { review: b, index: 0 })).toEqual({ reviews: [c, a, later], index: 2, kept: false });
  });

  it('stays in its line when it is not advised any more', () => {
    expect(withMarked([c, a], { review: b, index: 1 })).toEqual({ reviews: [c, b, a], index: 1, kept: true });
    expect(withMarked([c], { review: b, index: 4 })).toEqual({ reviews: [c, b], index: 1, kept: true });
  });

  it('is another one at another time of the same camera', () => {
    expect(lineOf([review('A', '02:00', '02:10')], a)).toBe(-1);
    expect(withMarked([a], null).index).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { likeliest } from '../src/explain/likeliest';
import { pixelsTo } from '../src/map/pixelsTo';
import { sharpPercentWords } from '../src/search/odds';

describe('asking why', () => {
  it('finds the likeliest street, and none where there is no belief', () => {
    expect(likeliest(Uint8Array.of(3, 9, 9, 1))).toBe(1);
    expect(likeliest(Uint8Array.of(0, 0))).toBeNull();
    expect(likeliest(new Uint8Array())).toBeNull();
  });

  it('measures to the line and not to its corners', () => {
    const line = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }];
    expect(pixelsTo({ x: 5, y: 3 }, line)).toBe(3);
    expect(pixelsTo({ x: 14, y: 13 }, line)).toBe(5);
    expect(pixelsTo({ x: 1, y: 1 }, [{ x: 1, y: 4 }, { x: 1, y: 4 }])).toBe(3);
    expect(pixelsTo({ x: 1, y: 1 }, [])).toBe(Infinity);
  });

  it('says shares with the digits they deserve', () => {
    expect([0.5, 0.094, 0.0312, 0.0001, 0].map(sharpPercentWords)).toEqual(['50 %', '9.4 %', '3.1 %', '<0.1 %', '0 %']);
  });
});

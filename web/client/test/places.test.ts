import { describe, expect, it } from 'vitest';
import { moved, taken } from '../src/places/chosen';

describe('a list of places', () => {
  it('is walked by arrow keys, round its ends', () => {
    expect(moved('ArrowDown', -1, 3)).toBe(0);
    expect(moved('ArrowDown', 2, 3)).toBe(0);
    expect(moved('ArrowUp', -1, 3)).toBe(2);
    expect(moved('ArrowUp', 1, 3)).toBe(0);
    expect(moved('Escape', 1, 3)).toBe(-1);
    expect(moved('a', 1, 3)).toBeNull();
    expect(moved('ArrowDown', -1, 0)).toBeNull();
  });

  it('gives its best line to Enter when none was chosen', () => {
    expect(taken(['a', 'b'], -1)).toBe('a');
    expect(taken(['a', 'b'], 1)).toBe('b');
    expect(taken([], -1)).toBeUndefined();
  });
});

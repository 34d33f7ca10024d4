import { describe, expect, it } from 'vitest';
import { probabilityAt } from '../src/whatif/differences';

const at = (minute: number) => `2026-11-27T09:${String(minute).padStart(2, '0')}:00Z`;
const points = [10, 20, 30].map((minute, i) => ({ at: at(minute), probability: (i + 1) / 10, ahead: 0 }));

describe('the probability of the place at a moment', () => {
  it('is that of the last point before it', () => {
    expect(probabilityAt(points, Date.parse(at(25)))).toBe(0.2);
    expect(probabilityAt(points, Date.parse(at(30)))).toBe(0.3);
  });

  it('is the first one before there was any, and none without points', () => {
    expect(probabilityAt(points, Date.parse(at(1)))).toBe(0.1);
    expect(probabilityAt([], Date.parse(at(1)))).toBeNull();
  });
});

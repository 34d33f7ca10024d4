import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Repaint } from '../src/map/repaint';

let frames: (() => void)[] = [];
const nextFrame = () => {
  const [due, rest] = [frames.slice(0, 1), frames.slice(1)];
  frames = rest;
  due.forEach((run) => run());
  return due.length > 0;
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
});
afterEach(() => vi.unstubAllGlobals());

function canvas(slice: number) {
  const seen = new Map<number, number>();
  let strokes = 0;
  const repaint = new Repaint((index, level) => {
    seen.set(index, level);
    strokes++;
  }, slice);
  return { repaint, seen, strokes: () => strokes };
}

describe('repainting', () => {
  it('takes a slice of what changed in every frame, and nothing else', () => {
    const { repaint, seen, strokes } = canvas(2);
    repaint.want(Uint8Array.of(1, 0, 2, 3, 0, 4, 5));
    expect(strokes(), 'not before the frame').toBe(0);
    expect([nextFrame(), strokes()]).toEqual([true, 2]);
    expect([nextFrame(), strokes()]).toEqual([true, 4]);
    expect([nextFrame(), strokes()]).toEqual([true, 5]);
    expect(nextFrame()).toBe(false);
    expect([...seen]).toEqual([[0, 1], [2, 2], [3, 3], [5, 4], [6, 5]]);
    repaint.want(Uint8Array.of(1, 0, 2, 3, 0, 4, 6));
    while (nextFrame());
    expect(strokes()).toBe(6);
  });

  it('ends with the newest wish, and reaches the last ones however fast the wishes come', () => {
    const { repaint, seen } = canvas(2);
    for (let wish = 1; wish <= 4; wish++) {
      repaint.want(new Uint8Array(8).fill(wish));
      nextFrame();
    }
    expect(seen.get(7), 'nothing is left unpainted for long').toBe(4);
    while (nextFrame());
    expect([...seen.values()]).toEqual(new Array(8).fill(4));
  });

  it('begins anew with another number of streets, and leaves off when it is told to', () => {
    const { repaint, seen, strokes } = canvas(9);
    repaint.want(Uint8Array.of(1, 1));
    nextFrame();
    repaint.want(Uint8Array.of(1, 1, 1));
    nextFrame();
    expect([strokes(), seen.size]).toEqual([5, 3]);
    repaint.want(Uint8Array.of(2, 2, 2));
    repaint.stop();
    expect(nextFrame()).toBe(false);
    repaint.want(Uint8Array.of(3, 3, 3));
    nextFrame();
    expect([...seen.values()]).toEqual([3, 3, 3]);
  });
});

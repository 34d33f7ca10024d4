import { describe, expect, it } from 'vitest';
import { barScale, draggedTo, gripAt } from '../src/video/barScale';

const MINUTE = 60_000;
const at = (minute: number) => Date.UTC(2026, 2, 1, 9) + minute * MINUTE;
const chosen = { from: at(10), until: at(35) };

describe('the time bar', () => {
  it('shows all of a short search, and no less than half an hour', () => {
    expect(barScale(at(0), null, at(8))).toMatchObject({ start: at(-5), end: at(25) });
    expect(barScale(at(0), chosen, at(60))).toMatchObject({ start: at(-5), end: at(60) });
  });

  it('shows the hours around the window of a long one', () => {
    const { start, end, ticks } = barScale(at(0), { from: at(300), until: at(320) }, at(600));
    expect(end - start).toBe(150 * MINUTE);
    expect(start).toBeLessThan(at(300));
    expect(end).toBeGreaterThan(at(320));
    expect(ticks.every((tick) => tick >= start && tick <= end)).toBe(true);
  });

  it('does not tremble while the clock goes on within half a minute', () => {
    expect(barScale(at(0), chosen, at(60) + 1)).toEqual(barScale(at(0), chosen, at(60) + 29_000));
  });
});

describe('a drag on the bar', () => {
  it('near an end moves that end, elsewhere makes another window', () => {
    expect(gripAt(at(10.5), chosen, MINUTE)).toBe('from');
    expect(gripAt(at(34.5), chosen, MINUTE)).toBe('until');
    expect(gripAt(at(20), chosen, MINUTE)).toBe('new');
    expect(gripAt(at(10), null, MINUTE)).toBe('new');
  });

  it('goes by whole minutes, in either direction', () => {
    expect(draggedTo('new', at(20.4), at(12.6), chosen)).toEqual({ from: at(13), until: at(20) });
    expect(draggedTo('from', at(10), at(14.2), chosen)).toEqual({ from: at(14), until: at(35) });
    expect(draggedTo('until', at(35), at(50), chosen)).toEqual({ from: at(10), until: at(50) });
  });

  it('never turns a window inside out', () => {
    expect(draggedTo('from', at(10), at(80), chosen)).toEqual({ from: at(34), until: at(35) });
    expect(draggedTo('until', at(35), at(0), chosen)).toEqual({ from: at(10), until: at(11) });
  });
});

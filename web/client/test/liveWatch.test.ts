import { describe, expect, it } from 'vitest';
import { ANSWER, IDLE, LiveWatch, type Ending, type Watched } from '../src/video/liveWatch';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START = Date.UTC(2026, 2, 1, 1);

/** A watch on C17 since START, told every second of time that runs `speed` times as fast. */
function watching(speed = 1) {
  const windows: Watched[] = [];
  const watch = new LiveWatch((watched) => windows.push(watched));
  let real = 500_000;
  const now = () => START + (real - 500_000) * speed;
  watch.start('C17', now(), real);
  return {
    watch,
    windows,
    now,
    /** Real time goes on; the end, if it came. */
    pass(ms: number, touching = true) {
      for (let gone = 0; gone < ms; gone += SECOND) {
        real += SECOND;
        if (touching) watch.touch(real);
        const ended = watch.tick(now(), real, speed);
        if (ended) return ended;
      }
      return null;
    },
    sleep: (ms: number) => (real += ms),
    touch: () => watch.touch(real),
    tick: () => watch.tick(now(), real, speed),
    end: (why: Ending) => watch.end(why, now(), real, speed),
  };
}

const joined = (windows: Watched[]) => windows.every((window, i) => i === 0 || window.from === windows[i - 1]!.until);
const minutes = (windows: Watched[]) => windows.map(({ from, until }) => (until - from) / MINUTE);

describe('watching live', () => {
  it('records one window a minute, each joining the one before', () => {
    const desk = watching();
    desk.pass(5.5 * MINUTE);
    expect(minutes(desk.windows)).toEqual([1, 1, 1, 1, 1]);
    expect(desk.windows[0]!.from).toBe(START);
    expect(joined(desk.windows)).toBe(true);
  });

  it('never reaches into the future, and keeps the newest seconds back', () => {
    const desk = watching();
    desk.pass(76 * SECOND);
    expect(desk.now() - desk.windows.at(-1)!.until).toBeGreaterThanOrEqual(15 * SECOND);
  });

  it('records what is left when it ends, up to the end', () => {
    const desk = watching();
    desk.pass(3 * MINUTE + 20 * SECOND);
    const ended = desk.end('asked');
    expect(joined(desk.windows)).toBe(true);
    expect(desk.windows.at(-1)!.until).toBe(desk.now() - SECOND);
    expect(ended).toEqual({ cameraId: 'C17', why: 'asked', since: START, until: desk.now() - SECOND });
    expect(desk.watch.view).toBeNull();
    expect(desk.end('asked')).toBeNull();
  });

  it('leaves out the seconds before a sighting: he may have been in the picture already', () => {
    const desk = watching();
    desk.pass(90 * SECOND);
    desk.end('sighting');
    expect(minutes(desk.windows)).toEqual([1]);
    expect(desk.now() - desk.windows[0]!.until).toBeGreaterThanOrEqual(15 * SECOND);
  });

  it('asks after ten minutes without a touch, and records nothing while it waits', () => {
    const desk = watching();
    desk.pass(IDLE - SECOND, false);
    expect(desk.watch.view!.asking).toBe(false);
    desk.pass(SECOND, false);
    expect(desk.watch.view!.asking).toBe(true);
    const recorded = desk.windows.length;
    desk.pass(ANSWER / 2, false);
    expect(desk.windows).toHaveLength(recorded);
  });

  it('goes on without a gap when somebody answers', () => {
    const desk = watching();
    desk.pass(IDLE + 30 * SECOND, false);
    desk.touch();
    expect(desk.pass(2 * MINUTE)).toBeNull();
    desk.end('asked');
    expect(joined(desk.windows)).toBe(true);
    expect(desk.windows.at(-1)!.until).toBe(desk.now() - SECOND);
  });

  it('ends when nobody answers, with nothing recorded of the time after the question', () => {
    const desk = watching();
    const ended = desk.pass(IDLE + ANSWER + MINUTE, false);
    expect(ended!.why).toBe('idle');
    expect(ended!.until).toBeLessThanOrEqual(START + IDLE);
    expect(ended!.until).toBeGreaterThan(START + IDLE - 5 * SECOND);
    expect(Math.max(...desk.windows.map(({ until }) => until))).toBe(ended!.until);
  });

  it('claims nothing of the time the device slept', () => {
    const desk = watching();
    desk.pass(2 * MINUTE);
    const before = desk.now();
    desk.sleep(30 * MINUTE);
    expect(desk.tick()!.why).toBe('asleep');
    expect(Math.max(...desk.windows.map(({ until }) => until))).toBeLessThanOrEqual(before);
  });

  it('claims nothing of it either when the first sign of waking is another one', () => {
    for (const wakes of ['touch', 'hidden', 'answer'] as const) {
      const desk = watching();
      desk.pass(wakes === 'answer' ? IDLE + 5 * SECOND : 2 * MINUTE, wakes !== 'answer');
      const before = desk.now();
      desk.sleep(30 * MINUTE);
      if (wakes !== 'hidden') desk.touch();
      if (wakes === 'hidden') desk.end('hidden');
      else expect(desk.tick()).not.toBeNull();
      expect(Math.max(...desk.windows.map(({ until }) => until))).toBeLessThanOrEqual(before);
    }
  });

  it('ends when the clock of the service jumps', () => {
    const windows: Watched[] = [];
    const watch = new LiveWatch((watched) => windows.push(watched));
    watch.start('C17', START, 0);
    expect(watch.tick(START + SECOND, SECOND, 1)).toBeNull();
    expect(watch.tick(START + 20 * MINUTE, 2 * SECOND, 1)!.why).toBe('asleep');
    expect(windows).toEqual([]);
    watch.start('C17', START, 0);
    watch.tick(START + SECOND, SECOND, 1);
    expect(watch.tick(START - 20 * MINUTE, 2 * SECOND, 1)!.why).toBe('asleep');
    expect(windows).toEqual([]);
  });

  it.each([4, 20, 60])('keeps up with an exercise clock at %i times the speed', (speed) => {
    const desk = watching(speed);
    desk.pass(2 * MINUTE);
    desk.end('asked');
    expect(joined(desk.windows)).toBe(true);
    expect(desk.windows.at(-1)!.until).toBe(desk.now() - SECOND * speed);
    // Not more than one command in five seconds of real time.
    expect(desk.windows.length).toBeLessThanOrEqual(25);
    expect(desk.windows.every(({ until }) => until <= desk.now())).toBe(true);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WindowClaim } from '../src/video/windowClaim';

const MINUTE = 60_000;
const window = (from: number, until: number, cameraId = 'C1') => ({ cameraId, from: from * MINUTE, until: until * MINUTE });

describe('the lease on the open window', () => {
  const said: string[] = [];
  let refuse = false;
  let taken = false;
  let number = 0;
  const touches = new EventTarget();

  const desk = {
    claim: ({ cameraId, from, until }: ReturnType<typeof window>) => {
      said.push(`claim ${cameraId} ${from / MINUTE}-${until / MINUTE}${refuse ? ' refused' : ''}`);
      return Promise.resolve(refuse ? null : `k${++number}`);
    },
    release: (id: string) => void said.push(`release ${id}`),
    taken: () => taken,
    now: () => Date.now(),
  };
  const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const heard = () => said.splice(0);

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('addEventListener', touches.addEventListener.bind(touches));
    vi.stubGlobal('removeEventListener', touches.removeEventListener.bind(touches));
    [refuse, taken, number] = [false, false, 0];
    said.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is taken when it opens and given back when it closes', async () => {
    const lease = new WindowClaim(desk);
    lease.open(window(10, 20));
    await after(0);
    lease.close();
    await after(0);
    expect(heard()).toEqual(['claim C1 10-20', 'release k1']);
  });

  it('follows a dragged window once it has come to rest, and lets the old part go', async () => {
    const lease = new WindowClaim(desk);
    lease.open(window(10, 20));
    await after(0);
    for (let end = 21; end < 30; end++) lease.change(window(15, end));
    await after(1000);
    expect(heard()).toEqual(['claim C1 10-20', 'claim C1 15-29', 'release k1']);
    lease.change(window(14, 30));
    await after(1000);
    expect(heard()).toEqual(['claim C1 14-30']);
    lease.close();
  });

  it('is renewed while somebody works, and not while nobody does', async () => {
    const lease = new WindowClaim(desk);
    lease.open(window(10, 20));
    await after(9 * MINUTE);
    expect(heard()).toEqual(['claim C1 10-20', 'claim C1 10-20']);
    touches.dispatchEvent(new Event('keydown'));
    await after(9 * MINUTE);
    expect(heard().length).toBeGreaterThan(0);
    await after(60 * MINUTE);
    heard();
    await after(60 * MINUTE);
    expect(heard()).toEqual([]);
    lease.close();
  });

  it('that was refused is tried again only when the colleague is done', async () => {
    const lease = new WindowClaim(desk);
    [refuse, taken] = [true, true];
    lease.open(window(10, 20));
    await after(MINUTE);
    expect(heard()).toEqual(['claim C1 10-20 refused']);
    [refuse, taken] = [false, false];
    await after(MINUTE);
    expect(heard()).toEqual(['claim C1 10-20']);
    lease.close();
  });

  it('of a window closed at once is given back all the same', async () => {
    const lease = new WindowClaim(desk);
    lease.open(window(10, 20));
    lease.open(window(0, 5, 'C2'));
    await after(0);
    lease.close();
    await after(0);
    expect(heard().at(-1)).toMatch(/^release/);
  });

  it('of a cleared window has ended with it', async () => {
    const lease = new WindowClaim(desk);
    lease.open(window(10, 20));
    await after(0);
    lease.cleared();
    lease.close();
    await after(0);
    expect(heard()).toEqual(['claim C1 10-20']);
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';

const kept = new Map<string, string>();
let device = { matches: false, addEventListener: () => {} };

/** The page as it opens: what it shows is asked of the choice made anew. */
async function opened() {
  vi.resetModules();
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  vi.stubGlobal('matchMedia', () => device);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  return (await import('../src/parts/theme.svelte')).theme;
}
const at = (hour: number) => new Date(2026, 2, 1, hour);

describe('light or dark', () => {
  beforeEach(() => {
    kept.clear();
    device = { matches: false, addEventListener: () => {} };
  });

  it('is not decided by the hour before the search has told its time', async () => {
    const theme = await opened();
    theme.followHour(null);
    expect(theme.current).toBe('light');
    theme.followHour(at(22));
    expect(theme.current).toBe('dark');
    theme.followHour(at(8));
    expect(theme.current).toBe('light');
  });

  it('begins as the last hour in the street left it', async () => {
    (await opened()).followHour(at(22));
    const again = await opened();
    expect(again.current).toBe('light');
    again.followHour(null);
    expect(again.current).toBe('dark');
  });

  it('is what somebody chose, at any hour, and dark where the device is', async () => {
    const theme = await opened();
    theme.followHour(at(22));
    theme.toggle();
    theme.followHour(at(23));
    expect(theme.current).toBe('light');
    kept.clear();
    device = { ...device, matches: true };
    const dark = await opened();
    dark.followHour(at(12));
    expect(dark.current).toBe('dark');
  });
});

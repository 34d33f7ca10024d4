import { describe, expect, it } from 'vitest';
import type { DemoInfo } from '../src/contract/demo';
import { nextOf } from '../src/demo/played';

const role = (key: string, host: string) => ({
  role: 'street',
  key,
  label: { zh: key, en: key },
  url: `http://${host}:8000/api/v1/demo/enter/${key}`,
});
const demo = (more: Partial<DemoInfo>): DemoInfo => ({
  speed: 1,
  speeds: [1],
  started_at: null,
  now: '2026-03-02T09:00:00Z',
  search_id: 'new',
  story: { zh: '', en: '' },
  roles: [role('team1', 'team1.localhost'), role('video', 'video.localhost')],
  over: false,
  placed_cameras: 0,
  ...more,
});

describe('the way on from a play that has ended', () => {
  it('leads to the same part of the next play', () => {
    expect(nextOf(demo({}), 'old', 'team1.localhost')).toBe('http://team1.localhost:8000/api/v1/demo/enter/team1');
  });
  it('is the page of the demo while no other play runs', () => {
    expect(nextOf(demo({ search_id: 'old' }), 'old', 'team1.localhost')).toBeNull();
    expect(nextOf(demo({ search_id: null }), 'old', 'team1.localhost')).toBeNull();
    expect(nextOf(demo({ over: true }), 'old', 'team1.localhost')).toBeNull();
  });
  it('is the page of the demo where all parts have one host', () => {
    const roles = [role('team1', 'station.example'), role('video', 'station.example')];
    expect(nextOf(demo({ roles }), 'old', 'station.example')).toBeNull();
  });
});

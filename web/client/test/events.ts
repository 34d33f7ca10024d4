/** Events for tests, written as the service writes them. */
import type { EventData, SearchEvent, Topic } from '../src/contract/events';

export function event<T extends Topic>(version: number, topic: T, data: EventData[T], actor = 'officer'): SearchEvent {
  const at = new Date(Date.UTC(2026, 2, 1, 1, version)).toISOString();
  return { version, topic, occurred_at: at, recorded_at: at, actor, data } as SearchEvent;
}

export const clearance = (id: string, camera = 'C17'): EventData['camera_zone.cleared'] => ({
  clearance_id: id,
  camera_id: camera,
  from: '2026-03-01T01:10:00Z',
  until: '2026-03-01T01:35:00Z',
  grade: 'good',
  pod: 0.85,
  playback_speed: 8,
  reviewer_kind: 'officer',
});

export const redirect = (id: string, team = 't1', because: number[] = []): EventData['street_team.redirected'] => ({
  redirect_id: id,
  team_id: team,
  target: { lon: 8.7, lat: 49.4 },
  segments: [3, 4],
  replaces: null,
  because,
  grounds: [],
  expected_pos: 0.2,
  expires_at: null,
  issued_by: 'policy',
});

export const team = (id: string): EventData['street_team.deployed'] => ({
  team_id: id,
  name: id,
  mode: 'foot',
  beat: null,
  lon: null,
  lat: null,
});

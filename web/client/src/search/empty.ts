import type { SearchState } from '../contract/state';

/** A search before its first event. */
export function emptyState(searchId: string): SearchState {
  return {
    search_id: searchId,
    version: 0,
    status: 'open',
    opened_at: '',
    area: '',
    area_hash: '',
    subject: null,
    last_known_point: null,
    familiar_places: [],
    cameras: {},
    clearances: [],
    claims: [],
    sightings: [],
    outside_checks: [],
    teams: [],
    redirects: [],
    sweeps: [],
    notes: [],
    checklist: [],
    find: null,
    outcome: null,
  };
}

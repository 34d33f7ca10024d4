/** What events about the incident, the subject, sightings and the find do to the state. */
import type { Rules } from './rules';
import { changed, put } from './lists';
import { sameDuty } from '../duties/sameDuty';

export const incidentRules: Rules = {
  'search.opened': (state, { data, occurred_at }) => ({
    ...state,
    status: 'open',
    opened_at: occurred_at,
    area: data.area,
    area_hash: data.area_hash,
  }),
  'search.suspended': (state) => ({ ...state, status: 'suspended' }),
  'search.resumed': (state) => ({ ...state, status: 'open' }),
  'search.closed': (state, { data }) => ({ ...state, status: 'closed', outcome: data.outcome }),
  'subject.described': (state, { data }) => ({
    ...state,
    subject: {
      mobility: data.mobility,
      since: data.since,
      factors: data.factors,
      description: data.description ?? state.subject?.description ?? null,
      photo_id: state.subject?.photo_id ?? null,
    },
  }),
  'subject.photo_added': (state, { data }) => ({
    ...state,
    subject: state.subject && { ...state.subject, photo_id: data.photo_id },
  }),
  'subject.photo_withdrawn': (state, { data }) => ({
    ...state,
    subject: state.subject && { ...state.subject, photo_id: data.instead },
  }),
  'last_known_point.set': (state, { data }) => ({
    ...state,
    last_known_point: { lon: data.lon, lat: data.lat, at: data.at, radius_m: data.radius_m },
  }),
  'familiar_place.added': (state, { data }) => ({
    ...state,
    familiar_places: put(
      state.familiar_places,
      {
        place_id: data.place_id,
        lon: data.lon,
        lat: data.lat,
        weight: data.weight,
        label: data.label ?? null,
      },
      (place) => place.place_id,
    ),
  }),
  'sighting.reported': (state, { data, version }) => ({
    ...state,
    sightings: [
      ...state.sightings,
      {
        sighting_id: data.sighting_id,
        lon: data.lon,
        lat: data.lat,
        at: data.at,
        radius_m: data.radius_m,
        minutes_doubt: data.minutes_doubt,
        heading: data.heading,
        source: data.source,
        camera_id: data.camera_id,
        credibility: data.credibility,
        verdict: null,
        version,
        note: data.note ?? null,
        photo_id: null,
      },
    ],
  }),
  'sighting.assessed': (state, { data }) => ({
    ...state,
    sightings: changed(
      state.sightings,
      (sighting) => sighting.sighting_id === data.sighting_id,
      () => ({ verdict: data.verdict }),
    ),
  }),
  'sighting.photo_added': (state, { data }) => ({
    ...state,
    sightings: changed(
      state.sightings,
      (sighting) => sighting.sighting_id === data.sighting_id,
      () => ({ photo_id: data.photo_id }),
    ),
  }),
  'rest_of_world.checked': (state, { data, occurred_at }) => ({
    ...state,
    outside_checks: [
      ...state.outside_checks,
      {
        check_id: data.check_id,
        kind: data.kind,
        from: data.from,
        until: data.until,
        pod: data.pod,
        at: occurred_at,
        whom: data.whom ?? null,
        withdrawn: false,
      },
    ],
  }),
  'rest_of_world.check_withdrawn': (state, { data }) => ({
    ...state,
    outside_checks: changed(
      state.outside_checks,
      (check) => check.check_id === data.check_id,
      () => ({ withdrawn: true }),
    ),
  }),
  'checklist.item_done': (state, { data, occurred_at, actor }) =>
    state.checklist.some((done) => sameDuty(done, data))
      ? state
      : {
          ...state,
          checklist: [
            ...state.checklist,
            { role: data.role, item: data.item, team_id: data.team_id, at: occurred_at, actor },
          ],
        },
  'checklist.item_undone': (state, { data }) => ({
    ...state,
    checklist: state.checklist.filter((done) => !sameDuty(done, data)),
  }),
  'note.added': (state, { data, occurred_at, actor }) => ({
    ...state,
    notes: [...state.notes, { note_id: data.note_id, at: occurred_at, actor, text: data.text ?? null }],
  }),
  'subject.found': (state, { data }) => ({
    ...state,
    status: state.status === 'closed' ? 'closed' : 'found',
    find: {
      find_id: data.find_id,
      lon: data.lon,
      lat: data.lat,
      at: data.at,
      condition: data.condition,
      team_id: data.team_id ?? null,
    },
  }),
  'subject.find_withdrawn': (state) => ({
    ...state,
    status: state.status === 'closed' ? 'closed' : 'open',
    find: null,
  }),
};

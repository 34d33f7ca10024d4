/** What camera events do to the state. */
import type { CameraRecord, SearchState } from '../contract/state';
import type { Rules } from './rules';
import { changed } from './lists';

type Span = { from: string; until: string };

function withCamera(
  state: SearchState,
  cameraId: string,
  change: (camera: CameraRecord) => Partial<CameraRecord>,
): SearchState {
  const camera = state.cameras[cameraId] ?? {};
  return { ...state, cameras: { ...state.cameras, [cameraId]: { ...camera, ...change(camera) } } };
}

/** Whether two windows share more than a moment. */
const overlap = (a: Span, b: Span) =>
  Date.parse(a.from) < Date.parse(b.until) && Date.parse(b.from) < Date.parse(a.until);

export const cameraRules: Rules = {
  'camera_zone.claimed': (state, { data, actor }) => ({
    ...state,
    claims: [
      ...state.claims.filter((claim) => claim.claim_id !== data.claim_id),
      {
        claim_id: data.claim_id,
        camera_id: data.camera_id,
        from: data.from,
        until: data.until,
        actor,
        expires_at: data.expires_at,
      },
    ],
  }),
  'camera_zone.released': (state, { data }) => ({
    ...state,
    claims: state.claims.filter((claim) => claim.claim_id !== data.claim_id),
  }),
  'camera_zone.cleared': (state, event) => ({
    ...state,
    // The officer's own claim on the window has served its end.
    claims: state.claims.filter(
      (claim) => claim.actor !== event.actor || claim.camera_id !== event.data.camera_id || !overlap(claim, event.data),
    ),
    clearances: [
      ...state.clearances,
      {
        clearance_id: event.data.clearance_id,
        camera_id: event.data.camera_id,
        from: event.data.from,
        until: event.data.until,
        grade: event.data.grade,
        pod: event.data.pod,
        playback_speed: event.data.playback_speed,
        reviewer_kind: event.data.reviewer_kind,
        actor: event.actor,
        occurred_at: event.occurred_at,
        version: event.version,
        withdrawn: false,
      },
    ],
  }),
  'camera_zone.clearance_withdrawn': (state, { data }) => ({
    ...state,
    clearances: changed(
      state.clearances,
      (clearance) => clearance.clearance_id === data.clearance_id,
      () => ({ withdrawn: true }),
    ),
  }),
  'camera_zone.clock_corrected': (state, { data }) =>
    withCamera(state, data.camera_id, () => ({ clock_offset_s: data.offset_s })),
  'camera_zone.out_of_service': (state, { data }) =>
    withCamera(state, data.camera_id, (camera) => ({
      outages: [...(camera.outages ?? []), { outage_id: data.outage_id, from: data.from, until: data.until }],
    })),
  'camera_zone.outage_withdrawn': (state, { data }) =>
    withCamera(state, data.camera_id, (camera) => ({
      outages: (camera.outages ?? []).filter((outage) => outage.outage_id !== data.outage_id),
    })),
  'camera_zone.recording_requested': (state, { data }) =>
    withCamera(state, data.camera_id, (camera) => ({
      recordings: [
        ...(camera.recordings ?? []),
        {
          request_id: data.request_id,
          minutes: data.minutes,
          overwritten_at: data.overwritten_at,
          available: false,
        },
      ],
    })),
  'camera_zone.recording_available': (state, { data }) =>
    withCamera(state, data.camera_id, (camera) => ({
      recordings: changed(
        camera.recordings ?? [],
        (recording) => recording.request_id === data.request_id,
        () => ({ available: true }),
      ),
    })),
};

/** What a camera looks like on the map: one of six states, each with a shape of its own. */
import type { Review } from '../contract/messages';
import type { SearchState } from '../contract/state';

export type CameraState = 'open' | 'part' | 'cleared' | 'claimed' | 'sighting' | 'out';

interface Span {
  from: number;
  until: number;
}

const span = (of: { from: string; until: string | null }): Span => ({
  from: Date.parse(of.from),
  until: of.until === null ? Infinity : Date.parse(of.until),
});

/** The part of `wanted` that the spans cover together, between 0 and 1. */
export function coverage(spans: readonly Span[], wanted: Span): number {
  const length = wanted.until - wanted.from;
  if (length <= 0) return 0;
  let covered = 0;
  let reached = wanted.from;
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    const start = Math.max(reached, from);
    const end = Math.min(until, wanted.until);
    if (end > start) {
      covered += end - start;
      reached = end;
    }
  }
  return covered / length;
}

const ENOUGH = 0.95;

/**
 * The state of every camera that anything is known of; the others are `open`. The window that
 * matters is the one the advice wants; a camera it does not want, but that was reviewed, is done.
 */
export function cameraStates(
  state: SearchState,
  reviews: readonly Review[],
  now: Date,
  account: string,
): Map<string, CameraState> {
  const states = new Map<string, CameraState>();
  const clearances = state.clearances.filter((clearance) => !clearance.withdrawn);
  for (const cameraId of new Set(clearances.map((clearance) => clearance.camera_id))) {
    const own = clearances.filter((clearance) => clearance.camera_id === cameraId).map(span);
    const wanted = reviews.filter((review) => review.camera_id === cameraId).map(span);
    const done = wanted.every((window) => coverage(own, window) >= ENOUGH);
    states.set(cameraId, done ? 'cleared' : 'part');
  }
  for (const claim of state.claims) {
    if (claim.actor !== account && Date.parse(claim.expires_at) > now.getTime()) states.set(claim.camera_id, 'claimed');
  }
  for (const [cameraId, camera] of Object.entries(state.cameras)) {
    const out = (camera.outages ?? []).some((outage) => {
      const { from, until } = span(outage);
      return from <= now.getTime() && now.getTime() < until;
    });
    if (out) states.set(cameraId, 'out');
  }
  for (const sighting of state.sightings) {
    if (sighting.camera_id && sighting.verdict !== 'ruled_out') states.set(sighting.camera_id, 'sighting');
  }
  return states;
}

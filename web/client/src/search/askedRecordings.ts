/** Recordings that somebody was asked for. Pure. */
import type { SearchState } from '../contract/state';

export interface AskedRecording {
  cameraId: string;
  minutes: number;
  overwrittenAt: string | null;
  available: boolean;
}

/** Recordings asked for: those that are not here first, soonest overwritten first. */
export function recordingsOf(state: SearchState): AskedRecording[] {
  const end = ({ overwrittenAt }: AskedRecording) => (overwrittenAt ? Date.parse(overwrittenAt) : Infinity);
  return Object.entries(state.cameras)
    .flatMap(([cameraId, { recordings = [] }]) =>
      recordings.map(({ minutes, overwritten_at, available }) => ({
        cameraId,
        minutes,
        overwrittenAt: overwritten_at,
        available,
      })),
    )
    .sort((a, b) => Number(a.available) - Number(b.available) || end(a) - end(b));
}

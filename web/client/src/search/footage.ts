/** What is known of getting a camera's recording, and until when it is there to be watched. */
import type { CameraProperties } from '../contract/area';
import type { CameraRecord } from '../contract/state';

const HOUR = 3_600_000;
/** What goes within this time is soon gone. */
const SOON = HOUR;

export interface Footage {
  /** Minutes until it can be watched; 0 where it is at hand. */
  minutes: number;
  /** Somebody was asked for it and it has not come. */
  asked: boolean;
  arrived: boolean;
  /** Milliseconds that a recording is kept; null where nobody knows, or it does not matter any more. */
  kept: number | null;
  /** When all of it goes, in Unix milliseconds; null where nobody said. */
  goes: number | null;
  /** Milliseconds by which the camera's clock is ahead. */
  ahead: number;
}

export function footageOf(camera: CameraProperties | undefined, known: CameraRecord | undefined): Footage {
  const ahead = (known?.clock_offset_s ?? camera?.clock_offset_s ?? 0) * 1000;
  const recordings = known?.recordings ?? [];
  if (recordings.some((one) => one.available)) {
    return { minutes: 0, asked: false, arrived: true, kept: null, goes: null, ahead };
  }
  const asked = recordings.at(-1);
  const hours = camera?.overwritten_after_h ?? null;
  return {
    minutes: asked?.minutes ?? camera?.retrieval_min ?? 0,
    asked: asked !== undefined,
    arrived: false,
    kept: hours === null ? null : hours * HOUR,
    goes: asked?.overwritten_at ? Date.parse(asked.overwritten_at) : null,
    ahead,
  };
}

/** When the recording of a moment by the camera's clock is overwritten; null if nobody knows. */
export function overwrittenAt({ kept, goes, ahead }: Footage, moment: number): number | null {
  const ends = [kept === null ? null : moment - ahead + kept, goes].filter((end) => end !== null);
  return ends.length ? Math.min(...ends) : null;
}

/** Whether that is near. */
export const isSoon = (end: number | null, now: number): end is number => end !== null && end - now <= SOON;

/** Up to which moment by the camera's clock everything is gone by `now`; null for nothing. */
export function goneUntil({ kept, goes, ahead }: Footage, now: number): number | null {
  if (goes !== null && goes <= now) return now + ahead;
  return kept === null ? null : now - kept + ahead;
}

/** The same an hour on: what lies before it has to be watched or saved first. */
export const goingUntil = (footage: Footage, now: number) => goneUntil(footage, now + SOON);

/** Beliefs of a replay: fetched a little ahead of where it plays, and kept. */
import { at, getBytes } from '../net/api';
import { decodeFrame, type BeliefFrame } from '../net/frame';
import type { Course } from './course';

export type Mode = 'known' | 'was';

/** A belief: everything recorded up to a version, and the moment it speaks of. */
export interface Wanted {
  version: number;
  at: number;
}

const KEPT_BYTES = 80_000_000;
/** At the same time; the service computes about so many side by side. */
const SIDE_BY_SIDE = 2;
/** Beliefs nearer to one another are one for the eye, in milliseconds of the reader's time. */
const FRAME_GAP_MS = 120;
/** Spans of search time for which one belief stands, in milliseconds. */
const GRIDS = [15_000, 30_000, 60_000, 120_000];
/** How much of the reader's time is fetched ahead, in milliseconds. */
const AHEAD_MS = 2_500;

/** For how long one belief stands at a speed; 0 is a reader who looks at one moment. */
export function gridOf(speed: number): number {
  return GRIDS.find((grid) => grid >= speed * FRAME_GAP_MS) ?? GRIDS.at(-1)!;
}

/** The belief that stands for a moment; null before there is one. */
export function wantedAt(course: Course, mode: Mode, moment: number, speed: number, version: number): Wanted | null {
  const grid = gridOf(speed);
  const begun = Math.floor(moment / grid) * grid;
  const count = course.countAt(speed > 0 && grid > GRIDS[0]! ? begun : moment);
  const change = course.change(count) ?? course.change(course.countAt(moment));
  const since = course.steps.find(({ event }) => event.topic === 'last_known_point.set');
  if (!change || !since || course.countAt(moment) < course.steps.indexOf(since) + 1) return null;
  // With hindsight all evidence counts at every moment.
  return mode === 'was'
    ? { version, at: Math.max(begun, since.at) }
    : { version: Math.max(change.event.version, since.event.version), at: Math.max(begun, change.at) };
}

const keyOf = (wanted: Wanted) => `${wanted.version} ${wanted.at}`;

export class Frames {
  private readonly kept = new Map<string, BeliefFrame>();
  private readonly coming = new Map<string, Promise<BeliefFrame>>();
  private bytes = 0;

  constructor(private readonly searchId: string) {}

  at(wanted: Wanted): BeliefFrame | undefined {
    const key = keyOf(wanted);
    const frame = this.kept.get(key);
    if (frame) {
      this.kept.delete(key);
      this.kept.set(key, frame);
    }
    return frame;
  }

  get busy(): boolean {
    return this.coming.size >= SIDE_BY_SIDE;
  }

  has(wanted: Wanted): boolean {
    return this.kept.has(keyOf(wanted)) || this.coming.has(keyOf(wanted));
  }

  fetch(wanted: Wanted): Promise<BeliefFrame> {
    const key = keyOf(wanted);
    const known = this.kept.get(key);
    if (known) return Promise.resolve(known);
    const running = this.coming.get(key) ?? this.ask(key, wanted);
    this.coming.set(key, running);
    return running;
  }

  /** What a reader at `moment` will want next while playing at `speed`, the soonest first. */
  static ahead(course: Course, mode: Mode, moment: number, speed: number, version: number, end: number): Wanted[] {
    const grid = gridOf(speed);
    const until = Math.min(end, moment + Math.max(AHEAD_MS * speed, 2 * grid));
    const found: Wanted[] = [];
    for (let at = moment; at <= until; at = (Math.floor(at / grid) + 1) * grid) {
      const wanted = wantedAt(course, mode, at, speed, version);
      if (wanted) found.push(wanted);
    }
    return found;
  }

  private async ask(key: string, { version, at: moment }: Wanted): Promise<BeliefFrame> {
    try {
      const when = new Date(moment).toISOString();
      const frame = decodeFrame(await getBytes(at`/searches/${this.searchId}/frame?version=${version}&at=${when}`));
      this.kept.set(key, frame);
      this.bytes += frame.codes.byteLength;
      for (const [oldest, { codes }] of this.kept) {
        if (this.bytes <= KEPT_BYTES) break;
        this.kept.delete(oldest);
        this.bytes -= codes.byteLength;
      }
      return frame;
    } finally {
      this.coming.delete(key);
    }
  }
}

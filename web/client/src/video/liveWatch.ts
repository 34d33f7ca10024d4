/**
 * Watching a camera live, as bookkeeping: which minutes somebody really watched. It knows no screen
 * and no net; moments are Unix milliseconds, `now` of the service (an exercise's may run faster),
 * `real` of this device.
 */

/** Why watching ended. */
export type Ending =
  | 'asked' // by the officer
  | 'sighting' // there he is
  | 'hidden' // this page is not in sight
  | 'camera' // another camera or window was opened
  | 'recording' // a recording is played: nobody watches both
  | 'idle' // nobody answered whether somebody is still there
  | 'asleep' // this device stood still, or its clock jumped
  | 'colleague' // somebody else has claimed this camera
  | 'over'; // the search is over

export interface Watched {
  cameraId: string;
  from: number;
  until: number;
}

export interface LiveView {
  cameraId: string;
  since: number;
  /** Waits for a sign that somebody is there; until it comes nothing more is recorded. */
  asking: boolean;
  /** When it ends without an answer, in device time. */
  endsAt: number | null;
}

export interface Ended {
  cameraId: string;
  why: Ending;
  since: number;
  /** Up to here it was recorded that he did not show. */
  until: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** A window is recorded when it is so long, but not more often than that in device time. */
const LEAST = MINUTE;
const LEAST_REAL = 5 * SECOND;
/** The newest seconds wait: whoever notices him now may have had him in the picture already. */
const NOTICING = 15 * SECOND;
/** The clocks of service and device agree to about this, and no window may reach into the future. */
const DOUBT_REAL = SECOND;
/** After so long without a touch it asks, and after so long without an answer it ends. */
export const IDLE = 10 * MINUTE;
export const ANSWER = MINUTE;
/** A longer step than this between two ticks is time that nobody watched. */
const ASLEEP = 10 * SECOND;

export class LiveWatch {
  private on: {
    cameraId: string;
    since: number;
    recorded: number;
    now: number;
    real: number;
    touched: number;
    asked: { now: number; real: number } | null;
  } | null = null;

  constructor(private readonly record: (watched: Watched) => void) {}

  get view(): LiveView | null {
    if (!this.on) return null;
    const { cameraId, since, asked } = this.on;
    return { cameraId, since, asking: asked !== null, endsAt: asked && asked.real + ANSWER };
  }

  start(cameraId: string, now: number, real: number): void {
    this.on = { cameraId, since: now, recorded: now, now, real, touched: real, asked: null };
  }

  /** The officer touched keyboard, mouse or screen. */
  touch(real: number): void {
    if (!this.on) return;
    this.on.touched = real;
    // Whoever answers in time has been there meanwhile.
    if (this.on.asked && real - this.on.asked.real < ANSWER) this.on.asked = null;
  }

  /** Time goes on; says how it ended when it did. `speed` is how fast the service's time runs. */
  tick(now: number, real: number, speed: number): Ended | null {
    const on = this.on;
    if (!on) return null;
    if (this.gap(now, real, speed)) return this.end('asleep', now, real, speed);
    on.now = now;
    on.real = real;
    if (!on.asked && real - on.touched >= IDLE) on.asked = { now, real };
    if (on.asked) return real - on.asked.real >= ANSWER ? this.end('idle', now, real, speed) : null;
    const until = now - Math.max(NOTICING, DOUBT_REAL * speed);
    if (until - on.recorded >= Math.max(LEAST, LEAST_REAL * speed)) this.note(until);
    return null;
  }

  /** Ends it; what was watched and is not yet recorded is recorded now, but for a sighting. */
  end(why: Ending, now: number, real: number, speed: number): Ended | null {
    const on = this.on;
    if (!on) return null;
    const last = this.gap(now, real, speed) ? Math.min(on.now, now) : now;
    const watched = Math.min(last, on.asked?.now ?? Infinity) - DOUBT_REAL * speed;
    if (why !== 'sighting' && watched - on.recorded >= SECOND) this.note(watched);
    this.on = null;
    return { cameraId: on.cameraId, why, since: on.since, until: on.recorded };
  }

  /** Whether time has passed since the last tick that nobody can have watched. */
  private gap(now: number, real: number, speed: number): boolean {
    const on = this.on!;
    const step = real - on.real;
    const strayed = Math.abs(now - on.now - step * speed);
    return step > ASLEEP || step < -SECOND || strayed > ASLEEP * Math.max(1, speed);
  }

  private note(until: number): void {
    const on = this.on!;
    this.record({ cameraId: on.cameraId, from: on.recorded, until });
    on.recorded = until;
  }
}

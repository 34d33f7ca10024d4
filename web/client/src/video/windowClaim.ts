/**
 * The lease on the window that is open, so that no colleague watches it unknowingly: taken when it
 * opens or changes, renewed while somebody works at it, given back when it closes.
 */
import type { ClaimedWindow } from './followed';

const MINUTE = 60_000;
/** A lease runs ten minutes by the service's clock. */
const RENEWED_AFTER = 6 * MINUTE;
/** Without a touch for so long by this device's clock nobody works at it any more. */
const IDLE = 10 * MINUTE;
/** A window that is being dragged changes many times a second. */
const SETTLED = 400;
const TICK = 2_000;
/** After a refusal it is tried again once the window seems free. */
const AGAIN = 10_000;
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

export interface ClaimDesk {
  /** The id of the new claim; null when it was refused, which is told unless it is tried again. */
  claim(window: ClaimedWindow, again: boolean): Promise<string | null>;
  release(id: string): void;
  /** Whether a colleague has a claim on it, or nobody can claim anything now. */
  taken(window: ClaimedWindow): boolean;
  /** The service's time. */
  now(): number;
}

export class WindowClaim {
  private wanted: ClaimedWindow | null = null;
  private held: { id: string; window: ClaimedWindow; since: number } | null = null;
  private touched = Date.now();
  private tried = 0;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** One after the other, so that a release never overtakes its claim. */
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly desk: ClaimDesk) {}

  /** Another window is open now. */
  open(window: ClaimedWindow): void {
    this.close();
    this.wanted = window;
    this.touched = Date.now();
    this.timer = setInterval(() => this.tick(), TICK);
    TOUCHES.forEach((kind) => addEventListener(kind, this.touch, { passive: true, capture: true }));
    this.take();
  }

  /** The same window has other ends now. */
  change(window: ClaimedWindow): void {
    if (!this.wanted) return;
    this.wanted = window;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.take(), SETTLED);
  }

  /** It was cleared, which ends its claim. */
  cleared(): void {
    this.held = null;
  }

  /** Nothing is open any more. */
  close(): void {
    clearTimeout(this.settling);
    clearInterval(this.timer);
    TOUCHES.forEach((kind) => removeEventListener(kind, this.touch, { capture: true }));
    this.wanted = null;
    this.turn = this.turn.then(() => this.giveBack());
  }

  private readonly touch = (): void => {
    this.touched = Date.now();
  };

  private tick(): void {
    const { wanted, held } = this;
    if (!wanted || Date.now() - this.touched > IDLE) return;
    if (held && this.desk.now() - held.since < RENEWED_AFTER) return;
    if (Date.now() - this.tried > AGAIN && !this.desk.taken(wanted)) this.take(true);
  }

  private take(again = false): void {
    const window = this.wanted;
    if (!window) return;
    this.tried = Date.now();
    this.turn = this.turn.then(async () => {
      // Meanwhile it may have changed again, or been closed.
      if (this.wanted !== window) return;
      const before = this.held;
      const id = await this.desk.claim(window, again);
      if (id === null) return;
      this.held = { id, window, since: this.desk.now() };
      // The service ends an own claim that the new one covers; any other would keep colleagues out.
      if (before && !covers(window, before.window)) this.desk.release(before.id);
    });
  }

  private giveBack(): void {
    if (this.held) this.desk.release(this.held.id);
    this.held = null;
  }
}

const covers = (outer: ClaimedWindow, inner: ClaimedWindow) =>
  outer.cameraId === inner.cameraId && outer.from <= inner.from && outer.until >= inner.until;

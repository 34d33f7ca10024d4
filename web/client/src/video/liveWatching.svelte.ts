/** Watching a camera live on this desk: time, touches, claims and the way out of what was watched. */
import type { Grade } from '../contract/state';
import { at, ProblemError } from '../net/api';
import { give } from '../search/commands';
import type { SearchSession } from '../search/session.svelte';
import { allowSound, startAlarm, stopAlarm } from '../team/alarm';
import { outbox } from '../team/outbox.svelte';
import { clock } from '../time/clock';
import { LiveWatch, type Ended, type Ending, type LiveView, type Watched } from './liveWatch';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** How far ahead colleagues are kept out; renewed while it lasts. */
const CLAIMED = 10 * MINUTE;
const CLAIM_AGAIN = 10 * SECOND;
const SOUND = 'live-watch-sound';
/** What these commands are called among all that wait on this device. */
export const KIND = 'live';

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

export class LiveWatching {
  view = $state.raw<LiveView | null>(null);
  /** How the last one ended, until the next one begins. */
  ended = $state.raw<Ended | null>(null);
  /** Whether the question sounds as well. */
  sound = $state(localStorage.getItem(SOUND) === 'on');
  private readonly watch = new LiveWatch((watched) => void this.record(watched));
  private timer: ReturnType<typeof setInterval> | undefined;
  private claimId: string | null = null;
  private claimTried = -Infinity;

  constructor(
    private readonly session: SearchSession,
    private readonly grade: () => Grade,
    /** Seconds by which a camera's clock is ahead. */
    private readonly ahead: (cameraId: string) => number,
  ) {}

  /** Windows that wait on this device for a connection. */
  get waiting(): number {
    return outbox.waitingIn(this.session.searchId).filter((command) => command.kind === KIND).length;
  }

  start(cameraId: string): void {
    this.end('camera');
    this.ended = null;
    if (this.sound) allowSound();
    this.watch.start(cameraId, clock.now().getTime(), Date.now());
    this.timer = setInterval(this.tick, SECOND);
    TOUCHES.forEach((kind) => addEventListener(kind, this.touch, { passive: true, capture: true }));
    addEventListener('pagehide', this.hidden);
    document.addEventListener('visibilitychange', this.hidden);
    this.claimTried = -Infinity;
    this.show();
    void this.claim();
  }

  end(why: Ending): void {
    this.finish(this.watch.end(why, clock.now().getTime(), Date.now(), clock.speed));
  }

  setSound(on: boolean): void {
    this.sound = on;
    localStorage.setItem(SOUND, on ? 'on' : 'off');
    if (on) allowSound();
    else stopAlarm();
  }

  private readonly tick = (): void => {
    const status = this.session.state?.status;
    if (status === 'found' || status === 'closed') return this.end('over');
    const ended = this.watch.tick(clock.now().getTime(), Date.now(), clock.speed);
    if (ended) return this.finish(ended);
    this.show();
    void this.claim();
  };

  private readonly touch = (): void => {
    this.watch.touch(Date.now());
    if (this.view?.asking) this.show();
  };

  private readonly hidden = (event: Event): void => {
    if (event.type === 'pagehide' || document.visibilityState === 'hidden') this.end('hidden');
  };

  private show(): void {
    const view = this.watch.view;
    if (view?.asking && !this.view?.asking && this.sound) startAlarm();
    if (!view?.asking && this.view?.asking) stopAlarm();
    // A new object each second would redraw for nothing.
    if (JSON.stringify(view) !== JSON.stringify(this.view)) this.view = view;
  }

  private finish(ended: Ended | null): void {
    if (!ended) return;
    this.ended = ended;
    clearInterval(this.timer);
    TOUCHES.forEach((kind) => removeEventListener(kind, this.touch, { capture: true }));
    removeEventListener('pagehide', this.hidden);
    document.removeEventListener('visibilitychange', this.hidden);
    this.show();
    // A claim that the last window overlaps ends with it; only one beyond all windows is left over.
    const left = this.session.state?.claims.find((claim) => claim.claim_id === this.claimId);
    if (left && Date.parse(left.from) >= Date.parse(this.byCamera(ended.cameraId, ended.until))) this.release(left.claim_id);
    this.claimId = null;
  }

  /** By the camera's own clock, as all its windows are. */
  private byCamera(cameraId: string, ms: number): string {
    return new Date(ms + this.ahead(cameraId) * SECOND).toISOString();
  }

  /** Kept on this device until the service has it, however long the connection is lost. */
  private async record({ cameraId, from, until }: Watched): Promise<void> {
    await outbox.give(this.session.searchId, KIND, '/clearances', {
      camera_id: cameraId,
      from: this.byCamera(cameraId, from),
      until: this.byCamera(cameraId, until),
      grade: this.grade(),
      playback_speed: 1,
    });
  }

  /** Keeps colleagues off this camera; each recorded window ends the claim that it touches. */
  private async claim(): Promise<void> {
    const { state, accountId, status } = this.session;
    const cameraId = this.watch.view?.cameraId;
    if (!cameraId || !state || status !== 'live' || Date.now() - this.claimTried < CLAIM_AGAIN) return;
    const now = clock.now().getTime();
    const standing = state.claims.some(
      (claim) =>
        claim.camera_id === cameraId &&
        claim.actor === accountId &&
        Date.parse(claim.until) > now + MINUTE &&
        Date.parse(claim.expires_at) > now + MINUTE,
    );
    if (standing) return;
    this.claimTried = Date.now();
    try {
      const { id } = await give(this.session.searchId, '/claims', {
        camera_id: cameraId,
        from: this.byCamera(cameraId, now),
        until: this.byCamera(cameraId, now + CLAIMED),
      });
      if (this.watch.view?.cameraId === cameraId) this.claimId = id;
      else this.release(id);
    } catch (error) {
      // Anything else is tried again; watching goes on meanwhile.
      if (error instanceof ProblemError && error.problem.code === 'already_claimed') this.end('colleague');
    }
  }

  private release(id: string): void {
    // The lease ends by itself, so a failure here needs nobody's attention.
    give(this.session.searchId, at`/claims/${id}/release`, {}).catch(() => {});
  }
}

/** What the video officer is doing: the chosen window, the playhead, the quality, and the commands. */
import type { Claim, Grade } from '../contract/state';
import { i18n } from '../i18n/i18n.svelte';
import { at } from '../net/api';
import { toast } from '../parts/toast.svelte';
import { errorWords, give } from '../search/commands';
import type { SearchSession } from '../search/session.svelte';
import { claimOn } from '../search/taken';
import { clock } from '../time/clock';
import { spanWords } from '../time/words';
import { Deeds } from './deeds';
import { followedBy, type ClaimedWindow } from './followed';
import { LiveWatching } from './liveWatching.svelte';
import { ReviewQueue } from './queue.svelte';
import { WindowClaim } from './windowClaim';

export interface ChosenWindow {
  cameraId: string;
  /** Unix milliseconds. */
  from: number;
  until: number;
}

const MINUTE = 60_000;
/** The newest recording is this old: a window must not reach into the future. */
const RECORDED = MINUTE / 2;
/** Without advice a window of this many minutes up to now is chosen. */
const DEFAULT_WINDOW = 20 * MINUTE;

export const SPEEDS = [1, 2, 4, 8, 16, 32];

export class Desk {
  chosen = $state.raw<ChosenWindow | null>(null);
  playhead = $state(0);
  playing = $state(false);
  grade = $state<Grade>('good');
  speed = $state(8);
  placing = $state(false);
  /** When he was seen live; null when it was on the recording. */
  seenAt = $state<number | null>(null);
  /** Which way he was going, in degrees clockwise from north. */
  heading = $state<number | null>(null);

  /** True from opening a window until its picture is there. */
  private opened = false;

  readonly queue: ReviewQueue;
  readonly deeds: Deeds;
  readonly live: LiveWatching;

  private readonly lease = new WindowClaim({
    claim: (window, again) => this.claim(window, again),
    release: (id) => this.releaseClaim(id),
    taken: () => this.over || this.session.status !== 'live' || this.colleague !== null,
    now: () => clock.now().getTime(),
  });

  constructor(readonly session: SearchSession) {
    this.queue = new ReviewQueue(session, () => this.over);
    this.deeds = new Deeds(session);
    this.live = new LiveWatching(session, () => this.grade, (cameraId) => this.deeds.ahead(cameraId));
  }

  openReview(index: number): void {
    const review = this.queue.reviews[index];
    if (!review) return;
    this.queue.mark(index);
    this.open({ cameraId: review.camera_id, from: Date.parse(review.from), until: Date.parse(review.until) });
  }

  /** A camera picked on the map: its advised window, else the last minutes. */
  openCamera(cameraId: string): void {
    const index = this.queue.reviews.findIndex((review) => review.camera_id === cameraId);
    if (index >= 0) return this.openReview(index);
    const until = Math.floor((clock.now().getTime() - RECORDED) / MINUTE) * MINUTE;
    const start = Date.parse(this.session.state?.last_known_point?.at ?? '') || until - DEFAULT_WINDOW;
    this.open({ cameraId, from: Math.max(start, until - DEFAULT_WINDOW), until });
  }

  private open(window: ChosenWindow): void {
    this.live.end('camera');
    this.chosen = window;
    this.playhead = window.from;
    this.playing = false;
    this.placing = false;
    this.opened = true;
    this.lease.open(window);
  }

  /** The picture of a window is there: one that was just opened plays by itself. */
  begin(): void {
    if (this.opened && !this.placing) this.playing = true;
    this.opened = false;
  }

  /** Moves the playhead by seconds, within the window. */
  skip(seconds: number): void {
    this.seek(this.playhead + seconds * 1000);
  }

  faster(step: 1 | -1): void {
    this.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(this.speed) + step))]!;
  }

  /** The officer marks where he was: the picture stands still meanwhile. */
  place(): void {
    if (!this.placing) {
      this.seenAt = this.live.view ? clock.now().getTime() : null;
      this.heading = null;
    }
    this.live.end('sighting');
    this.playing = false;
    this.placing = true;
  }

  setWindow(from: number, until: number): void {
    const end = Math.min(until, clock.now().getTime() - RECORDED);
    if (!this.chosen || end - from < MINUTE) return;
    this.chosen = { ...this.chosen, from, until: end };
    this.playhead = Math.max(from, Math.min(this.playhead, this.chosen.until));
    this.lease.change(this.chosen);
  }

  /** Moves the end of the window by minutes. */
  lengthen(minutes: number): void {
    if (this.chosen) this.setWindow(this.chosen.from, this.chosen.until + minutes * MINUTE);
  }

  /** Puts the playhead to a moment, within the window. */
  seek(moment: number): void {
    if (this.chosen) this.playhead = Math.max(this.chosen.from, Math.min(this.chosen.until, moment));
  }

  /** Moves the window by minutes; it never reaches into the future. */
  shift(minutes: number): void {
    if (!this.chosen) return;
    const length = this.chosen.until - this.chosen.from;
    const until = Math.min(this.chosen.until + minutes * MINUTE, clock.now().getTime() - RECORDED);
    this.setWindow(until - length, until);
    this.playhead = this.chosen.from;
  }

  /** The whole window shows no trace; then the next of the list. */
  async clear(): Promise<void> {
    if (this.chosen) await this.clearWindow(this.chosen, true);
  }

  /** No trace up to the playhead; the rest of the window stays open. */
  async clearToPlayhead(): Promise<void> {
    const window = this.chosen;
    if (!window || this.playhead - window.from < 1000) return;
    if (this.playhead >= window.until) return this.clear();
    await this.clearWindow({ ...window, until: this.playhead }, false);
  }

  private async clearWindow(window: ChosenWindow, goOn: boolean): Promise<void> {
    // The eyes are on the live picture: nobody has seen the recording of this window meanwhile.
    if (this.live.view) return toast.say(i18n.t.watching.first, true);
    const { cameraId } = window;
    const [from, until] = [new Date(window.from), new Date(window.until)];
    const following = this.queue.following(cameraId);
    try {
      await give(this.session.searchId, '/clearances', {
        camera_id: cameraId,
        from: from.toISOString(),
        until: until.toISOString(),
        grade: this.grade,
        playback_speed: this.speed,
      });
      toast.say(i18n.t.video.cleared(cameraId, spanWords(from, until, clock.now(), i18n.language)));
    } catch (error) {
      toast.say(errorWords(error), true);
      return;
    }
    this.lease.cleared();
    if (!goOn) {
      this.setWindow(window.until, this.chosen?.until ?? window.until);
      return;
    }
    this.chosen = null;
    this.release();
    // New advice may have come before the answer: then the same window, else the best one.
    this.queue.markNext(following);
    if (following) this.openReview(this.queue.index);
  }

  /** No recording in this span; without one, in the chosen window. */
  async outOfService(from?: Date, until?: Date): Promise<void> {
    const window = this.chosen;
    if (!window) return;
    const following = this.queue.following(window.cameraId);
    const [begin, end] = [from ?? new Date(window.from), until ?? new Date(window.until)];
    const done = await this.deeds.outOfService(window.cameraId, begin, end);
    if (done && this.queue.marks(window.cameraId)) this.queue.markNext(following);
  }

  /** Advice for what is known by now is still being worked out. */
  get computing(): boolean {
    const { advice, frame } = this.session;
    return !advice || (advice.reviews.length === 0 && !!frame && frame.version > advice.version);
  }

  /** He is found, or the search was closed. */
  get over(): boolean {
    const status = this.session.state?.status;
    return status === 'found' || status === 'closed';
  }

  async reportSighting(body: Record<string, unknown>): Promise<void> {
    if (await this.deeds.reportSighting(body)) this.placing = false;
  }

  /** A colleague's claim on the window that is open. */
  get colleague(): Claim | null {
    const { chosen, session } = this;
    if (!chosen) return null;
    const wanted = { cameraId: chosen.cameraId, from: chosen.from, until: chosen.until };
    return claimOn(wanted, session.state?.claims ?? [], session.accountId, clock.now());
  }

  private async claim(window: ClaimedWindow, again: boolean): Promise<string | null> {
    try {
      const { id } = await give(this.session.searchId, '/claims', {
        camera_id: window.cameraId,
        from: new Date(window.from).toISOString(),
        until: new Date(window.until).toISOString(),
        ...followedBy(this.session.advice?.reviews ?? [], window),
      });
      return id;
    } catch (error) {
      if (!again) toast.say(errorWords(error), true);
      return null;
    }
  }

  /** Watches the chosen camera live from now on, or no longer. */
  toggleLive(): void {
    if (this.live.view) return this.live.end('asked');
    if (!this.chosen || this.over) return;
    this.playing = false;
    this.opened = false;
    this.live.start(this.chosen.cameraId);
  }

  /** Plays or pauses the recording; nobody watches that and the live picture. */
  togglePlay(): void {
    this.playing = !this.playing && !!this.chosen;
    if (this.playing) this.live.end('recording');
  }

  release(): void {
    this.lease.close();
  }

  private releaseClaim(id: string): void {
    // The lease ends by itself, so a failure here needs nobody's attention.
    give(this.session.searchId, at`/claims/${id}/release`, {}).catch(() => {});
  }
}

/** A finished or running search at any of its moments, as it was known then and as it really was. */
import { SvelteMap } from 'svelte/reactivity';
import type { SearchEvent } from '../contract/events';
import type { Position } from '../contract/messages';
import type { SearchState } from '../contract/state';
import { at, get } from '../net/api';
import { denseCodes, type BeliefFrame } from '../net/frame';
import { kindOf, type EventKind } from '../search/story';
import { Course, knownCourse, realCourse, type Step } from './course';
import { Frames, gridOf, wantedAt, type Mode } from './frames';
import { linkOf, placeOf, SPEEDS, USUAL_SPEED, type Followed, type View } from './link';
import { Whereabouts, type TracksAnswer } from './whereabouts';

const PAGE = 500;
/** Milliseconds the time line must rest before a belief is fetched. */
const SETTLE_MS = 90;
/** The maps are drawn anew so often while it plays; the time line moves with every picture. */
const DRAWN_MS = 80;
/** A search that still runs is asked for what is new. */
const CATCH_UP_MS = 3_000;
/** While it plays a map may be so many times older than one belief stands for. */
const BEHIND = 3;
/** A page that could not draw for longer goes on where it was, and skips nothing. */
const LONGEST_PICTURE_MS = 250;
const MINUTE_MS = 60_000;

export class Player {
  events = $state.raw<SearchEvent[]>([]);
  /** The moment that is shown, in milliseconds. */
  time = $state(0);
  /** The same, as the maps have it. */
  drawn = $state(0);
  /** Steps of the course that have been taken. */
  count = $state(0);
  playing = $state(false);
  /** It plays, and waits for a map. */
  waiting = $state(false);
  speed = $state(USUAL_SPEED);
  view = $state<View>('known');
  followed = $state.raw<Followed>(null);
  trouble = $state.raw<unknown>(null);
  /** Kinds of events that are left out of list, time line and steps. */
  readonly hidden = new SvelteMap<EventKind, true>();

  private known = $state.raw<Course | null>(null);
  private real = $state.raw<Course | null>(null);
  private whereabouts = $state.raw(new Whereabouts());
  private shown = $state.raw<Record<Mode, BeliefFrame | null>>({ known: null, was: null });
  private readonly frames: Frames;
  private settle: ReturnType<typeof setTimeout> | undefined;
  private catching: ReturnType<typeof setTimeout> | undefined;
  private picture = 0;
  private gone = false;
  private direction: 1 | -1 = 1;

  constructor(readonly searchId: string) {
    this.frames = new Frames(searchId);
  }

  /** The course that list, time line and steps go by. */
  get course(): Course | null {
    return this.view === 'was' ? this.real : this.known;
  }

  get steps(): readonly Step[] {
    return this.course?.steps ?? [];
  }

  get step(): Step | undefined {
    return this.steps[this.count - 1];
  }

  get event(): SearchEvent | undefined {
    return this.step?.event;
  }

  get begin(): number {
    return this.known?.steps[0]?.at ?? 0;
  }

  get end(): number {
    return Math.max(this.known?.steps.at(-1)?.at ?? 0, this.running ? this.whereabouts.end : 0);
  }

  get version(): number {
    return this.events.at(-1)?.version ?? 0;
  }

  get running(): boolean {
    return !!this.known && this.known.after(this.known.steps.length).status !== 'closed';
  }

  /** At the newest that is known of a search that still runs. */
  get caughtUp(): boolean {
    return this.time >= this.end;
  }

  /** Whether the maps have what they show, and nothing is on its way to them. */
  get ready(): boolean {
    return !this.frames.busy && this.modes.every((mode) => this.shown[mode] !== null || !this.wanted(mode));
  }

  state(mode: Mode): SearchState | null {
    if (mode === 'was') return this.real?.after(Math.max(1, this.real.countAt(this.drawn))) ?? null;
    return this.known?.after(this.view === 'was' ? this.known.countAt(this.drawn) : this.drawnCount) ?? null;
  }

  positions(mode: Mode): ReadonlyMap<string, Position> {
    return mode === 'was' ? this.whereabouts.real(this.drawn) : this.whereabouts.known(this.drawn);
  }

  frame(mode: Mode): BeliefFrame | null {
    return this.shown[mode];
  }

  codes(mode: Mode, segmentCount: number): Uint8Array | null {
    const frame = this.shown[mode];
    return frame && denseCodes(frame, segmentCount);
  }

  get modes(): Mode[] {
    return this.view === 'both' ? ['known', 'was'] : [this.view];
  }

  visible(event: SearchEvent): boolean {
    return !this.hidden.has(kindOf(event));
  }

  async load(): Promise<void> {
    await this.fetchNew();
    this.goTo(location.search);
    this.catching = setTimeout(() => void this.catchUp(), CATCH_UP_MS);
  }

  leave(): void {
    this.gone = true;
    this.pause();
    clearTimeout(this.settle);
    clearTimeout(this.catching);
  }

  /** The place that an address names. */
  goTo(search: string): void {
    const place = placeOf(search);
    this.view = place.view;
    this.speed = place.speed;
    this.followed = place.followed;
    const index = place.version === null ? -1 : this.steps.findIndex(({ event }) => event.version === place.version);
    const named = this.steps[index];
    if (named && (place.at === null || place.at === named.at)) this.move(named.at, index + 1);
    else this.move(place.at ?? this.end);
  }

  /** What the address bar should say; `anew` for a step that "back" shall undo. */
  tell(anew = false): void {
    const atStep = this.step?.at === this.time;
    const place = {
      at: this.time,
      version: atStep ? (this.event?.version ?? null) : null,
      view: this.view,
      speed: this.speed,
      followed: this.followed,
    };
    const link = location.pathname + linkOf(place);
    if (link === location.pathname + location.search) return;
    if (anew) history.pushState(null, '', link);
    else history.replaceState(null, '', link);
  }

  look(view: View): void {
    this.view = view;
    this.move(this.time);
    this.tell(true);
  }

  follow(followed: Followed): void {
    this.followed = followed;
    this.tell(true);
  }

  changeSpeed(change: 1 | -1): void {
    const i = SPEEDS.indexOf(this.speed) + change;
    this.setSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, i))]!);
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.tell();
  }

  /** To a moment. */
  seek(time: number, anew = false): void {
    this.move(time);
    this.tell(anew);
  }

  /** To a step of the course, by its place in it. */
  seekStep(index: number, anew = false): void {
    const step = this.steps[index];
    if (!step) return;
    this.move(step.at, index + 1);
    this.tell(anew);
  }

  /** The next or previous event of the kinds that are shown. */
  seekEvent(direction: 1 | -1): void {
    const from = direction > 0 ? this.count : this.count - 2;
    for (let i = from; i >= 0 && i < this.steps.length; i += direction) {
      if (this.visible(this.steps[i]!.event)) return this.seekStep(i);
    }
  }

  seekMinute(direction: 1 | -1): void {
    this.seek(this.time + direction * MINUTE_MS);
  }

  toggle(): void {
    if (this.playing) return this.pause();
    if (this.time >= this.end && !this.running) this.move(this.begin);
    this.playing = true;
    let last = performance.now();
    let drawnAt = last;
    const next = (now: number) => {
      if (!this.playing) return;
      // Like a film it waits where the maps are too far behind to mean anything.
      this.waiting = this.modes.some((mode) => this.behind(mode));
      const passed = this.waiting ? 0 : Math.min(now - last, LONGEST_PICTURE_MS) * this.speed;
      const time = Math.min(this.end, this.time + passed);
      last = now;
      this.time = time;
      this.count = Math.max(1, this.course?.countAt(time) ?? 1);
      if (now - drawnAt >= DRAWN_MS) {
        drawnAt = now;
        this.draw();
      }
      if (time >= this.end && !this.running) return this.pause();
      this.picture = requestAnimationFrame(next);
    };
    this.picture = requestAnimationFrame(next);
  }

  pause(): void {
    if (!this.playing) return;
    this.playing = false;
    this.waiting = false;
    cancelAnimationFrame(this.picture);
    this.move(this.time, this.count);
    this.tell();
  }

  private drawnCount = $state(0);

  private move(time: number, count?: number): void {
    const before = this.time;
    this.time = Math.max(this.begin, Math.min(this.end, time));
    if (this.time !== before) this.direction = this.time > before ? 1 : -1;
    this.count = Math.max(1, count ?? this.course?.countAt(this.time) ?? 1);
    this.draw();
  }

  /** Shows what is at hand, and fetches what is not. */
  private draw(): void {
    this.drawn = this.time;
    this.drawnCount = this.view === 'was' ? (this.known?.countAt(this.time) ?? 0) : this.count;
    if (this.event) document.body.dataset['version'] = String(this.event.version);
    clearTimeout(this.settle);
    const ready = this.modes.map((mode) => this.showAtHand(mode)).every(Boolean);
    if (this.playing) this.fetchAhead();
    else this.settle = setTimeout(() => void this.showNow(), ready ? 0 : SETTLE_MS);
  }

  private wanted(mode: Mode) {
    const course = mode === 'was' ? this.real : this.known;
    const speed = this.playing ? this.speed : 0;
    return course && wantedAt(course, mode, this.time, speed, this.version);
  }

  /** Whether the map that is shown is older than the eye forgives. */
  private behind(mode: Mode): boolean {
    if (!this.wanted(mode)) return false;
    const frame = this.shown[mode];
    return !frame || this.time - frame.at * 1000 > BEHIND * gridOf(this.speed);
  }

  private showAtHand(mode: Mode): boolean {
    const wanted = this.wanted(mode);
    if (!wanted) {
      this.show(mode, null);
      return true;
    }
    const frame = this.frames.at(wanted);
    if (frame) this.show(mode, frame);
    return !!frame;
  }

  private show(mode: Mode, frame: BeliefFrame | null): void {
    if (this.shown[mode] !== frame) this.shown = { ...this.shown, [mode]: frame };
    if (frame && mode === this.modes[0]) {
      // The belief stands for all versions up to the one that is shown.
      document.body.dataset['beliefVersion'] = String(this.event?.version ?? 0);
      document.body.dataset['beliefAt'] = new Date(frame.at * 1000).toISOString();
    }
  }

  /** Fetches what the maps show at this moment; an answer that comes too late is only kept. */
  private async showNow(): Promise<void> {
    const time = this.time;
    await Promise.all(
      this.modes.map(async (mode) => {
        const wanted = this.wanted(mode);
        if (!wanted) return;
        try {
          const frame = await this.frames.fetch(wanted);
          if (this.time === time && this.modes.includes(mode)) this.show(mode, frame);
        } catch (error) {
          this.trouble = error;
        }
      }),
    );
    // The neighbours, for who steps on.
    const next = this.steps[this.direction > 0 ? this.count : this.count - 2];
    for (const mode of this.modes) {
      if (this.time !== time || !next) return;
      const course = mode === 'was' ? this.real : this.known;
      const wanted = course && wantedAt(course, mode, next.at, 0, this.version);
      if (wanted) await this.frames.fetch(wanted).catch(() => null);
    }
  }

  /** Keeps what will be wanted soon coming, never more than the service computes side by side. */
  private fetchAhead(): void {
    for (const mode of this.modes) {
      const course = mode === 'was' ? this.real : this.known;
      if (!course) continue;
      for (const wanted of Frames.ahead(course, mode, this.time, this.speed, this.version, this.end)) {
        if (this.frames.busy) return;
        if (this.frames.has(wanted)) continue;
        this.frames
          .fetch(wanted)
          .then(() => this.playing && this.modes.forEach((each) => this.showAtHand(each)))
          .catch((error: unknown) => (this.trouble = error));
      }
    }
  }

  /** Events, order of happening and positions since the last time; whether there were any. */
  private async fetchNew(): Promise<boolean> {
    const all = [...this.events];
    for (;;) {
      const after = all.at(-1)?.version ?? 0;
      const page = await get<SearchEvent[]>(at`/searches/${this.searchId}/events?after=${after}&limit=${PAGE}`);
      all.push(...page);
      if (page.length < PAGE) break;
    }
    const more = all.length > this.events.length;
    const moved = await this.fetchTracks();
    if (more) {
      const last = all.at(-1)!.version;
      const { happened } = await get<{ happened: { version: number; at: string }[] }>(
        at`/searches/${this.searchId}/happened?version=${last}`,
      );
      this.events = all;
      this.known = knownCourse(this.searchId, all);
      this.real = realCourse(this.searchId, all, happened);
    }
    return more || moved;
  }

  private async fetchTracks(): Promise<boolean> {
    const before = this.whereabouts.end;
    // What was recorded late has an earlier time; a quarter of an hour finds all but the oldest.
    let from = before ? new Date(before - 15 * MINUTE_MS).toISOString() : null;
    do {
      const query = from === null ? '' : at`?from=${from}`;
      const answer: TracksAnswer = await get<TracksAnswer>(at`/searches/${this.searchId}/tracks` + query);
      this.whereabouts.add(answer);
      from = answer.next;
    } while (from !== null);
    return this.whereabouts.end > before;
  }

  private async catchUp(): Promise<void> {
    if (this.gone || !this.running) return;
    const wasAtEnd = this.caughtUp;
    try {
      const more = await this.fetchNew();
      if (more && wasAtEnd && !this.playing) this.move(this.end);
    } catch {
      // The net is away: it is tried again.
    }
    if (!this.gone) this.catching = setTimeout(() => void this.catchUp(), CATCH_UP_MS);
  }
}

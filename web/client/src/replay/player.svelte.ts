/** A finished or running search at any of its moments, as it was known then and as it really was. */
import { SvelteMap } from 'svelte/reactivity';
import type { SearchEvent } from '../contract/events';
import type { Position } from '../contract/messages';
import type { SearchState } from '../contract/state';
import type { BeliefFrame } from '../net/frame';
import { kindOf, type EventKind } from '../search/story';
import type { Course, Step } from './course';
import type { Mode } from './frames';
import { linkOf, placeOf, SPEEDS, USUAL_SPEED, type Followed, type View } from './link';
import { Maps } from './maps.svelte';
import { Recording } from './recording.svelte';

/** The maps are drawn anew so often while it plays; the time line moves with every picture. */
const DRAWN_MS = 80;
/** A search that still runs is asked for what is new. */
const CATCH_UP_MS = 3_000;
/** A page that could not draw for longer goes on where it was, and skips nothing. */
const LONGEST_PICTURE_MS = 250;
const MINUTE_MS = 60_000;

export class Player {
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
  /** Where the next step probably goes. */
  direction: 1 | -1 = 1;
  /** Kinds of events that are left out of list, time line and steps. */
  readonly hidden = new SvelteMap<EventKind, true>();

  private readonly recording: Recording;
  private readonly maps: Maps;
  private drawnCount = $state(0);
  private catching: ReturnType<typeof setTimeout> | undefined;
  private picture = 0;
  private gone = false;

  constructor(readonly searchId: string) {
    this.recording = new Recording(searchId);
    this.maps = new Maps(
      this.recording,
      () => this,
      (trouble) => (this.trouble = trouble),
    );
  }

  get events(): readonly SearchEvent[] {
    return this.recording.events;
  }

  /** The course that list, time line and steps go by. */
  get course(): Course | null {
    return this.recording.course(this.view === 'was' ? 'was' : 'known');
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
    return this.recording.begin;
  }

  get end(): number {
    return this.recording.end;
  }

  get running(): boolean {
    return this.recording.running;
  }

  /** At the newest that is known of a search that still runs. */
  get caughtUp(): boolean {
    return this.time >= this.end;
  }

  /** Whether the maps have what they show, and nothing is on its way to them. */
  get ready(): boolean {
    return this.maps.ready;
  }

  get modes(): Mode[] {
    return this.view === 'both' ? ['known', 'was'] : [this.view];
  }

  state(mode: Mode): SearchState | null {
    const course = this.recording.course(mode);
    if (mode === 'was') return course?.after(Math.max(1, course.countAt(this.drawn))) ?? null;
    return course?.after(this.view === 'was' ? course.countAt(this.drawn) : this.drawnCount) ?? null;
  }

  positions(mode: Mode): ReadonlyMap<string, Position> {
    const { whereabouts } = this.recording;
    return mode === 'was' ? whereabouts.real(this.drawn) : whereabouts.known(this.drawn);
  }

  frame(mode: Mode): BeliefFrame | null {
    return this.maps.frame(mode);
  }

  codes(mode: Mode, segmentCount: number): Uint8Array | null {
    return this.maps.codes(mode, segmentCount);
  }

  visible(event: SearchEvent): boolean {
    return !this.hidden.has(kindOf(event));
  }

  async load(): Promise<void> {
    await this.recording.fetchNew();
    this.goTo(location.search);
    this.catching = setTimeout(() => void this.catchUp(), CATCH_UP_MS);
  }

  leave(): void {
    this.gone = true;
    this.pause();
    this.maps.stop();
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
      this.waiting = this.maps.behind;
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

  private move(time: number, count?: number): void {
    const before = this.time;
    this.time = Math.max(this.begin, Math.min(this.end, time));
    if (this.time !== before) this.direction = this.time > before ? 1 : -1;
    this.count = Math.max(1, count ?? this.course?.countAt(this.time) ?? 1);
    this.draw();
  }

  private draw(): void {
    this.drawn = this.time;
    this.drawnCount = this.view === 'was' ? (this.recording.course('known')?.countAt(this.time) ?? 0) : this.count;
    if (this.event) document.body.dataset['version'] = String(this.event.version);
    this.maps.draw();
  }

  private async catchUp(): Promise<void> {
    if (this.gone || !this.running) return;
    const wasAtEnd = this.caughtUp;
    try {
      const more = await this.recording.fetchNew();
      if (more && wasAtEnd && !this.playing) this.move(this.end);
    } catch {
      // The net is away: it is tried again.
    }
    if (!this.gone) this.catching = setTimeout(() => void this.catchUp(), CATCH_UP_MS);
  }
}

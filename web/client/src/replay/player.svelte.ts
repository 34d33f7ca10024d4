/** A finished or running search at any of its versions, as it was known then. */
import type { SearchEvent } from '../contract/events';
import type { Position } from '../contract/messages';
import type { SearchState } from '../contract/state';
import { at, get, getBytes } from '../net/api';
import { decodeFrame, denseCodes, poaOfCode, type BeliefFrame } from '../net/frame';
import { Checkpoints } from './checkpoints';

const PAGE = 500;
const FRAMES_KEPT = 120;
/** Moments the curve of a street is drawn through. */
const CURVE_POINTS = 48;
/** Milliseconds the slider must rest before a belief is fetched. */
const SETTLE_MS = 90;
/** Beliefs fetched ahead in the direction of play, one at a time. */
const AHEAD = 4;

export interface CurvePoint {
  version: number;
  at: number;
  poa: number;
}

export class Player {
  events = $state.raw<SearchEvent[]>([]);
  index = $state(0);
  playing = $state(false);
  frame = $state.raw<BeliefFrame | null>(null);
  positions = $state.raw<ReadonlyMap<string, Position>>(new Map());
  segment = $state<number | null>(null);
  curve = $state.raw<CurvePoint[]>([]);
  trouble = $state.raw<unknown>(null);

  private checkpoints = $state.raw<Checkpoints | null>(null);
  private readonly frames = new Map<number, BeliefFrame>();
  private settle: ReturnType<typeof setTimeout> | undefined;
  private curveRun = 0;
  private direction: 1 | -1 = 1;
  private readonly fetching = new Map<number, Promise<BeliefFrame>>();

  constructor(readonly searchId: string) {}

  get event(): SearchEvent | undefined {
    return this.events[this.index];
  }

  get state(): SearchState | null {
    return this.checkpoints?.after(this.index) ?? null;
  }

  codes(segmentCount: number): Uint8Array | null {
    return this.frame && denseCodes(this.frame, segmentCount);
  }

  async load(): Promise<void> {
    const all: SearchEvent[] = [];
    for (;;) {
      const after = all.at(-1)?.version ?? 0;
      const page = await get<SearchEvent[]>(at`/searches/${this.searchId}/events?after=${after}&limit=${PAGE}`);
      all.push(...page);
      if (page.length < PAGE) break;
    }
    this.events = all;
    this.checkpoints = new Checkpoints(this.searchId, all);
    this.seek(all.length - 1);
  }

  seek(index: number): void {
    if (index !== this.index) this.direction = index > this.index ? 1 : -1;
    this.index = Math.max(0, Math.min(this.events.length - 1, index));
    if (this.event) document.body.dataset['version'] = String(this.event.version);
    clearTimeout(this.settle);
    // What is at hand is shown at once; only what has to be fetched waits for the slider to rest.
    const ready = this.event && this.frames.has(this.event.version);
    this.settle = setTimeout(() => void this.show(), ready ? 0 : SETTLE_MS);
  }

  /** The first event at least a minute later, or the last one at least a minute earlier. */
  seekMinute(direction: 1 | -1): void {
    const here = Date.parse(this.event?.recorded_at ?? '');
    const far = (event: SearchEvent) => (Date.parse(event.recorded_at) - here) * direction >= 60_000;
    const found = direction > 0 ? this.events.findIndex(far) : this.events.findLastIndex(far);
    this.seek(found >= 0 ? found : direction > 0 ? this.events.length - 1 : 0);
  }

  async frameOf(version: number): Promise<BeliefFrame> {
    const known = this.frames.get(version);
    if (known) return known;
    const running = this.fetching.get(version) ?? this.fetchFrame(version);
    this.fetching.set(version, running);
    return running.finally(() => this.fetching.delete(version));
  }

  private async fetchFrame(version: number): Promise<BeliefFrame> {
    const frame = decodeFrame(await getBytes(at`/searches/${this.searchId}/frame?version=${version}`));
    if (this.frames.size >= FRAMES_KEPT) this.frames.delete(this.frames.keys().next().value!);
    this.frames.set(version, frame);
    return frame;
  }

  /** Fetches the next beliefs while this one is looked at; stops when the reader has moved on. */
  private async fetchAhead(): Promise<void> {
    const begun = this.index;
    const first = this.firstKnown;
    for (let step = 1; step <= AHEAD && this.index === begun; step++) {
      const index = begun + step * this.direction;
      const event = this.events[index];
      if (!event || first < 0 || index < first) return;
      try {
        await this.frameOf(event.version);
      } catch {
        // What is wrong with it is said when it is wanted.
        return;
      }
    }
  }

  /** The first event after which there is a belief; -1 without a last known point. */
  private get firstKnown(): number {
    return this.events.findIndex((event) => event.topic === 'last_known_point.set');
  }

  /** Fetches what the map shows at this position; an answer that comes too late is dropped. */
  private async show(): Promise<void> {
    const event = this.event;
    if (!event) return;
    // Before the last known point there is no belief to ask for.
    const known = this.state?.last_known_point;
    const [frame, positions] = await Promise.allSettled([
      known ? this.frameOf(event.version) : Promise.resolve(null),
      get<{ positions: Position[] }>(at`/searches/${this.searchId}/positions?until=${event.recorded_at}`),
    ]);
    if (this.event !== event) return;
    if (frame.status === 'fulfilled') {
      this.frame = frame.value;
      document.body.dataset['beliefVersion'] = String(event.version);
    } else this.trouble = frame.reason;
    if (positions.status === 'fulfilled') {
      this.positions = new Map(positions.value.positions.map((position) => [position.team_id, position]));
    }
    void this.fetchAhead();
  }

  /** Draws the curve of one street through a sample of versions, from coarse to fine. */
  async trace(segment: number, segmentCount: number): Promise<void> {
    const run = ++this.curveRun;
    this.segment = segment;
    this.curve = [];
    const first = this.firstKnown;
    const last = this.events.length - 1;
    if (first < 0) return;
    const points = Math.min(CURVE_POINTS, last - first + 1);
    const indices = Array.from({ length: points }, (_, i) =>
      Math.round(first + ((last - first) * i) / Math.max(1, points - 1)),
    );
    const order = [...indices.filter((_, i) => i % 4 === 0), ...indices.filter((_, i) => i % 4 !== 0)];
    for (const index of order) {
      const event = this.events[index]!;
      try {
        const frame = await this.frameOf(event.version);
        if (run !== this.curveRun) return;
        const poa = poaOfCode(denseCodes(frame, segmentCount)[segment] ?? 0);
        const point = { version: event.version, at: Date.parse(event.recorded_at), poa };
        this.curve = [...this.curve, point].sort((a, b) => a.version - b.version);
      } catch (error) {
        this.trouble = error;
        return;
      }
    }
  }
}

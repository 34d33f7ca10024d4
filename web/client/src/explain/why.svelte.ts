/** The place somebody asked about, and what is known of why it is as likely as it is. */
import type { Explanation } from '../contract/explanation';
import { at, get } from '../net/api';
import { poaOfCode, type BeliefFrame } from '../net/frame';
import { likeliest } from './likeliest';

/** Outside the area. */
export const OUTSIDE = -1;
/** Shorter waits are not worth a word. */
const PATIENCE_MS = 300;
/** An open explanation follows the map, but not every frame of it. */
const FOLLOW_MS = 5000;

export class Why {
  segment = $state<number | null>(null);
  told = $state.raw<Explanation | null>(null);
  /** Takes longer than one waits without a word. */
  slow = $state(false);
  trouble = $state.raw<unknown>(null);
  /** By the keyboard: then the panel takes the focus. */
  byKeys = false;
  /** A street that the map should go to, as it was not chosen there. */
  goTo = $state<number | null>(null);

  private run = 0;
  private asked = '';
  private later: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly searchId: string,
    private readonly shown: () => BeliefFrame | null,
  ) {}

  open(segment: number, byKeys = false): void {
    this.byKeys = byKeys;
    this.told = null;
    this.asked = '';
    this.segment = segment;
    this.follow();
  }

  /** The street where he most probably is. */
  openLikeliest(codes: Uint8Array | null): void {
    const segment = codes && likeliest(codes);
    if (segment === null) return;
    this.open(segment, true);
    this.goTo = segment;
  }

  close(): void {
    this.segment = null;
    this.run++;
    clearTimeout(this.later);
    this.later = undefined;
  }

  /** Called when the map shows another belief. */
  follow(): void {
    const frame = this.shown();
    const key = `${this.segment} ${frame?.version}`;
    if (this.segment === null || key === this.asked) return;
    if (this.told && this.later === undefined) {
      this.later = setTimeout(() => {
        this.later = undefined;
        void this.ask();
      }, FOLLOW_MS);
    } else if (!this.told) void this.ask();
  }

  /** About how likely it is by the map, until it is told exactly. */
  about(codes: Uint8Array | null): number | null {
    if (this.told) return this.told.probability;
    if (this.segment === null) return null;
    if (this.segment === OUTSIDE) return this.shown()?.restOfWorld ?? null;
    return codes && poaOfCode(codes[this.segment] ?? 0);
  }

  private async ask(): Promise<void> {
    const segment = this.segment;
    if (segment === null) return;
    const frame = this.shown();
    const run = ++this.run;
    this.asked = `${segment} ${frame?.version}`;
    this.trouble = null;
    this.slow = false;
    const patience = setTimeout(() => (this.slow = run === this.run), PATIENCE_MS);
    try {
      const told = await get<Explanation>(
        at`/searches/${this.searchId}/explanation?segment=${segment}` + momentOf(frame),
      );
      if (run === this.run) this.told = told;
    } catch (error) {
      if (run === this.run) this.trouble = error;
    } finally {
      clearTimeout(patience);
      if (run === this.run) this.slow = false;
    }
  }
}

/** The same belief as the map shows, so that the numbers agree; and every desk asks the same. */
export function momentOf(frame: BeliefFrame | null): string {
  if (!frame) return '';
  return at`&version=${frame.version}&at=${new Date(frame.at * 1000).toISOString()}`;
}

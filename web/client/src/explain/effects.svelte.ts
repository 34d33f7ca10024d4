/** How much each piece of evidence moved, by its id, kept up to date with the belief. */
import type { EvidenceEffects } from '../contract/explanation';
import { at, get } from '../net/api';
import type { BeliefFrame } from '../net/frame';
import { momentOf } from './why.svelte';

/** Milliseconds between two questions: each costs the service about a tenth of a second. */
const EVERY_MS = 10_000;

export class Effects {
  moved = $state.raw<ReadonlyMap<string, number>>(new Map());
  /** The version that these are known for; -1 for none. */
  known = $state(-1);

  private newest: BeliefFrame | null = null;
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly searchId: string) {}

  /** Called with every belief. */
  notice(frame: BeliefFrame | null): void {
    if (!frame) return;
    this.newest = frame;
    if (this.timer === undefined && !this.busy && frame.version !== this.known) void this.ask();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.newest = null;
  }

  private async ask(): Promise<void> {
    const frame = this.newest;
    if (!frame) return;
    this.busy = true;
    try {
      const told = await get<EvidenceEffects>(
        at`/searches/${this.searchId}/evidence-effects?` + momentOf(frame).slice(1),
      );
      this.known = frame.version;
      this.moved = movedById(told);
    } catch {
      // The list is complete without it; it is asked for again with a later belief.
    } finally {
      this.busy = false;
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.notice(this.newest);
      }, EVERY_MS);
    }
  }
}

/** Pieces told of as one have each what all of them moved. */
export function movedById(told: EvidenceEffects): Map<string, number> {
  const moved = new Map<string, number>();
  for (const effect of told.effects) {
    if (effect.moved === null) continue;
    for (const id of effect.ids) moved.set(id, effect.moved);
  }
  return moved;
}

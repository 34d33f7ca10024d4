/**
 * How much each piece of evidence moved when it became known, by its id. What it would move today is
 * another question: that changes with everything that is learnt later.
 */
import type { SearchEvent } from '../contract/events';
import type { EvidenceEffects } from '../contract/explanation';
import { at, get } from '../net/api';
import { owedOf, type Piece } from './owed';

/** Milliseconds between two questions: each costs the service about a tenth of a second. */
const EVERY_MS = 1000;

type Ask = (version: number) => Promise<EvidenceEffects>;

export class Effects {
  moved = $state.raw<ReadonlyMap<string, number>>(new Map());
  /** Pieces that are being worked out, or will be. */
  owed = $state.raw<readonly Piece[]>([]);

  /** The version up to which there is a belief. */
  private believed = -1;
  /** Pieces that were answered, also those of which nothing can be said. */
  private readonly answered = new Set<string>();
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    searchId: string,
    private readonly ask: Ask = (version) =>
      get<EvidenceEffects>(at`/searches/${searchId}/evidence-effects?version=${version}`),
  ) {}

  /** Called with every belief and with all that happened. */
  notice(version: number, events: readonly SearchEvent[]): void {
    this.believed = version;
    this.owed = owedOf(events, this.answered);
    this.next();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.owed = [];
  }

  private next(): void {
    const piece = this.owed.find(({ version }) => version <= this.believed);
    if (!piece || this.busy || this.timer !== undefined) return;
    this.busy = true;
    void this.answer(piece);
  }

  private async answer(piece: Piece): Promise<void> {
    try {
      this.moved = new Map([...this.moved, ...movedBy(piece.id, await this.ask(piece.version))]);
    } catch {
      // The list is complete without it.
    }
    this.answered.add(piece.id);
    this.owed = this.owed.filter(({ id }) => id !== piece.id);
    this.busy = false;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.next();
    }, EVERY_MS);
  }
}

/** What a piece moved, by its id and by those of all that are told of as one with it. */
export function movedBy(id: string, told: EvidenceEffects): Map<string, number> {
  const effect = told.effects.find(({ ids }) => ids.includes(id));
  return new Map(effect?.moved == null ? [] : effect.ids.map((one) => [one, effect.moved!]));
}

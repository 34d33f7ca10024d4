/** States along a list of events, kept every so often, so that a seek never starts from the beginning. */
import type { SearchEvent } from '../contract/events';
import type { SearchState } from '../contract/state';
import { emptyState } from '../search/empty';
import { reduceAll } from '../search/reduce';

const EVERY = 100;

export class Checkpoints {
  private readonly kept: SearchState[];

  constructor(
    searchId: string,
    private readonly events: readonly SearchEvent[],
  ) {
    this.kept = [emptyState(searchId)];
  }

  /** The state after the event at `index` (from 0). */
  after(index: number): SearchState {
    const nearest = Math.min(this.kept.length - 1, Math.floor((index + 1) / EVERY));
    let state = this.kept[nearest]!;
    for (let start = nearest * EVERY; start <= index; start += EVERY) {
      const end = Math.min(start + EVERY, index + 1);
      state = reduceAll(state, this.events.slice(start, end));
      if (end - start === EVERY) this.kept[end / EVERY] ??= state;
    }
    return state;
  }
}

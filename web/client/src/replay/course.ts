/** A way through a search's events: in the order in which they were recorded, or happened. */
import type { SearchEvent } from '../contract/events';
import type { SearchState } from '../contract/state';
import { CHANGING } from '../search/changing';
import { emptyState } from '../search/empty';
import { applied } from '../search/reduce';

/** States are kept every so often, so that a seek never starts from the beginning. */
const EVERY = 50;

export interface Step {
  /** From when the event counts, in milliseconds. */
  at: number;
  event: SearchEvent;
}

export class Course {
  private readonly kept: SearchState[];
  /** For each step the newest one up to it that changed the belief; -1 before the first. */
  private readonly changed: number[] = [];

  constructor(
    searchId: string,
    readonly steps: readonly Step[],
  ) {
    this.kept = [emptyState(searchId)];
    let newest = -1;
    steps.forEach(({ event }, i) => {
      if (CHANGING.has(event.topic)) newest = i;
      this.changed.push(newest);
    });
  }

  /** How many steps lie at or before a moment. */
  countAt(at: number): number {
    let [low, high] = [0, this.steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.steps[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The state after so many steps. */
  after(count: number): SearchState {
    const nearest = Math.min(this.kept.length - 1, Math.floor(count / EVERY));
    let state = this.kept[nearest]!;
    for (let step = nearest * EVERY; step < count; step++) {
      state = applied(state, this.steps[step]!.event);
      if ((step + 1) % EVERY === 0) this.kept[(step + 1) / EVERY] ??= state;
    }
    return state;
  }

  /** The newest of the first steps that changed the belief. */
  change(count: number): Step | undefined {
    return this.steps[this.changed[count - 1] ?? -1];
  }
}

/** As it was known then: in the order of recording. */
export function knownCourse(searchId: string, events: readonly SearchEvent[]): Course {
  return new Course(
    searchId,
    events.map((event) => ({ at: Date.parse(event.recorded_at), event })),
  );
}

/** As it really was: in the order that the service tells. */
export function realCourse(
  searchId: string,
  events: readonly SearchEvent[],
  happened: readonly { version: number; at: string }[],
): Course {
  const byVersion = new Map(events.map((event) => [event.version, event]));
  return new Course(
    searchId,
    happened.flatMap(({ version, at }) => {
      const event = byVersion.get(version);
      return event ? [{ at: Date.parse(at), event }] : [];
    }),
  );
}

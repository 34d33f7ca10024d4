/** A search as its events tell it: both courses and the positions, of one that runs the newest too. */
import type { SearchEvent } from '../contract/events';
import { at, get } from '../net/api';
import { Course, knownCourse, realCourse } from './course';
import type { Mode } from './frames';
import { Whereabouts, type TracksAnswer } from './whereabouts';

const PAGE = 500;
const MINUTE_MS = 60_000;
/** What was recorded late has an earlier time; looking back so far finds all but the oldest. */
const LATE_MS = 15 * MINUTE_MS;

export class Recording {
  events = $state.raw<SearchEvent[]>([]);
  whereabouts = $state.raw(new Whereabouts());
  private known = $state.raw<Course | null>(null);
  private real = $state.raw<Course | null>(null);

  constructor(readonly searchId: string) {}

  /** The order in which things became known, or in which they happened. */
  course(mode: Mode): Course | null {
    return mode === 'was' ? this.real : this.known;
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

  /** Fetches events, order of happening and positions since the last time; whether there were any. */
  async fetchNew(): Promise<boolean> {
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
    let from = before ? new Date(before - LATE_MS).toISOString() : null;
    do {
      const query = from === null ? '' : at`?from=${from}`;
      const answer: TracksAnswer = await get<TracksAnswer>(at`/searches/${this.searchId}/tracks` + query);
      this.whereabouts.add(answer);
      from = answer.next;
    } while (from !== null);
    return this.whereabouts.end > before;
  }
}

/** The inbox of a desk: which report is looked at, and what was done with it. */
import type { WatcherReport } from '../contract/watcherReport';
import { i18n } from '../i18n/i18n.svelte';
import { at, get } from '../net/api';
import { toast } from '../parts/toast.svelte';
import { errorWords, give } from '../search/commands';
import type { SearchSession } from '../search/session.svelte';

interface Done {
  words: string;
  undo: () => Promise<void>;
  /** The sighting that it became. */
  sightingId?: string;
}

export class InboxDesk {
  open = $state(false);
  chosenId = $state<string | null>(null);
  private last = $state.raw<Done | null>(null);
  /** Reports that are being decided on; a second tap must not decide again. */
  private busy = $state.raw<ReadonlySet<string>>(new Set());

  constructor(private readonly session: SearchSession) {}

  readonly waiting = $derived.by(() => (this.session.reports ?? []).filter(({ state }) => state === 'waiting'));
  readonly dealtWith = $derived.by(() => (this.session.reports ?? []).filter(({ state }) => state !== 'waiting'));
  readonly chosen = $derived.by(() => this.session.reports?.find((one) => one.report_id === this.chosenId) ?? null);

  /**
   * What was done last, until something else is done. A sighting that somebody has judged since is
   * not undone from here: taking it back would be another judgement, in this officer's name.
   */
  readonly done = $derived.by(() => (this.last && this.isJudged(this.last.sightingId) ? null : this.last));

  private isJudged(sightingId: string | undefined): boolean {
    const sighting = this.session.state?.sightings.find((one) => one.sighting_id === sightingId);
    return sighting !== undefined && sighting.verdict !== null;
  }

  /** Whether this reader may read the inbox at all. */
  get mine(): boolean {
    return this.session.reports !== null;
  }

  get count(): number {
    return this.session.reportsWaiting;
  }

  /** Reports wait that are not listed here. */
  get more(): boolean {
    return this.count > this.waiting.length;
  }

  isBusy(report: WatcherReport): boolean {
    return this.busy.has(report.report_id);
  }

  photoPath(report: WatcherReport): string {
    return at`/searches/${this.session.searchId}/watcher-reports/${report.report_id}/photo`;
  }

  show(): void {
    this.open = true;
    this.chosenId ??= this.waiting[0]?.report_id ?? null;
  }

  hide(): void {
    this.open = false;
    this.chosenId = null;
  }

  move(by: 1 | -1): void {
    const at = this.waiting.findIndex((one) => one.report_id === this.chosenId);
    const next = this.waiting[Math.max(0, Math.min(this.waiting.length - 1, at < 0 ? 0 : at + by))];
    if (next) this.chosenId = next.report_id;
  }

  async takeUp(report: WatcherReport): Promise<void> {
    await this.decide(report, async () => {
      const { id } = await give(this.session.searchId, at`/watcher-reports/${report.report_id}/sighting`, {});
      return {
        words: i18n.t.inbox.tookUp(report.number),
        sightingId: id,
        undo: async () => {
          await give(this.session.searchId, at`/sightings/${id}/assessment`, { verdict: 'ruled_out' });
          toast.say(i18n.t.inbox.ruledOut(report.number));
        },
      };
    });
  }

  async setAside(report: WatcherReport): Promise<void> {
    await this.decide(report, async () => {
      await this.aside(report, true);
      return { words: i18n.t.inbox.didSetAside(report.number), undo: () => this.aside(report, false) };
    });
  }

  async takeBack(report: WatcherReport): Promise<void> {
    await this.decide(report, async () => {
      await this.aside(report, false);
      return null;
    });
  }

  async undo(): Promise<void> {
    const done = this.done;
    if (!done) return;
    this.last = null;
    try {
      await done.undo();
    } catch (error) {
      toast.say(errorWords(error), true);
    }
  }

  async older(): Promise<void> {
    const last = this.session.reports?.at(-1)?.number;
    if (last === undefined) return;
    try {
      const page = await get<{ waiting: number; reports: WatcherReport[] }>(
        at`/searches/${this.session.searchId}/watcher-reports?before=${last}`,
      );
      this.session.takeReports(page.reports, page.waiting);
    } catch (error) {
      toast.say(errorWords(error), true);
    }
  }

  private aside(report: WatcherReport, aside: boolean): Promise<void> {
    const path = at`/watcher-reports/${report.report_id}/aside`;
    return give(this.session.searchId, path, { aside }).then(() => {});
  }

  private async decide(report: WatcherReport, act: () => Promise<Done | null>): Promise<void> {
    const id = report.report_id;
    if (this.busy.has(id)) return;
    this.busy = new Set([...this.busy, id]);
    const at = this.waiting.findIndex((one) => one.report_id === id);
    try {
      this.last = await act();
      // The next one takes its place under the hand; the inbox itself is told like everybody else.
      if (this.chosenId === id) this.chosenId = (this.waiting[at + 1] ?? this.waiting[at - 1])?.report_id ?? null;
    } catch (error) {
      toast.say(errorWords(error), true);
    } finally {
      this.busy = new Set([...this.busy].filter((other) => other !== id));
    }
  }
}

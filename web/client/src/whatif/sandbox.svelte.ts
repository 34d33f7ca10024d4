/** The sandbox: which evidence is changed, and how the two searches compare. */
import type { SearchEvent } from '../contract/events';
import type { Change, PlayedOn, Share, WhatIf } from '../contract/whatIf';
import { at, getBytes, postBytes, postLong } from '../net/api';
import { decodeFrame, denseCodes } from '../net/frame';

/** Milliseconds the slider must rest before maps are fetched. */
const SETTLE_MS = 150;

export class Sandbox {
  /** By version; null: left out. */
  changes = $state.raw<ReadonlyMap<number, string | null>>(new Map());
  segment = $state<number | null>(null);
  result = $state.raw<WhatIf | null>(null);
  /** The changes that the result is of. */
  private comparedWith = $state.raw<ReadonlyMap<number, string | null> | null>(null);
  private comparedAt = $state<number | null>(null);
  progress = $state.raw<Share | null>(null);
  trouble = $state.raw<unknown>(null);
  moment = $state(0);
  codes = $state.raw<{ recorded: Uint8Array; altered: Uint8Array | null } | null>(null);
  played = $state.raw<PlayedOn | null>(null);
  playing = $state.raw<Share | null>(null);
  private running: AbortController | null = null;
  private settle: ReturnType<typeof setTimeout> | undefined;
  private maps: AbortController | null = null;

  constructor(
    readonly searchId: string,
    private readonly segmentCount: () => number,
    private readonly versionAt: (moment: number) => number,
  ) {}

  get stale(): boolean {
    return this.result !== null && (this.comparedWith !== this.changes || this.comparedAt !== this.segment);
  }

  change(version: number, recordedAt: string | null): void {
    this.changes = new Map(this.changes).set(version, recordedAt);
  }

  restore(version: number): void {
    const left = new Map(this.changes);
    left.delete(version);
    this.changes = left;
  }

  private get asked(): Change[] {
    return [...this.changes].map(([version, recorded_at]) => ({ version, recorded_at }));
  }

  /** The map as it was recorded, before anything is compared. */
  async showRecorded(moment: number): Promise<void> {
    this.moment = moment;
    const found = await getBytes(this.recordedFrame(moment));
    this.codes ??= { recorded: denseCodes(decodeFrame(found), this.segmentCount()), altered: null };
  }

  private recordedFrame(moment: number): string {
    const when = new Date(moment).toISOString();
    return at`/searches/${this.searchId}/frame?version=${this.versionAt(moment)}&at=${when}`;
  }

  async compare(): Promise<void> {
    const [changes, segment] = [this.changes, this.segment];
    const result = await this.long<WhatIf>(
      'what-if',
      { changes: this.asked, ...(segment === null ? {} : { segment }) },
      (progress) => (this.progress = progress),
    );
    if (!result) return;
    [this.result, this.comparedWith, this.comparedAt] = [result, changes, segment];
    const from = notBefore(result.from);
    const until = Date.parse(result.until);
    if (this.moment < from || this.moment > until) this.moment = until;
    this.showMaps();
  }

  async playOn(teams: number, officers: number): Promise<void> {
    const body = { from: new Date(this.moment).toISOString(), changes: this.asked, teams, officers };
    const played = await this.long<PlayedOn>('what-if/played-on', body, (share) => (this.playing = share));
    if (played) this.played = played;
  }

  stop(): void {
    this.running?.abort();
  }

  seek(moment: number): void {
    this.moment = moment;
    clearTimeout(this.settle);
    this.settle = setTimeout(() => this.showMaps(), SETTLE_MS);
  }

  private async long<T>(path: string, body: unknown, onprogress: (share: Share) => void): Promise<T | null> {
    this.stop();
    const running = (this.running = new AbortController());
    this.trouble = null;
    onprogress({ done: 0, total: 1 });
    try {
      return await postLong<T>(at`/searches/${this.searchId}/` + path, body, onprogress, running.signal);
    } catch (error) {
      if (!running.signal.aborted) this.trouble = error;
      return null;
    } finally {
      if (this.running === running) {
        this.running = null;
        this.progress = this.playing = null;
      }
    }
  }

  private showMaps(): void {
    this.maps?.abort();
    const maps = (this.maps = new AbortController());
    const moment = new Date(this.moment).toISOString();
    const changes = [...(this.comparedWith ?? [])].map(([version, recorded_at]) => ({ version, recorded_at }));
    Promise.all([
      getBytes(this.recordedFrame(this.moment)),
      postBytes(at`/searches/${this.searchId}/what-if/frame`, { changes, at: moment }, maps.signal),
    ]).then(
      (both) => {
        if (maps.signal.aborted) return;
        const [recorded, altered] = both.map((bytes) => denseCodes(decodeFrame(bytes), this.segmentCount()));
        this.codes = { recorded: recorded!, altered: altered! };
      },
      (error: unknown) => {
        if (!maps.signal.aborted) this.trouble = error;
      },
    );
  }
}

/** Kinds of evidence, as the list filters them. */
export type EvidenceKind = 'camera' | 'sighting' | 'other';

const KINDS: Partial<Record<SearchEvent['topic'], EvidenceKind>> = {
  'camera_zone.cleared': 'camera',
  'camera_zone.clearance_withdrawn': 'camera',
  'camera_zone.clock_corrected': 'camera',
  'camera_zone.out_of_service': 'camera',
  'camera_zone.outage_withdrawn': 'camera',
  'sighting.reported': 'sighting',
  'sighting.assessed': 'sighting',
  'streets.swept': 'other',
  'streets.sweep_withdrawn': 'other',
  'rest_of_world.checked': 'other',
  'rest_of_world.check_withdrawn': 'other',
};

export const kindOfEvidence = (event: SearchEvent): EvidenceKind | null => KINDS[event.topic] ?? null;

/** The first millisecond that is not before a moment, of which a page knows no finer parts. */
export const notBefore = (moment: string): number => Date.parse(moment) + (/\.\d{4}/.test(moment) ? 1 : 0);

/** The earliest moment at which it could have been known: when what it speaks of was over. */
export function earliest(event: SearchEvent, begin: number, clockAheadS: number): number {
  switch (event.topic) {
    case 'sighting.reported':
      return Math.max(begin, notBefore(event.data.at));
    case 'camera_zone.cleared':
      return Math.max(begin, Math.ceil(notBefore(event.data.until) - clockAheadS * 1000));
    case 'streets.swept':
    case 'rest_of_world.checked':
      return Math.max(begin, notBefore(event.data.until));
  }
  return begin;
}

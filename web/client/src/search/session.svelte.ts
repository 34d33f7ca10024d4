/** One search as this page knows it: state, positions, belief and advice, kept live. */
import type { Advice, Position, ServerMessage } from '../contract/messages';
import type { SearchEvent } from '../contract/events';
import type { SearchState } from '../contract/state';
import type { WatcherReport } from '../contract/watcherReport';
import { at, get } from '../net/api';
import { denseCodes, type BeliefFrame } from '../net/frame';
import { LiveConnection, type LiveStatus } from '../net/live';
import { clock } from '../time/clock';
import { emptyState } from './empty';
import { withReports } from './reports';
import { reduceAll } from './reduce';

/** How many past events a page reads when it starts. */
const PAST_EVENTS = 200;

export class SearchSession {
  state = $state.raw<SearchState | null>(null);
  events = $state.raw<SearchEvent[]>([]);
  positions = $state.raw<ReadonlyMap<string, Position>>(new Map());
  advice = $state.raw<Advice | null>(null);
  frame = $state.raw<BeliefFrame | null>(null);
  /** Codes by segment; what a phone's sparse frame leaves out keeps its last value of 0. */
  codes = $state.raw<Uint8Array | null>(null);
  status = $state<LiveStatus>('connecting');
  accountId = $state('');
  role = $state('');
  teamId = $state<string | null>(null);
  /** Teams whose phone is not connected. */
  absent = $state.raw<ReadonlySet<string>>(new Set());
  /** When a phone had an order, by the order. */
  delivered = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Older events than those at hand can be read. */
  hasEarlier = $state(false);
  /** Watchers' reports, newest first; null for who may not read them. */
  reports = $state.raw<readonly WatcherReport[] | null>(null);
  /** How many reports wait in all, also those not listed. */
  reportsWaiting = $state(0);

  private readonly live: LiveConnection;
  private segmentCount = 0;
  /** What is shown is from an earlier visit. */
  remembered = $state(false);
  /** The version this page is brought to; events that are not for its reader leave gaps. */
  private upTo = 0;

  constructor(readonly searchId: string) {
    this.live = new LiveConnection(searchId, {
      message: (message) => this.message(message),
      frame: (frame) => this.belief(frame),
      status: (status) => this.setStatus(status),
      version: () => (this.state && !this.remembered ? this.upTo : null),
    });
  }

  /** Shows what was known before, until the service tells more; it is asked for everything again. */
  remember(state: SearchState, teamId: string | null): void {
    if (this.state) return;
    this.state = state;
    this.teamId = teamId;
    this.remembered = true;
  }

  start(): void {
    this.live.start();
  }

  stop(): void {
    this.live.stop();
    document.body.dataset['live'] = 'off';
  }

  /** How many segments the network has, so that a sparse frame can be spread out. */
  setSegmentCount(count: number): void {
    this.segmentCount = count;
    if (this.frame) this.belief(this.frame);
  }

  tellDelivered(redirectId: string): void {
    this.live.delivered(redirectId);
  }

  private setStatus(status: LiveStatus): void {
    this.status = status;
    document.body.dataset['live'] = status;
  }

  private belief(frame: BeliefFrame): void {
    this.frame = frame;
    this.codes = denseCodes(frame, this.segmentCount);
    document.body.dataset['beliefVersion'] = String(frame.version);
  }

  private take(state: SearchState, upTo: number): void {
    this.state = state;
    this.upTo = Math.max(this.upTo, upTo);
    document.body.dataset['version'] = String(this.upTo);
  }

  private message(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        clock.sync(message.now, message.clock_speed);
        this.accountId = message.account_id;
        this.role = message.role;
        this.teamId = message.team_id;
        break;
      case 'ping':
        clock.sync(message.now, message.clock_speed);
        break;
      case 'snapshot':
        // Readers who may not see everything get less than the whole shape.
        this.upTo = 0;
        this.remembered = false;
        this.take({ ...emptyState(this.searchId), ...message.state }, message.version);
        this.place(message.positions ?? []);
        // Watchers are told what to look for, not what happened.
        if (this.role !== 'watcher') void this.readPast(message.version);
        break;
      case 'events':
        if (!this.state) break;
        this.addEvents(message.events);
        this.take(reduceAll(this.state, message.events), message.up_to);
        break;
      case 'positions':
        this.place(message.positions);
        break;
      case 'advice':
        this.advice = message;
        break;
      case 'presence':
        this.absent = new Set(message.teams.filter((team) => !team.connected).map((team) => team.team_id));
        break;
      case 'delivered':
        this.delivered = new Map(this.delivered).set(message.redirect_id, message.at);
        break;
      case 'watcher_reports':
        this.takeReports(message.reports, message.waiting);
        break;
    }
  }

  takeReports(reports: readonly WatcherReport[], waiting: number): void {
    this.reports = withReports(this.reports ?? [], reports);
    this.reportsWaiting = waiting;
  }

  private place(positions: readonly Position[]): void {
    if (!positions.length) return;
    const next = new Map(this.positions);
    for (const position of positions) {
      const known = next.get(position.team_id);
      if (!known || Date.parse(known.at) <= Date.parse(position.at)) next.set(position.team_id, position);
    }
    this.positions = next;
  }

  private addEvents(events: readonly SearchEvent[]): void {
    const last = this.events.at(-1)?.version ?? 0;
    const fresh = events.filter((event) => event.version > last);
    if (fresh.length) this.events = [...this.events, ...fresh];
  }

  /** Reads more of what happened before the first event at hand. */
  async readEarlier(): Promise<void> {
    const first = this.events[0]?.version ?? 1;
    await this.readPast(first - 1);
  }

  /** The snapshot has no history; the list of what happened reads the last of it. */
  private async readPast(version: number): Promise<void> {
    try {
      const after = Math.max(0, version - PAST_EVENTS);
      const limit = Math.max(1, version - after);
      const past = await get<SearchEvent[]>(at`/searches/${this.searchId}/events?after=${after}&limit=${limit}`);
      const seen = new Set(past.map((event) => event.version));
      this.events = [...past, ...this.events.filter((event) => !seen.has(event.version))].sort(
        (a, b) => a.version - b.version,
      );
      this.hasEarlier = after > 0;
    } catch {
      // A phone may not read the history; the screen then shows what happens from now on.
    }
  }
}

/** Text frames of `/searches/{id}/live`, both directions, and the codes it closes with. */
import type { SearchEvent } from './events';
import type { Notice } from './notices';
import type { Moment, Point, SearchState, Sentence } from './state';
import type { WatcherReport } from './watcherReport';

export interface Position extends Point {
  team_id: string;
  at: Moment;
  accuracy_m: number | null;
  heading: number | null;
}

export interface Review {
  camera_id: string;
  from: Moment;
  until: Moment;
  gain_bits: number;
  minutes: number;
  reason: Sentence;
}

export interface RedirectAdvice {
  team_id: string;
  target: Point | null;
  segments: number[];
  expected_pos: number | null;
  hold?: boolean;
  reason: Sentence;
}

export interface Advice {
  version: number;
  at: Moment;
  reviews: Review[];
  redirects: RedirectAdvice[];
  /** What to do beyond these lists, and why one is empty. */
  notices?: Notice[];
}

export type ServerMessage =
  | {
      type: 'hello';
      protocol: number;
      search_id: string;
      account_id: string;
      role: string;
      team_id: string | null;
      version: number;
      area: string;
      area_hash: string;
      now: Moment;
      clock_speed: number;
      heartbeat_s: number;
    }
  | { type: 'snapshot'; version: number; state: SearchState; positions?: Position[] }
  | { type: 'events'; up_to: number; events: SearchEvent[] }
  | { type: 'positions'; positions: Position[] }
  | ({ type: 'advice' } & Advice)
  | { type: 'presence'; teams: { team_id: string; connected: boolean; since: Moment }[] }
  | { type: 'delivered'; redirect_id: string; at: Moment }
  | { type: 'watcher_reports'; waiting: number; reports: WatcherReport[] }
  | { type: 'ping'; now: Moment; clock_speed: number };

export type Hello = Extract<ServerMessage, { type: 'hello' }>;
export type ClientMessage = { type: 'pong' } | { type: 'delivered'; redirect_id: string };

export const CLOSE = {
  resync: 4000,
  notSignedIn: 4401,
  notMember: 4403,
  noSuchSearch: 4404,
  revoked: 4410,
} as const;

/** A watcher's report in the inbox, as officers read it. */
import type { Moment, Point } from './state';

export interface WatcherReport extends Point {
  report_id: string;
  /** Counts the reports of a search from 1. */
  number: number;
  at: Moment;
  received_at: Moment;
  /** It came in after the search was closed. */
  late: boolean;
  actor: string;
  actor_name: string | null;
  note: string | null;
  photo_id: string | null;
  state: 'waiting' | 'taken_up' | 'set_aside';
  sighting_id: string | null;
}

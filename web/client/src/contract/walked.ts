/** What a team's phone says it walked: the answer of `GET .../teams/{team_id}/walked`. */
import type { Moment } from './state';

export interface Walked {
  team_id: string;
  from: Moment;
  until: Moment;
  fixes: number;
  segments: number[];
  /** The same by time. */
  searched: { from: Moment; until: Moment; segments: number[] }[];
  metres: number;
}

/** A search in a few words (`/searches`, `/searches/{id}/summary`). */
import type { Moment, Status } from './state';

export interface SearchSummary {
  search_id: string;
  version: number;
  status: Status;
  area: string;
  opened_at: Moment;
  last_known_at: Moment | null;
  /** In the order of opening, from 1. */
  number: number;
  /** The name, and the street where last seen, while it runs. */
  subject: string | null;
  place: string | null;
  teams: number | null;
  /** Redirects that wait to be released, or for the team to agree. */
  waiting: number | null;
  /** From another installation; it takes no commands. */
  imported: boolean;
}

/** What `/searches/{id}/what-if` takes and answers. */
import type { Moment } from './state';

export interface Change {
  version: number;
  /** When it is recorded instead; null: never. */
  recorded_at: Moment | null;
}

export interface PlacePoint {
  at: Moment;
  /** Of the streets of the place together. */
  probability: number;
  /** Share of all metres of street that were likelier. */
  ahead: number;
}

export interface Pointed {
  /** It was among this share of all streets. */
  best: number;
  /** With the version that brought it about; null where time alone did. */
  first: (PlacePoint & { event: number | null }) | null;
  from_then_on: PlacePoint | null;
}

export interface PlaceOverTime {
  points: PlacePoint[];
  pointed: Pointed[];
}

export interface WhatIf {
  search_id: string;
  version: number;
  from: Moment;
  until: Moment;
  segments: number[];
  even: number;
  recorded: PlaceOverTime;
  altered: PlaceOverTime;
}

export interface Truth {
  /** Whether it is known where he really was. */
  known: boolean;
  teams: number;
}

export interface PlayedOn {
  from: Moment;
  teams: number;
  officers: number;
  recorded_found_at: Moment | null;
  plays: { found_at: Moment | null; reviews: number; orders: number }[];
}

export interface Share {
  done: number;
  total: number;
}

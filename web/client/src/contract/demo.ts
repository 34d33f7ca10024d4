/** What `/demo` says; only a demonstration has it. */
import type { Moment } from './state';

export interface DemoRole {
  role: string;
  team_id?: string | null;
  label: { zh: string; en: string };
  url: string;
}

export interface DemoInfo {
  speed: number;
  speeds: number[];
  started_at: Moment;
  now: Moment;
  search_id: string;
  story: { zh: string; en: string };
  roles: DemoRole[];
  truth?: unknown;
}

export interface Recording {
  camera_id: string;
  from: Moment;
  until: Moment;
  passes: { from: Moment; until: Moment; heading?: number | null }[];
}
